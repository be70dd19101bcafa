"""Which promise carries out which: proposed, said by people, remembered, derived from what they said."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.lists.answers import ANSWERS
from luoshi.kernel.models import Job, JobState, MatchAnswer
from luoshi.kernel.services import matching
from luoshi.plan.kinship import reasons
from luoshi.plan.models import Commitment, CommitmentLink, LinkProposal
from luoshi.plan.models.parents import LINKS
from luoshi.plan.queries.links import kin_of, undecided_pairs
from luoshi.plan.services import links
from luoshi.plan.services.heirs import DecisionWithdrawn
from tests.kernel.factories import DAY, LATER, NOON, BodyFactory, UserFactory, member
from tests.plan.factories import CommitmentFactory, PlanFactory
from tests.plan.families import family, plan_of

pytestmark = pytest.mark.django_db
SHARE, PLATFORM, PRIZE = "关键工序数控化率", "建设平台", "设立设计奖"


@pytest.fixture
def made():
    made = family()
    made.state()
    return made


@pytest.fixture
def officer(made):
    return member("lead_officer", body=made.city)


def proposed(made, *, by=SYSTEM):
    """The pairs that the job leaves to be decided, as titles with their likeness."""
    links.propose_links(plan=made.lower, by=by, at=NOON)
    work_until_idle()
    assert Job.objects.latest("pk").state == JobState.DONE
    rows = undecided_pairs(SYSTEM, plan=made.lower.pk).order_by("-score", "pk")
    return {(row.child.title, row.parent.title): row for row in rows.select_related("child", "parent")}


@pytest.mark.django_db(transaction=True)
def test_the_matcher_proposes_like_commitments_and_says_why(made, officer):
    found = proposed(made, by=officer)
    assert set(found) == {(SHARE, SHARE), (PLATFORM, PLATFORM)}
    share = found[SHARE, SHARE]
    assert (share.is_sure, reasons(share)) == (
        True, "指标相同；标题相近：目标；同为2020年",
    )  # fmt: skip
    assert Job.objects.latest("pk").result == {"plan": made.lower.slug}


@pytest.mark.django_db(transaction=True)
def test_what_was_answered_is_not_proposed_again_and_what_fell_away_is_dropped(made):
    assert len(proposed(made)) == 2
    made.say(SHARE, SHARE)
    made.say(PLATFORM, PLATFORM, is_parent=False)
    Commitment.objects.filter(plan=made.lower, title=PLATFORM).update(title="举办展会", start=0, end=4)
    assert proposed(made) == {}
    assert not LinkProposal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_answer_taken_back_is_asked_again(made):
    answer = made.say(SHARE, SHARE, is_parent=False)
    assert (SHARE, SHARE) not in proposed(made)
    links.withdraw_link(answer=answer, by=SYSTEM, at=LATER)
    assert (SHARE, SHARE) in proposed(made)


@pytest.mark.django_db(transaction=True)
def test_comparing_anew_keeps_who_has_looked(made, officer):
    pair = proposed(made)[SHARE, SHARE]
    links.leave_for_later(proposal=pair, by=officer, at=NOON)
    assert proposed(made)[SHARE, SHARE].looked_by == officer


def test_without_a_parent_plan_there_is_nothing_to_compare():
    with pytest.raises(links.NoParentPlan, match="示例市行动方案"):
        links.propose_links(plan=PlanFactory(), by=SYSTEM, at=NOON)


def test_a_yes_makes_a_link_and_a_no_makes_none(made, officer):
    made.say(SHARE, SHARE, by=officer)
    made.say(PLATFORM, PRIZE, is_parent=False, by=officer, reason="另一事项")
    link = CommitmentLink.objects.get()
    assert (link.child, link.parent, link.since) == (made.below(SHARE), made.above(SHARE), NOON)
    said = MatchAnswer.objects.get(is_same=False)
    assert (said.by, said.reason, said.purpose) == (officer, "另一事项", LINKS)


def test_a_pair_is_decided_once_and_whoever_comes_second_hears_by_whom(made, officer):
    made.say(SHARE, SHARE, is_parent=False, by=officer)
    with pytest.raises(links.LinkRefused) as refused:
        made.say(SHARE, SHARE)
    assert (refused.value.values["who"], str(refused.value.values["day"])) == (officer.display_name, str(DAY))
    made.say(PLATFORM, PLATFORM)
    with pytest.raises(links.LinkDecided):
        made.say(PLATFORM, PLATFORM)


def test_one_commitment_may_carry_out_several_and_be_carried_out_by_several(made):
    made.say(PLATFORM, PLATFORM)
    made.say(PLATFORM, PRIZE)
    made.say(SHARE, PRIZE)
    assert CommitmentLink.objects.standing().count() == 3


def test_only_what_a_parent_plan_promises_is_linked(made):
    other = CommitmentFactory(plan=plan_of(made.city, "别的方案", "正文"), title="别的任务")
    with pytest.raises(links.NotOfAParent, match="别的任务"):
        links.decide_link(child=made.below(SHARE), parent=other, is_parent=True, by=SYSTEM, at=NOON)


def test_many_at_once_only_above_the_threshold_and_after_somebody_looked(made, officer):
    pair = LinkProposal.objects.create(
        plan=made.lower, child=made.below(SHARE), parent=made.above(SHARE), pair="1|2",
        score="89.0", is_sure=False, reasons=[], made_at=NOON,
    )  # fmt: skip
    with pytest.raises(links.NotSure, match=r"89\.0"):
        links.confirm_sure_link(proposal=pair, by=officer, at=NOON)
    pair.is_sure = True
    with pytest.raises(links.NotLookedAt):
        links.confirm_sure_link(proposal=pair, by=officer, at=NOON)
    links.leave_for_later(proposal=pair, by=officer, at=NOON)
    links.confirm_sure_link(proposal=pair, by=officer, at=NOON)
    assert CommitmentLink.objects.count() == 1


def test_a_link_taken_back_stays_for_the_days_on_which_it_stood(made):
    answer = made.say(SHARE, SHARE)
    links.withdraw_link(answer=answer, by=SYSTEM, at=NOON + timedelta(days=30))
    counts = [
        CommitmentLink.objects.as_of(day).count()
        for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=29), DAY + timedelta(days=30))
    ]
    assert counts == [0, 1, 1, 0]
    with pytest.raises(DecisionWithdrawn):
        links.withdraw_link(answer=answer, by=SYSTEM, at=LATER)


def test_every_link_deleted_is_given_back_by_the_answers(made):
    made.say(SHARE, SHARE)
    made.say(PLATFORM, PLATFORM, is_parent=False)
    links.withdraw_link(answer=made.say(PLATFORM, PRIZE), by=SYSTEM, at=LATER)
    before = list(CommitmentLink.objects.order_by("pk").values())
    CommitmentLink.objects.all().delete()
    assert links.rebuild_links() == 2
    assert list(CommitmentLink.objects.order_by("pk").values()) == before


def test_an_answer_about_a_plan_that_is_gone_makes_no_link(made):
    made.say(SHARE, SHARE)
    Commitment.objects.filter(plan=made.lower).delete()
    assert links.rebuild_links() == 0


def test_who_may_answer_about_bodies_only_says_nothing_here(made):
    with pytest.raises(NotAllowed):
        made.say(SHARE, SHARE, by=member("officer", body=made.city))
    with pytest.raises(NotAllowed):
        made.say(SHARE, SHARE, by=member("lead_officer", body=BodyFactory()))
    assert not MatchAnswer.objects.exists()


def test_what_the_matcher_remembers_is_said_in_words_and_taken_back_with_its_link(client, made):
    made.say(SHARE, SHARE)
    client.force_login(member("administrator", body=made.city))
    page = client.get("/bodies/answers/").content.decode()
    assert f"{SHARE} (河东区工业计划)" in page
    assert f"{SHARE} (云岭市工业方案)" in page
    answer = MatchAnswer.objects.get()
    (bulk,) = ANSWERS.bulk
    bulk.perform(answer, SYSTEM, LATER)
    assert not CommitmentLink.objects.standing().exists()


def test_taking_an_answer_back_needs_the_right_to_give_it(made):
    answer = made.say(SHARE, SHARE)
    with pytest.raises(NotAllowed):
        matching.withdraw_answer(answer=answer, by=UserFactory(), at=LATER)


def test_a_commitment_shows_what_it_carries_out_and_what_carries_it_out(made, django_assert_num_queries):
    made.say(SHARE, SHARE)
    made.say(PLATFORM, PLATFORM)
    reader = UserFactory()
    ours = Commitment.objects.select_related("target", "plan__owner__area").get(pk=made.below(SHARE).pk)
    list(undecided_pairs(reader, plan=made.lower.pk))  # rights are asked once for each person
    with django_assert_num_queries(2):
        (kin,) = kin_of(commitment=ours, on=DAY, user=reader)
    assert (kin.is_above, kin.commitment, kin.words) == (True, made.above(SHARE), SHARE)
    (kin,) = kin_of(commitment=made.above(PLATFORM), on=DAY, user=reader)
    assert (kin.is_above, kin.commitment) == (False, made.below(PLATFORM))
    assert kin_of(commitment=made.above(PLATFORM), on=DAY - timedelta(days=1), user=reader) == []


def test_a_link_outlives_an_amendment_of_either_plan(made):
    made.say(SHARE, SHARE)
    revised = plan_of(made.city, "云岭市工业方案(修订)", made.upper.document.text)
    newer = CommitmentFactory(plan=revised, title="关键工序数控化率", root=made.above(SHARE))
    type(made.upper).objects.filter(pk=made.upper.pk).update(replaced_by=revised)
    (kin,) = kin_of(commitment=made.below(SHARE), on=DAY, user=UserFactory())
    assert kin.commitment == newer
    with pytest.raises(links.LinkDecided):
        links.decide_link(child=made.below(SHARE), parent=newer, is_parent=True, by=SYSTEM, at=LATER)
