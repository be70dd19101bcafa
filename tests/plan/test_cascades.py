"""A plan beside its parents: what it covers, weakens, leaves out; why something binds; as of a day."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.plan.engine.binding import Ground
from luoshi.plan.kinship import carried_out_by, grounds
from luoshi.plan.models import Audience, BindingChoice, Commitment, Plan, Target
from luoshi.plan.queries.cascades import State, cascade_of, children_beside
from luoshi.plan.services import parents
from luoshi.plan.services.heirs import DecisionWithdrawn, ReasonMissing
from tests.kernel.factories import DAY, LATER, NOON, BodyFactory, UserFactory, member
from tests.plan.factories import MentionFactory, charged
from tests.plan.families import county_plan, family

pytestmark = pytest.mark.django_db
SHARE, NEW_FIRMS, PLATFORM, PRIZE = "关键工序数控化率", "新增规上企业", "建设平台", "设立设计奖"


@pytest.fixture
def made():
    made = family()
    made.state()
    return made


def standings(made, *, on=DAY, user=SYSTEM):
    cascade = cascade_of(plan=made.lower, user=user, on=on, today=DAY)
    return {each.commitment.title: each for each in cascade.of(made.lower).values()}


def states(made, **options):
    return {title: str(each.state) for title, each in standings(made, **options).items()}


def test_what_binds_by_its_words_and_is_linked_to_nothing_is_missing(made):
    assert states(made) == {PLATFORM: State.MISSING}
    assert grounds(standings(made)[PLATFORM]) == "点名下一级：“各县区”"


def test_what_is_carried_out_is_covered_or_weaker_whether_it_binds_or_not(made):
    made.say(SHARE, SHARE)
    made.say(PLATFORM, PLATFORM)
    assert states(made) == {SHARE: State.WEAKER, PLATFORM: State.COVERED}


def test_a_part_of_a_count_is_covered_and_not_compared(made):
    Commitment.objects.filter(pk=made.below(SHARE).pk).update(title=NEW_FIRMS)
    Target.objects.filter(commitment=made.below(NEW_FIRMS)).update(kind="gross_increase", unit="户", goal=12)
    made.say(NEW_FIRMS, NEW_FIRMS)
    assert states(made)[NEW_FIRMS] == State.UNCLEAR


def test_of_several_that_carry_it_out_the_best_counts(made):
    made.say(SHARE, SHARE)
    made.say(PLATFORM, SHARE)
    assert states(made)[SHARE] == State.UNCLEAR
    Target.objects.filter(commitment=made.below(SHARE)).update(goal=50)
    assert states(made)[SHARE] == State.COVERED


def test_both_values_are_said_where_it_is_weaker(made):
    made.say(SHARE, SHARE)
    assert carried_out_by(standings(made)[SHARE]) == "关键工序数控化率 (本级≥ 45%，弱于上级≥ 50%)"


def test_an_officer_decides_either_way_with_grounds_until_it_is_withdrawn(made):
    made.decide(PLATFORM, is_binding=False)
    made.decide(PRIZE, is_binding=True)
    found = standings(made)
    assert {title: str(each.state) for title, each in found.items()} == {PRIZE: State.MISSING}
    assert (found[PRIZE].grounds, found[PRIZE].choice.reason) == ({Ground.DECIDED}, "责任书")
    with pytest.raises(parents.BindingDecided, match="河东区人民政府"):
        made.decide(PRIZE, is_binding=False)
    for choice in BindingChoice.objects.all():
        parents.withdraw_binding(plan=made.lower, choice=choice, by=SYSTEM, at=LATER)
    assert states(made) == {PLATFORM: State.MISSING}
    with pytest.raises(DecisionWithdrawn):
        parents.withdraw_binding(plan=made.lower, choice=choice, by=SYSTEM, at=LATER)


def test_a_decision_needs_grounds_and_an_owner(made):
    with pytest.raises(ReasonMissing):
        made.decide(PRIZE, is_binding=True, reason=" ")
    made.lower.owner = None
    with pytest.raises(parents.NoOwner):
        made.decide(PRIZE, is_binding=True)


def test_as_of_an_earlier_day_later_links_and_decisions_do_not_count(made):
    made.say(PLATFORM, PLATFORM)
    made.decide(PRIZE, is_binding=True, at=NOON + timedelta(days=10))
    assert states(made, on=DAY - timedelta(days=1)) == {PLATFORM: State.MISSING}
    assert states(made, on=DAY) == {PLATFORM: State.COVERED}
    assert states(made, on=DAY + timedelta(days=10)) == {PLATFORM: State.COVERED, PRIZE: State.MISSING}


def test_who_answers_for_a_section_by_name_is_bound(made):
    section = made.above(PRIZE).section
    charged(section, "河东区政府")
    section.responsibilities.filter(printed="河东区政府").update(body=made.county)
    assert standings(made)[PRIZE].grounds == {Ground.CHARGED}


def test_whom_a_section_names_is_bound(made):
    section = made.above(PRIZE).section
    MentionFactory(plan=made.upper, section=section, kind="enterprise", text="河东", body=made.county)
    assert standings(made)[PRIZE].grounds == {Ground.NAMED}


def test_a_parent_that_one_may_not_open_is_compared_with_nothing(made):
    Plan.objects.filter(pk=made.upper.pk).update(audience=Audience.MAKER, adopted_by=None, adopted_at=None)
    assert states(made, user=UserFactory()) == {}
    assert states(made, user=SYSTEM) != {}


def test_many_plans_beside_one_cost_no_more_than_one(made, django_assert_max_num_queries):
    for number in range(10):
        other = county_plan(
            BodyFactory(name=f"第{number}区人民政府", area=made.county.area), title=f"第{number}区计划"
        )
        made.state(plan=other)
    officer = member("lead_officer", body=made.city)
    with django_assert_max_num_queries(20):
        cascade = children_beside(plan=made.upper, user=officer, on=DAY, today=DAY)
        tallies = [cascade.tally(plan)["missing"] for plan in cascade.plans]
    assert tallies == [1] * 11
