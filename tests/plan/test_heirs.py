"""Who answers as of a day: the printed bodies through reforms and decisions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, SuccessionKind
from luoshi.kernel.services import mergings, successions
from luoshi.plan.engine.leads import Accountable, Lead, accountable
from luoshi.plan.papers import division_of_tasks
from luoshi.plan.queries.commitments import with_what_a_row_prints
from luoshi.plan.queries.heirs import heirs_of_plan
from luoshi.plan.services import heirs as services
from tests.kernel.factories import DAY, LATER, NOON, BodyFactory
from tests.plan.factories import ResponsibilityFactory, charged
from tests.plan.reforms import BEFORE, REFORM, record, reform, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return world()


def on_day(made, on=DAY):
    return heirs_of_plan(plan=made.plan, on=on, today=DAY)


def shown(made, section, printed, on=DAY):
    return on_day(made, on).of(made.duty(section, printed))


def name_of(pk):
    return Body.objects.get(pk=pk).name


def test_before_the_reform_the_old_bodies_answer_and_after_it_the_new_ones(made):
    reform(made)
    printed = ["市工信委", "市质监局", "市工商局", "市财政局"]
    duties = [
        made.duty(1, "市工信委"),
        made.duty(2, "市质监局"),
        made.duty(2, "市工商局"),
        made.duty(1, "市财政局"),
    ]
    names = {day: [on_day(made, day).of(duty).name for duty in duties] for day in (BEFORE, REFORM, DAY)}
    assert names[BEFORE] == printed
    assert names[REFORM] == names[DAY] == ["市工信局", "市市场监管局", "市市场监管局", "市财政局"]


def test_what_was_printed_stays(made):
    reform(made)
    answering = shown(made, 1, "市工信委")
    assert (answering.printed, answering.name, answering.is_changed) == ("市工信委", "市工信局", True)


def test_a_split_asks_for_a_decision_for_each_clause(made):
    events = reform(made)
    before = shown(made, 4, "市国土局")
    assert before.is_open
    assert before.choices == ("云岭市自然资源局",)  # 用地 stands in the heading
    heir = Body.objects.get(name="云岭市自然资源局")
    services.choose_heir(
        responsibility=made.duty(4, "市国土局"), event=events["split"], heir=heir, reason="三定规定",
        by=SYSTEM, at=NOON,
    )  # fmt: skip
    after = shown(made, 4, "市国土局")
    assert (after.is_open, after.body, after.name) == (False, heir.pk, "云岭市自然资源局")
    assert shown(made, 4, "市国土局", BEFORE).name == "市国土局"


def test_only_a_clause_that_speaks_of_the_function_is_asked_about(made):
    reform(made)
    assert shown(made, 3, "市发改委").is_open
    assert set(shown(made, 3, "市发改委").choices) == {"云岭市生态环境局", "市发改委"}
    assert not shown(made, 5, "市发改委").is_open


def test_a_function_that_nobody_took_leaves_its_clauses_open(made):
    record(
        SuccessionKind.MERGE,
        predecessors=(made.bodies["市质监局"],),
        successors=(made.bodies["市工商局"],),
        handed=(successions.Handed("质量提升", made.bodies["市质监局"], None, ("提升质量",)),),
    )
    assert shown(made, 2, "市质监局").is_open
    assert shown(made, 2, "市质监局", BEFORE).name == "市质监局"


def test_undoing_the_event_undoes_what_it_asked(made):
    events = reform(made)
    successions.undo_succession(event=events["split"], by=SYSTEM, at=LATER)
    assert shown(made, 4, "市国土局").name == "市国土局"


def test_a_body_that_nobody_has_entered_is_shown_as_printed(made):
    duty = ResponsibilityFactory(plan=made.plan, section=made.section(1), printed="市某办")
    assert on_day(made).of(duty).name == "市某办"


def test_two_records_of_one_body_read_as_the_kept_one(made):
    kept = BodyFactory(name="云岭市财政局(总)", area=made.city)
    mergings.merge_bodies(kept=kept, merged=made.bodies["市财政局"], reason="重复", by=SYSTEM, at=NOON)
    assert shown(made, 1, "市财政局").body == kept.pk


def test_a_body_is_asked_for_by_its_name_on_the_day(made):
    reform(made)
    assert on_day(made).names() == sorted({"市工信局", "市市场监管局", "市财政局", "市发改委", "市国土局"})
    assert len(on_day(made).called("市市场监管局")) == 2
    assert on_day(made, BEFORE).called("市市场监管局") == []
    assert len(on_day(made, BEFORE).called("市质监局")) == 1


@pytest.mark.parametrize(("on", "state"), [(BEFORE, Accountable.JOINT), (DAY, Accountable.ONE)])
def test_two_leads_that_merged_are_one(made, on, state):
    reform(made)
    leads = made.section(2).responsibilities.all()
    assert on_day(made, on).accountable(leads).state == state


def test_joint_leads_are_accountable_only_once_one_is_named(made):
    leads = list(made.section(5).responsibilities.order_by("position"))
    assert on_day(made).accountable(leads).state == Accountable.JOINT
    services.choose_first_lead(responsibility=leads[1], reason="市政府常务会议", by=SYSTEM, at=NOON)
    held = on_day(made).accountable(leads)
    assert (held.state, held.name) == (Accountable.NAMED, "市发改委")


def test_a_section_with_one_lead_or_none(made):
    assert (
        on_day(made).accountable(made.section(1).responsibilities.filter(role="lead")).state
        == Accountable.ONE
    )
    assert on_day(made).accountable([]).state == Accountable.NOBODY


def test_a_list_can_be_narrowed_to_what_a_reform_did(made):
    reform(made)
    counted = {state: len(on_day(made).in_state(state)) for state in ("changed", "open", "joint")}
    assert counted == {"changed": 3, "open": 2, "joint": 2}


def test_what_a_plan_costs_does_not_grow_with_its_clauses(made, django_assert_max_num_queries):
    reform(made)
    for number in range(30):
        section = made.section(1)
        charged(section, f"市第{number}局", role="support")
    duties = list(made.plan.responsibilities.all())
    with django_assert_max_num_queries(10):
        heirs = on_day(made)
        assert len([heirs.of(duty) for duty in duties]) > 30


leads = st.lists(st.builds(Lead, row=st.integers(1, 9), body=st.sampled_from("abc")), max_size=5)


@given(leads=leads, named=st.none() | st.integers(1, 9))
def test_nobody_is_accountable_by_silence(leads, named):
    state, first = accountable(leads, named=named)
    assert (first is None) == (state in (Accountable.JOINT, Accountable.NOBODY))
    if state == Accountable.NAMED:
        assert any(lead.row == named and lead.body == first for lead in leads)
    assert accountable(leads[::-1], named=None)[0] == accountable(leads, named=None)[0]


def test_a_day_before_anything_was_recorded_shows_the_print(made):
    reform(made)
    early = on_day(made, date(2017, 1, 1))
    assert all(early.of(duty).name == duty.printed for duty in made.plan.responsibilities.all())


def test_the_paper_names_the_bodies_of_its_day(made):
    reform(made)
    papers = {
        on: division_of_tasks(
            plan=made.plan,
            commitments=with_what_a_row_prints(made.plan.commitments.order_by("position")),
            heirs=on_day(made, on),
        )
        for on in (BEFORE, DAY)
    }
    leads = {on: [row[2] for row in paper.blocks[0].blocks[0].rows] for on, paper in papers.items()}
    assert leads[BEFORE][:2] == ["市工信委", "市质监局、市工商局"]
    assert leads[DAY][:2] == ["市工信局", "市市场监管局"]
    assert leads[DAY][3] == "市国土局（承接单位待定）"
