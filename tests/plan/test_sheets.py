"""The ledger and the division of tasks as sheets: they come in again as they went out, or say which cell is wrong."""

import pytest
from django.urls import reverse
from django.utils import translation

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.imports import LISTS
from luoshi.kernel.models import ImportState
from luoshi.kernel.services import imports
from luoshi.kit.sheets import read_rows, write
from luoshi.plan.models import Commitment, Correction, Interpretation, LeadChoice, Plan, Responsibility
from luoshi.plan.services import adoption, corrections
from tests.kernel import factories
from tests.kernel.factories import NOON, BodyFactory, BodyNameFactory, member
from tests.kernel.importing import settle, take_over, undo
from tests.plan.factories import plan_of

pytestmark = pytest.mark.django_db
TEXT = (
    "示例市智能制造行动方案\n一、主要目标\n到2020年,全市研发投入占比达到2%。全员劳动生产率明显提高。\n"
    "二、重点任务\n(一)改造设备。到2019年底,完成设备更新。(市工信局、市科技局牵头,市财政局配合)\n"
    "(二)建设平台。建设工业互联网公共服务平台。(市商务局牵头)\n"
)
LEDGER, DIVISION = "plan.ledger", "plan.division"
GROUNDS = "核对原文"


@pytest.fixture(autouse=True)
def city(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    home = factories.AreaFactory(code="990100", name="示例市")
    factories.InstallationFactory(home_area=home)
    bureau = BodyFactory(name="示例市工业和信息化局", area=home)
    BodyNameFactory(body=bureau, name="市工信局")
    return bureau


@pytest.fixture
def plan(city):
    return plan_of(TEXT, owner=city)


@pytest.fixture
def adopted(plan, city):
    return adoption.adopt_plan(plan=plan, by=member("lead_officer", body=city), at=NOON)


def rows_of(code):
    """The list as it goes out, row by row."""
    return [dict(row) for row in LISTS[code].everything(by=SYSTEM)]


def hand_in(code, rows, *, by=SYSTEM, name="清单.xlsx"):
    content = write(LISTS[code].sheet, rows)
    return settle(imports.hand_in_list(kind=code, content=content, name=name, by=by, at=NOON))


def changed(code, at, **cells):
    rows = rows_of(code)
    rows[at] |= cells
    return rows


def faults(batch):
    """Column and code of each fault."""
    return sorted((each.column, each.code) for each in batch.remarks.filter(is_fault=True))


def world():
    tables = (Commitment.everything, Responsibility.everything, Correction.objects, Interpretation.objects)
    return [list(table.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", [LEDGER, DIVISION])
def test_exported_and_handed_in_again_nothing_changes(plan, code, language):
    before, rows = world(), rows_of(code)
    with translation.override(language):
        batch = hand_in(code, rows)
    assert (batch.state, batch.counts) == (ImportState.READY, {"same": len(rows), "faults": 0})
    assert world() == before


@pytest.mark.parametrize("code", [LEDGER, DIVISION])
def test_nothing_changes_in_an_adopted_plan_either(adopted, code):
    rows = rows_of(code)
    assert len(rows) == 2
    assert hand_in(code, rows).counts == {"same": 2, "faults": 0}


def test_the_ledger_says_what_each_goal_asks_for(plan):
    first, second = rows_of(LEDGER)
    assert (first["title"], first["relation"], first["value"], first["unit"], first["due"]) == (
        "全市研发投入占比", ">=", 2, "%", "2020",
    )  # fmt: skip
    assert (first["kind"], second["kind"], second["promise"]) == ("target", "promise", "direction")


def test_a_changed_cell_is_shown_as_a_difference_and_corrects_the_draft_once_confirmed(plan):
    batch = hand_in(LEDGER, changed(LEDGER, 0, value=3, due="2021", reason=GROUNDS))
    assert (batch.state, batch.counts) == (ImportState.READY, {"changed": 1, "same": 1, "faults": 0})
    assert Correction.objects.count() == 0
    take_over(batch)
    row = plan.commitments.select_related("target").get(kind="target")
    assert (row.target.goal, row.printed_due) == (3, "2021")
    assert Correction.objects.get().after == {"value": "3", "due": "2021"}
    assert Correction.objects.get().reason == GROUNDS


def test_undone_as_a_whole_the_draft_is_as_it_was_read(plan):
    before = world()[0]
    batch = take_over(hand_in(LEDGER, changed(LEDGER, 0, value=3, reason=GROUNDS)))
    assert undo(batch).state == ImportState.UNDONE
    assert world()[0] == before


def test_a_goal_becomes_a_promise_without_a_number(plan):
    cells = {"kind": "promise", "promise": "qualitative", "reason": GROUNDS}
    emptied = dict.fromkeys(("relation", "value", "unit"))
    take_over(hand_in(LEDGER, changed(LEDGER, 0, **cells, **emptied)))
    row = plan.commitments.select_related("target").get(title="全市研发投入占比")
    assert (row.kind, row.target.goal) == ("promise", None)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"value": None, "reason": GROUNDS}, [("value", "plan.value_missing")]),
        ({"unit": "虾米", "reason": GROUNDS}, [("unit", "plan.unit_unknown")]),
        ({"due": "明年", "reason": GROUNDS}, [("due", "plan.due_unreadable")]),
        ({"value_max": 1, "reason": GROUNDS}, [("value_max", "plan.range_needs_two")]),
        ({"value": 3}, [("reason", "plan.sheet_grounds")]),
        ({"plan": "别的方案", "reason": GROUNDS}, [("plan", "plan.sheet_fixed")]),
        ({"section": "别处", "reason": GROUNDS}, [("section", "plan.sheet_fixed")]),
        ({"line": "T9", "reason": GROUNDS}, [("line", "plan.sheet_fixed")]),
        ({"number": "999999"}, [("number", "plan.sheet_no_row")]),
        ({"meant_due": "2020", "reason": GROUNDS}, [("meant_due", "plan.sheet_draft")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_cell(plan, cells, wrong):
    batch = hand_in(LEDGER, changed(LEDGER, 0, **cells))
    assert (batch.state, faults(batch)) == (ImportState.REFUSED, wrong)


def test_a_fault_stands_at_the_very_cell_and_says_what_would_be_right(plan, client):
    by = member("administrator")
    client.force_login(by)
    batch = hand_in(LEDGER, changed(LEDGER, 1, plan="别的方案", reason=GROUNDS), by=by)
    (fault,) = batch.remarks.filter(is_fault=True)
    assert fault.cell == "B3"
    page = client.get(reverse("kernel:import", args=[batch.pk])).content.decode()
    assert plan.title in page
    assert "B3" in page
    assert client.get(reverse("kernel:marked_workbook", args=[batch.pk])).status_code == 200


def test_grounds_alone_change_nothing(plan):
    assert hand_in(LEDGER, changed(LEDGER, 0, reason=GROUNDS)).counts == {"same": 2, "faults": 0}


def test_an_adopted_plan_is_not_corrected_and_says_so_cell_by_cell(adopted):
    batch = hand_in(LEDGER, changed(LEDGER, 0, value=3, due="2021", reason=GROUNDS))
    assert faults(batch) == [("due", "plan.sheet_adopted"), ("value", "plan.sheet_adopted")]


def test_what_vague_words_of_an_adopted_plan_mean_is_decided_by_the_sheet(adopted):
    Commitment.objects.filter(kind="promise").update(missing=["due"])
    batch = hand_in(LEDGER, changed(LEDGER, 1, meant_measure="≥6%", meant_due="2020", reason="常务会议"))
    assert batch.counts == {"changed": 1, "same": 1, "faults": 0}
    take_over(batch)
    decided = {each.part: each.values for each in Interpretation.objects.all()}
    assert (decided["measure"]["value"], decided["due"]["due"]) == ("6", "2020")
    assert hand_in(LEDGER, rows_of(LEDGER)).counts == {"same": 2, "faults": 0}
    undo(batch)
    assert not Interpretation.objects.standing().exists()


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"meant_due": "明年"}, ("meant_due", "plan.due_unreadable")),
        ({"meant_body": "没有这样的局"}, ("meant_body", "plan.body_unknown")),
        ({"meant_unit": "%"}, ("meant_unit", "plan.sheet_nothing_open")),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_at_its_cell(adopted, cells, wrong):
    Commitment.objects.filter(kind="promise").update(missing=["due", "body"])
    assert faults(hand_in(LEDGER, changed(LEDGER, 1, reason=GROUNDS, **cells))) == [wrong]


def test_a_decision_is_not_taken_back_by_an_empty_cell(adopted):
    take_over(hand_in(LEDGER, changed(LEDGER, 1, meant_measure="≥ 6%", reason=GROUNDS)))
    batch = hand_in(LEDGER, changed(LEDGER, 1, meant_measure=None, reason=GROUNDS))
    assert faults(batch) == [("meant_measure", "plan.sheet_still_meant")]


def test_whoever_may_not_correct_the_plan_is_refused_row_by_row(plan):
    neighbour = BodyFactory(area=factories.AreaFactory(code="990200", name="邻市"))
    Plan.objects.update(audience="public")
    by = member("lead_officer", body=neighbour)
    assert hand_in(LEDGER, rows_of(LEDGER), by=by).counts == {"same": 2, "faults": 0}
    assert faults(hand_in(LEDGER, changed(LEDGER, 0, value=3, reason=GROUNDS), by=by)) == [
        ("value", "not_allowed")
    ]


def test_a_plan_that_is_not_open_to_somebody_goes_out_to_nobody_else(plan, city):
    Plan.objects.update(audience="maker", created_by=factories.UserFactory())
    stranger = member("officer", body=BodyFactory(area=factories.AreaFactory(code="990200", name="邻市")))
    assert list(LISTS[LEDGER].everything(by=stranger)) == []
    batch = hand_in(LEDGER, rows_of(LEDGER), by=member("body_administrator", body=city))
    assert {code for _column, code in faults(batch)} == {"plan.sheet_no_row"}


def test_what_somebody_corrected_meanwhile_is_left_alone(plan):
    batch = hand_in(LEDGER, changed(LEDGER, 0, value=3, reason=GROUNDS))
    row = plan.commitments.get(kind="promise")
    other = plan.commitments.get(kind="target")
    corrections.remove_commitment(commitment=row, reason=GROUNDS, by=SYSTEM, at=NOON)
    take_over(batch)
    other.refresh_from_db()
    assert Correction.objects.filter(commitment=other).count() == 1


def test_a_plan_adopted_meanwhile_is_not_corrected(plan, city):
    batch = hand_in(LEDGER, changed(LEDGER, 0, value=3, reason=GROUNDS))
    adoption.adopt_plan(plan=plan, by=member("lead_officer", body=city), at=NOON)
    assert take_over(batch).state == ImportState.REFUSED
    assert Correction.objects.count() == 0


def duties(plan):
    return sorted(plan.responsibilities.values_list("role", "printed"))


def test_the_division_names_who_leads_and_who_supports(plan):
    first, second = rows_of(DIVISION)
    assert (first["lead"], first["support"], second["lead"]) == ("市工信局、市科技局", "市财政局", "市商务局")


def test_leads_and_supporters_change_by_the_corrections_of_a_draft(plan):
    cells = {"lead": "市工信局", "support": "市科技局，市统计局", "reason": GROUNDS}
    take_over(hand_in(DIVISION, changed(DIVISION, 0, **cells)))
    assert duties(plan) == [
        ("lead", "市商务局"),
        ("lead", "市工信局"),
        ("support", "市科技局"),
        ("support", "市统计局"),
    ]
    # one changed its role, one stands in another's stead
    assert sorted(Correction.objects.values_list("act", flat=True)) == ["corrected", "corrected"]
    assert plan.responsibilities.get(printed="市工信局").body.name == "示例市工业和信息化局"


def test_a_body_more_is_added_and_one_less_is_removed(plan):
    cells = {"lead": "市工信局、市科技局、市税务局", "support": None, "reason": GROUNDS}
    batch = take_over(hand_in(DIVISION, changed(DIVISION, 0, **cells)))
    assert ("lead", "市税务局") in duties(plan)
    assert not plan.responsibilities.filter(role="support").exists()
    undo(batch)
    assert duties(plan) == [
        ("lead", "市商务局"), ("lead", "市工信局"), ("lead", "市科技局"), ("support", "市财政局"),
    ]  # fmt: skip


def test_another_order_of_the_same_names_is_no_difference(plan):
    rows = changed(DIVISION, 0, lead="市科技局,市工信局")
    assert hand_in(DIVISION, rows).counts == {"same": 2, "faults": 0}


def test_a_section_does_not_lose_everybody_who_answers(plan):
    batch = hand_in(DIVISION, changed(DIVISION, 1, lead=None, reason=GROUNDS))
    assert faults(batch) == [("lead", "plan.sheet_nobody")]


def test_the_first_of_several_leads_is_named_by_the_sheet_even_when_the_plan_is_adopted(adopted):
    batch = take_over(hand_in(DIVISION, changed(DIVISION, 0, first="市科技局", reason="三定规定")))
    assert LeadChoice.objects.standing().get().responsibility.printed == "市科技局"
    again = take_over(hand_in(DIVISION, changed(DIVISION, 0, first="市工信局", reason="三定规定")))
    undo(again)
    assert LeadChoice.objects.standing().get().responsibility.printed == "市科技局"
    undo(batch)
    assert not LeadChoice.objects.standing().exists()


def test_the_first_lead_must_be_one_of_those_who_lead(adopted):
    batch = hand_in(DIVISION, changed(DIVISION, 0, first="市财政局", reason=GROUNDS))
    assert faults(batch) == [("first", "plan.sheet_not_a_lead")]
    assert batch.remarks.get(is_fault=True).values["leads"] == "市工信局、市科技局"


def test_printed_bodies_of_an_adopted_plan_stay(adopted):
    batch = hand_in(DIVISION, changed(DIVISION, 0, lead="市工信局", reason=GROUNDS))
    assert faults(batch) == [("lead", "plan.sheet_adopted")]


@pytest.mark.parametrize(
    ("page", "route", "code"),
    [("ledger", "ledger_xlsx", LEDGER), ("responsibilities", "division_xlsx", DIVISION)],
)
def test_a_plans_page_leads_to_its_own_sheet(plan, client, page, route, code):
    other = plan_of(TEXT.replace("示例市", "另一市"))
    shown = client.get(reverse(f"plan:{page}", args=[plan.slug])).content.decode()
    assert reverse(f"plan:{route}", args=[plan.slug]) in shown
    content = client.get(reverse(f"plan:{route}", args=[plan.slug])).content
    read = read_rows(content, LISTS[code].sheet)
    assert {row.values["plan"] for row in read.rows} == {plan.title} != {other.title}
    assert reverse("kernel:hand_in_list", args=[code]) not in shown


def test_whoever_may_hand_lists_in_is_led_there(plan, client):
    client.force_login(member("administrator"))
    page = client.get(reverse("plan:ledger", args=[plan.slug])).content.decode()
    assert reverse("kernel:hand_in_list", args=[LEDGER]) in page
