"""Correcting a draft: what it becomes, what stays, what is refused, how it is taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import AuditEntry
from luoshi.kernel.services.reversal import ChangedSince
from luoshi.kernel.services.undoing import undo_act
from luoshi.plan.engine.stated import Stated
from luoshi.plan.models import Commitment, Correction, Plan, Responsibility, Section, Target
from luoshi.plan.queries.live import stated
from luoshi.plan.queries.plans import all_totals
from luoshi.plan.services import corrections, drafts, duties, heirs, withdrawals
from tests.kernel.factories import LATER, NOON, BodyFactory, UserFactory
from tests.plan.factories import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


TEXT = (
    "示例市智能制造行动方案\n一、主要目标\n到2020年,全市研发投入占比达到2%。全员劳动生产率明显提高。\n"
    "二、重点任务\n(一)改造设备。到2019年底,完成设备更新。(市工信局、市科技局牵头,市财政局配合)\n"
    "(二)建设平台。建设工业互联网公共服务平台。对新建平台给予补助。\n"
)
TABLES = (Commitment.everything, Responsibility.everything, Section.objects, Target.objects)


@pytest.fixture
def plan():
    return plan_of(TEXT)


def rows():
    """Every row of the plan, as the tables hold them."""
    return [list(table.order_by("pk").values()) for table in TABLES]


def target(plan):
    return plan.commitments.get(kind="target")


def at(words, text=TEXT):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def correct(row, *, reason="原文如此", by=SYSTEM, **changed):
    said = replace(stated(Commitment.objects.select_related("section", "target").get(pk=row.pk)), **changed)
    return corrections.correct_commitment(commitment=row, stated=said, reason=reason, by=by, at=NOON)


def add(plan, **said):
    made = Stated(**{"kind": "incentive", "title": "对新建平台给予补助", "section": "2.2"} | said)
    return corrections.add_commitment(plan=plan, stated=made, reason="漏读", by=SYSTEM, at=NOON)


def test_a_target_is_corrected_as_the_ledger_words_it(plan):
    made = correct(target(plan), value=Decimal("2.5"), unit="个百分点", change="decrease", baseline="2015")
    line = target(plan).target
    assert (line.goal, line.relation, line.kind, line.direction) == (Decimal("-2.5"), "<=", "change", "down")
    assert (made.before["value"], made.after["value"]) == ("2", "2.5")
    assert set(made.after) == {"value", "unit", "change", "baseline"}


def test_the_check_up_is_made_again_for_what_was_corrected(plan):
    assert "base_year" in target(plan).missing
    correct(target(plan), baseline="2015", due="2021-06")
    row = target(plan)
    assert "base_year" not in row.missing
    assert (row.printed_due, row.due_on) == ("2021-06", date(2021, 6, 30))


def test_what_was_read_is_never_changed(plan):
    kept = dict(plan.document.reading)
    correct(target(plan), title="研发投入")
    plan.document.refresh_from_db()
    assert plan.document.reading == kept


def test_words_become_a_commitment_in_reading_order(plan):
    before = all_totals(plan=plan)["promised"]
    row = add(plan, **at("对新建平台给予补助")).commitment
    assert (row.section.place, row.kind, row.is_verifiable) == ("2.2", "incentive", False)
    starts = list(plan.commitments.order_by("position").values_list("start", flat=True))
    assert starts == sorted(starts)
    assert all_totals(plan=plan)["promised"] == before + 1


def test_a_new_target_takes_the_next_number_of_the_ledger(plan):
    quantity = {"relation": ">=", "value": Decimal(3), "unit": "个", "due": "2020"}
    row = add(plan, kind="target", title="平台", **quantity, **at("建设工业互联网公共服务平台")).commitment
    assert str(row.target) == f"T{Target.objects.count()}"
    assert row.target.kind == "count"


def test_what_is_removed_stays_as_a_row_that_nothing_counts(plan):
    before = all_totals(plan=plan)
    row = target(plan)
    made = corrections.remove_commitment(commitment=row, reason="背景", by=SYSTEM, at=NOON)
    after = all_totals(plan=plan)
    assert (after["promised"], after["numbered"]) == (before["promised"] - 1, 0)
    assert Commitment.everything.get(pk=row.pk).removal == made
    with pytest.raises(drafts.RemovedAlready):
        corrections.remove_commitment(commitment=row, reason="背景", by=SYSTEM, at=NOON)


def test_two_that_are_one_are_merged(plan):
    one, other = plan.commitments.order_by("position")[:2]
    made = corrections.merge_commitments(commitment=other, into=one, reason="同一事项", by=SYSTEM, at=NOON)
    assert (made.into, plan.commitments.filter(pk=other.pk).exists()) == (one, False)
    assert list(Correction.objects.about(one)) == [made]
    with pytest.raises(corrections.CannotMerge):
        corrections.merge_commitments(commitment=one, into=one, reason="同一事项", by=SYSTEM, at=NOON)


def test_who_answers_is_corrected_added_and_removed(plan):
    task = plan.commitments.get(kind="task", section__place="2.1", printed_due="")
    assert "body" in task.undecided
    second = plan.responsibilities.get(printed="市科技局")
    duties.correct_duty(
        responsibility=second, printed="市科技局", role="support", reason="配合", by=SYSTEM, at=NOON
    )
    task.refresh_from_db()
    assert "body" not in task.undecided
    section = plan.sections.get(place="2.2")
    duties.add_duty(
        section=section, printed="市发改委", role="lead", **at("建设平台"), reason="漏读", by=SYSTEM, at=NOON
    )
    section.refresh_from_db()
    assert section.charged_by == section
    assert "body" not in plan.commitments.get(kind="task", section=section).missing


def test_a_body_stands_once_in_a_role(plan):
    with pytest.raises(duties.NamedAlready):
        duties.add_duty(
            section=plan.sections.get(place="2.1"), printed="市工信局", role="lead", **at("改造设备"),
            reason="漏读", by=SYSTEM, at=NOON,
        )  # fmt: skip


def test_a_section_is_bound_to_the_bodies_of_another(plan):
    here, there = plan.sections.get(place="2.2"), plan.sections.get(place="2.1")
    duties.bind_section(section=here, to=there, reason="上下文", by=SYSTEM, at=NOON)
    here.refresh_from_db()
    assert here.charged_by == there
    assert "body" not in plan.commitments.get(kind="task", section=here).missing
    with pytest.raises(duties.NobodyNamedThere):
        duties.bind_section(section=there, to=plan.sections.get(place="1"), reason="x", by=SYSTEM, at=NOON)


def every_act(plan):
    """One of each correction, as calls."""
    some = plan.commitments.order_by("position")
    duty = plan.responsibilities.order_by("position").first()
    said = {"reason": "核对原文", "by": SYSTEM, "at": NOON}
    section = plan.sections.get(place="2.2")
    return {
        "corrected": lambda: correct(target(plan), title="研发经费", value=Decimal(9), due="2025"),
        "of another kind": lambda: correct(
            target(plan), kind="task", value=None, unit="", relation="", baseline=""
        ),
        "moved": lambda: correct(some.last(), section="2.1", **at("改造设备")),
        "added": lambda: add(plan, **at("对新建平台给予补助")),
        "removed": lambda: corrections.remove_commitment(commitment=some[1], **said),
        "merged": lambda: corrections.merge_commitments(commitment=some[1], into=some[0], **said),
        "duty corrected": lambda: duties.correct_duty(
            responsibility=duty, printed="市发改委", role="support", **said
        ),
        "duty removed": lambda: duties.remove_duty(responsibility=duty, **said),
        "bound": lambda: duties.bind_section(section=section, to=plan.sections.get(place="2.1"), **said),
    }


ACTS = [
    "corrected", "of another kind", "moved", "added", "removed", "merged", "duty corrected", "duty removed", "bound",
]  # fmt: skip
LEFT = {"position", "removal_id"}  # an added row stays, and those behind it keep the room that they made


def counted(everything):
    return [
        [{name: value for name, value in row.items() if name not in LEFT} for row in table if not row.get("removal_id")]
        for table in everything
    ]  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_a_correction_that_is_withdrawn_leaves_every_row_as_it_was(plan, name):
    before = counted(rows())
    made = every_act(plan)[name]()
    assert counted(rows()) != before
    withdrawals.withdraw_correction(correction=made, by=SYSTEM, at=LATER)
    after = counted(rows())
    if name == "added":
        after[3] = [row for row in after[3] if row["commitment_id"] != made.commitment_id]
    assert after == before
    with pytest.raises(heirs.DecisionWithdrawn):
        withdrawals.withdraw_correction(correction=made, by=SYSTEM, at=LATER)


@pytest.mark.parametrize("name", ACTS)
def test_a_correction_is_undone_and_done_again_by_the_registry_of_inverses(plan, name):
    every_act(plan)[name]()
    done = counted(rows())
    for _ in range(2):
        undo_act(entry=AuditEntry.objects.latest("number"), by=SYSTEM, at=LATER)
    assert counted(rows()) == done
    assert Correction.objects.standing().count() == 1


def test_a_later_correction_is_taken_back_first(plan):
    first = correct(target(plan), value=Decimal(3))
    correct(target(plan), value=Decimal(4))
    with pytest.raises(ChangedSince):
        withdrawals.withdraw_correction(correction=first, by=SYSTEM, at=LATER)
    assert target(plan).target.goal == 4


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"title": " "}, "title", "Say in words"),
        ({"end": 9999}, "start", "between characters"),
        ({"due": "明年"}, "due", "write 2020 or 2020-06"),
        ({"baseline": "上年"}, "baseline", "four digits"),
        ({"value": None}, "value", "A target has a number"),
        ({"relation": ""}, "relation", "at least, at most"),
        ({"unit": "很多"}, "unit", "no unit that the ledger knows, for example %"),
        ({"relation": "range"}, "value_max", "two numbers"),
        ({"relation": "range", "value_max": Decimal(1)}, "value_max", "2 is more than 1"),
        ({"value": Decimal(-2)}, "value", "below zero"),
        ({"kind": "task"}, "value", "Only a target has a number"),
        ({"kind": "promise", "value": None, "relation": "", "unit": ""}, "promise", "what kind of promise"),
    ],
)
def test_what_is_stated_wrongly_is_refused_field_by_field(plan, wrong, field, said):
    with pytest.raises(drafts.Misstated, match=said) as refused:
        correct(target(plan), **wrong)
    assert field in [fault.field for fault in refused.value.faults]
    assert not Correction.objects.exists()


def test_every_fault_is_said_at_once(plan):
    with pytest.raises(drafts.Misstated) as refused:
        correct(target(plan), title="", due="x", unit="很多")
    assert [fault.field for fault in refused.value.faults] == ["title", "due", "unit"]


def test_a_correction_that_changes_nothing_or_has_no_grounds_is_refused(plan):
    with pytest.raises(drafts.NothingChanged):
        correct(target(plan))
    with pytest.raises(heirs.ReasonMissing):
        correct(target(plan), title="x", reason=" ")


def test_an_adopted_plan_is_not_corrected(plan):
    officer = UserFactory()
    Plan.objects.filter(pk=plan.pk).update(adopted_by=officer, adopted_at=NOON, owner=BodyFactory())
    with pytest.raises(drafts.PlanAlreadyAdopted, match=str(officer)):
        correct(target(plan), title="x")


def test_a_correction_asks_for_a_new_comparison(plan):
    Plan.objects.filter(pk=plan.pk).update(amends=plan_of("另一方案\n一、目标\n"), compared_at=NOON)
    correct(target(plan), title="研发经费")
    assert Plan.objects.get(pk=plan.pk).compared_at is None
