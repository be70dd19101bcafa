"""Which plan carries out which: stated by its words or by an officer, taken back, refused."""

import pytest

from luoshi.kernel.access import NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.plan.engine.levels import Level, level_of
from luoshi.plan.models import PlanParent
from luoshi.plan.queries import parents as queries
from luoshi.plan.services import parents as services
from luoshi.plan.services.heirs import DecisionWithdrawn, ReasonMissing
from tests.kernel.factories import LATER, BodyFactory, InstallationFactory, member
from tests.plan.factories import PlanFactory
from tests.plan.families import family, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return family()


@pytest.fixture
def officer(made):
    return member("lead_officer", body=made.city)


def test_a_plan_that_the_text_names_is_proposed_with_the_place(made, officer):
    possible = queries.possible_parents(plan=made.lower, user=officer, without=set())
    ((plan, mention),) = queries.named_parents(plan=made.lower, among=possible)
    assert (plan, mention.text) == (made.upper, "《云岭市工业方案》")


def test_a_plan_is_found_by_its_number_and_by_what_it_issues(made, officer):
    other = plan_of(
        made.city, "关于印发《云岭市工业方案》的通知", "正文", document__number="云政发〔2017〕1号"
    )
    assert queries.named_parents(plan=made.lower, among=[other])
    named = made.lower.mentions.get()
    named.text = "云政发〔2017〕1号"
    named.save()
    assert queries.named_parents(plan=made.lower, among=[other])


def test_the_words_that_name_the_parent_are_kept_as_its_ground(made, officer):
    stated = made.state(mention=made.lower.mentions.get(), reason="", by=officer)
    assert (stated.reason, stated.chosen_by) == ("《云岭市工业方案》", officer)
    assert queries.parent_plans(plan=made.lower) == [made.upper]
    assert list(queries.child_plans(line={made.upper.pk}, user=officer)) == [made.lower]


def test_without_words_or_grounds_no_parent_is_stated(made):
    with pytest.raises(ReasonMissing):
        made.state(reason=" ")


def test_a_parent_is_stated_once(made):
    made.state()
    with pytest.raises(services.ParentStated, match="云岭市工业方案"):
        made.state()


@pytest.mark.parametrize("other", ["lower level", "other area", "itself"])
def test_what_stands_below_or_elsewhere_is_no_parent(made, other):
    elsewhere = PlanFactory(owner=BodyFactory(name="邻市人民政府"))
    plan, parent = {
        "lower level": (made.upper, made.lower),
        "other area": (made.lower, elsewhere),
        "itself": (made.lower, made.lower),
    }[other]
    with pytest.raises(services.NotAbove, match="上级规划应由同级或上级主体制定"):
        made.state(plan=plan, parent=parent)


def test_two_plans_are_not_each_others_parents(made):
    special = plan_of(made.city, "云岭市专项方案", "正文")
    between = plan_of(made.city, "云岭市推进方案", "正文")
    made.state(plan=special, parent=between)
    made.state(plan=between, parent=made.upper)
    with pytest.raises(services.ParentsInACircle):
        made.state(plan=made.upper, parent=special)


def test_a_parent_is_taken_back_once_and_may_be_stated_again(made, officer):
    stated = made.state()
    services.withdraw_parent(stated=stated, by=officer, at=LATER)
    with pytest.raises(DecisionWithdrawn):
        services.withdraw_parent(stated=stated, by=officer, at=LATER)
    assert queries.parent_plans(plan=made.lower) == []
    made.state()
    assert PlanParent.objects.standing().count() == 1


def test_who_leads_elsewhere_states_no_parent(made):
    with pytest.raises(NotAllowed):
        made.state(by=member("lead_officer", body=BodyFactory()))
    with pytest.raises(NotAllowed):
        made.state(by=member("officer", body=made.county))
    assert not AuditEntry.objects.filter(code="plan.parent_stated").exists()


def test_the_parent_of_an_older_version_is_that_of_the_newer_and_the_newest_counts(made):
    made.state()
    newer = plan_of(made.county, "河东区工业计划(修订)", "正文")
    type(made.lower).objects.filter(pk=made.lower.pk).update(replaced_by=newer)
    revised = plan_of(made.city, "云岭市工业方案(修订)", "正文")
    type(made.upper).objects.filter(pk=made.upper.pk).update(replaced_by=revised)
    assert queries.parent_plans(plan=newer) == [revised]


def test_a_plan_without_an_owner_is_the_home_governments(made):
    InstallationFactory(home_area=made.city.area)
    assert level_of(queries.owner_of(PlanFactory(owner=None))) == Level.CITY
    assert level_of(queries.owner_of(made.lower)) == Level.COUNTY
