"""What an amended document makes of each commitment; identity, decisions and history go on."""

from datetime import date

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.plan.models import Amendment, HeirChoice, LeadChoice, Plan
from luoshi.plan.services import adoption, amendments, corrections, heirs, interpretations
from tests.kernel.factories import LATER, NOON, AreaFactory, BodyFactory, member
from tests.plan.factories import plan_of

pytestmark = pytest.mark.django_db
OLD = (
    "示例市智能制造行动方案\n一、主要目标\n到2020年,全市研发投入占比达到2%。全员劳动生产率明显提高。\n"
    "到2025年,建成省级工业设计中心3家、企业技术中心20家。\n"
    "二、重点任务\n(一)改造设备。组织企业更新老旧机床并完成联网改造。(市工信局、市科技局牵头,市财政局配合)\n"
    "(二)培训工人。每年组织技能培训。(市人社局负责)\n"
)
NEW = (
    "示例市智能制造行动方案(2021年修订)\n一、主要目标\n到2025年,全市研发投入占比达到2.5%。全员劳动生产率年均提高6%以上。\n"
    "到2025年,建成省级工业设计中心3家、企业技术中心20家。\n"
    "二、重点任务\n(一)建设平台。建设工业互联网公共服务平台。(市工信局负责)\n"
    "(二)改造设备。组织企业更新老旧机床并完成联网改造。(市工信局、市科技局牵头,市财政局配合)\n"
)


@pytest.fixture
def bureau():
    return BodyFactory(area=AreaFactory(name="示例市"))


@pytest.fixture
def officer(bureau):
    return member("lead_officer", body=bureau)


@pytest.fixture
def old(bureau, officer):
    plan = plan_of(OLD, owner=bureau, valid_from=date(2017, 2, 22))
    return adoption.adopt_plan(plan=plan, by=officer, at=NOON)


@pytest.fixture
def new(bureau, old):
    plan = plan_of(NEW, owner=bureau, valid_from=date(2021, 6, 1))
    return amendments.state_amended(plan=plan, amends=old, by=SYSTEM, at=NOON)


def became(new, title, kind=None):
    """What became of the older commitment of this title."""
    rows = Amendment.objects.filter(plan=new, old__title__contains=title)
    return (rows.filter(old__kind=kind) if kind else rows).get()


def test_each_commitment_of_both_stands_in_the_comparison(old, new):
    pairs = Amendment.objects.filter(plan=new)
    assert set(pairs.exclude(old=None).values_list("old", flat=True)) == set(
        old.commitments.values_list("pk", flat=True)
    )
    assert set(pairs.exclude(new=None).values_list("new", flat=True)) == set(
        new.commitments.values_list("pk", flat=True)
    )


def test_what_became_of_each_is_told(new):
    kept = became(new, "工业设计中心")
    assert (kept.kind, kept.is_moved, kept.keeps_identity) == ("kept", False, True)
    assert became(new, "研发投入").kind == "reworded"
    assert became(new, "全员劳动生产率").new.kind == "target"
    task = became(new, "改造设备")
    assert (task.kind, task.is_moved) == ("kept", False)
    assert became(new, "培训工人").kind == "dropped"
    assert Amendment.objects.get(plan=new, new__title="建设平台").kind == "added"


def test_what_stands_in_another_section_has_moved(old, bureau):
    text = OLD.replace("到2025年,建成省级工业设计中心3家、企业技术中心20家。\n", "") + (
        "三、组织保障\n到2025年,建成省级工业设计中心3家、企业技术中心20家。\n"
    )
    plan = plan_of(text, owner=bureau)
    amendments.state_amended(plan=plan, amends=old, by=SYSTEM, at=NOON)
    moved = became(plan, "工业设计中心")
    assert (moved.kind, moved.is_moved, moved.keeps_identity) == ("kept", True, True)


def test_an_identity_lasts_through_two_amendments(old, new, bureau, officer):
    adoption.adopt_plan(plan=new, by=officer, at=NOON)
    third = plan_of(NEW, owner=bureau, valid_from=date(2023, 1, 1))
    amendments.state_amended(plan=third, amends=new, by=SYSTEM, at=LATER)
    adoption.adopt_plan(plan=third, by=officer, at=LATER)
    first = old.commitments.get(title__contains="工业设计中心")
    last = third.commitments.get(title__contains="工业设计中心")
    assert (last.identity, last.root_id) == (first.pk, first.pk)


def test_what_was_decided_of_a_commitment_goes_on(old, new, officer):
    vague = old.commitments.get(title__contains="工业设计中心")
    part = vague.missing[0]
    interpretations.interpret_commitment(
        commitment=vague, part=part, meaning="以2016年为基期", value="2016" if part == "base_year" else "",
        reason="常务会议", by=officer, at=NOON,
    )  # fmt: skip
    assert part in new.commitments.get(title__contains="工业设计中心").missing
    adoption.adopt_plan(plan=new, by=officer, at=LATER)
    assert part in new.commitments.get(title__contains="工业设计中心").decided
    adoption.withdraw_adoption(plan=new, reason="误审", by=officer, at=LATER)
    assert part in new.commitments.get(title__contains="工业设计中心").missing


def test_first_leads_and_heirs_go_on_in_the_same_clauses(old, new, officer):
    lead = old.responsibilities.get(printed="市科技局")
    heirs.choose_first_lead(responsibility=lead, reason="会议纪要", by=officer, at=NOON)
    adoption.adopt_plan(plan=new, by=officer, at=LATER)
    carried = LeadChoice.objects.standing().get(section__plan=new)
    assert (carried.responsibility.printed, carried.reason, carried.chosen_at) == (
        "市科技局",
        "会议纪要",
        NOON,
    )
    assert not HeirChoice.objects.exists()


def test_a_correction_asks_to_compare_again_before_it_is_adopted(old, new, officer):
    row = new.commitments.first()
    corrections.remove_commitment(commitment=row, reason="背景", by=SYSTEM, at=LATER)
    with pytest.raises(adoption.NotCompared):
        adoption.adopt_plan(plan=new, by=officer, at=LATER)
    amendments.state_amended(plan=new, amends=old, by=SYSTEM, at=LATER)
    assert not Amendment.objects.filter(plan=new, new=row).exists()
    new.refresh_from_db()
    assert adoption.adopt_plan(plan=new, by=officer, at=LATER).is_adopted


def test_only_a_standing_plan_is_amended(old, new, officer):
    with pytest.raises(amendments.CannotAmend):
        amendments.state_amended(plan=new, amends=plan_of(OLD, owner=old.owner), by=SYSTEM, at=NOON)
    adoption.adopt_plan(plan=new, by=officer, at=NOON)
    old.refresh_from_db()
    with pytest.raises(amendments.CannotAmend):
        amendments.state_amended(plan=plan_of(NEW, owner=old.owner), amends=old, by=SYSTEM, at=LATER)
    with pytest.raises(adoption.AlreadyAdopted):
        amendments.state_unamended(plan=new, by=officer, at=LATER)


def test_a_draft_may_amend_nothing_after_all(new, officer):
    amendments.state_unamended(plan=new, by=officer, at=LATER)
    assert Plan.objects.get(pk=new.pk).amends is None
    assert not Amendment.objects.exists()
