"""Assignments: issued, signed for or objected to, extended by approval, done by evidence, struck off by another."""

from datetime import date, timedelta

import pytest

from luoshi.delivery import refusals
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.models import Assignment, Completion
from luoshi.delivery.services import assignments
from luoshi.delivery.services.reports import Rests
from luoshi.kernel.access import NotAllowed
from luoshi.plan.models import Instrument, Standing
from luoshi.work import refusals as work
from tests.delivery.factories import DUE, Office
from tests.kernel.factories import LATER, NOON, BodyFactory
from tests.plan.factories import CommitmentFactory

pytestmark = pytest.mark.django_db
PAPER = Rests(kind=EvidenceKind.PAPER, title="批复", number="天发改〔2025〕12号")
REASON = "现场核查过,平台已经上线运行"


def state(made):
    made.refresh_from_db()
    return made.matter.state


def standing(commitment):
    row = Standing.objects.filter(instrument__commitment=commitment).latest("recorded_at", "on", "pk")
    return row.status, row.headline


def done(office, **said):
    """An assignment that its lead says is done."""
    made = office.working()
    office.accepted(made, **(said or {"done": "已建成。", "evidence": [PAPER]}))
    office.go(made, "claim_done", office.officer, note="全部完成")
    return made


def test_an_issued_assignment_waits_for_its_lead():
    office = Office()

    made = office.issue()

    (turn,) = made.matter.turns.waiting()
    assert (turn.body, made.matter.state) == (office.lead, "issued")
    assert turn.due_on == date(2025, 9, 17)  # two working days to sign for it


def test_only_who_issues_for_a_body_issues_in_its_name():
    office = Office()

    with pytest.raises(NotAllowed):
        assignments.issue_assignment(
            issuer=office.lead, source=None, asked=None, origin=None, by=office.desk, at=NOON
        )


def test_a_body_that_the_city_does_not_command_is_invited():
    office = Office()
    stranger = BodyFactory()

    assert (office.issue().is_invited, office.issue(lead=stranger).is_invited) == (False, True)


def test_the_lead_does_not_support_itself():
    office = Office()

    with pytest.raises(refusals.LeadSupports):
        office.issue(supporters=[office.lead])


def test_no_assignment_is_due_before_it_is_issued():
    with pytest.raises(refusals.DueInThePast):
        Office().issue(due_on=date(2025, 9, 1))

    assert Assignment.objects.count() == 0


def test_a_commitment_stands_by_its_assignment_from_the_same_act_on():
    commitment = CommitmentFactory(kind="task")

    Office().issue(commitments=[commitment])

    assert standing(commitment) == ("not_due", "delivery.not_signed")


def test_an_objection_makes_the_commitment_disputed_until_it_is_decided():
    office, commitment = Office(), CommitmentFactory(kind="task")
    made = office.issue(commitments=[commitment])

    office.go(made, "object", office.officer, note="不属于本单位职责")
    disputed = standing(commitment)
    office.go(made, "uphold", office.desk, note="三定规定明确")

    assert disputed == ("disputed", "delivery.objected")
    assert standing(commitment) == ("not_due", "delivery.not_signed")


def test_an_objection_on_the_owner_gives_it_to_another_body():
    office, other = Office(), BodyFactory()
    made = office.issue()
    office.go(made, "object", office.officer, note="不属于本单位职责")

    office.go(made, "reassign", office.desk, note="改由其承办", body=other)

    made.refresh_from_db()
    assert (made.lead, made.matter.turns.waiting().get().body) == (other, other)


def test_another_day_holds_only_when_it_was_granted_and_the_first_stays():
    office = Office()
    made = office.working()
    office.go(made, "ask_extension", office.officer, note="土地手续未完", day=date(2026, 3, 1))
    asked = made.matter.clocks.get(clock="due").due_on

    office.go(made, "extend", office.desk)

    made.refresh_from_db()
    run = made.matter.clocks.get(clock="due")
    assert (asked, run.due_on, run.first_due_on, made.due_on) == (DUE, date(2026, 3, 1), DUE, DUE)


def test_another_day_is_not_asked_for_after_the_day():
    office = Office()
    made = office.working()

    with pytest.raises(refusals.TooLateToAsk):
        office.go(
            made,
            "ask_extension",
            office.officer,
            at=LATER + timedelta(days=100),
            note="土地手续未完",
            day=date(2026, 3, 1),
        )


def test_nothing_is_said_to_be_done_of_which_nothing_was_accepted():
    office = Office()
    made = office.working()
    office.report(made)

    with pytest.raises(refusals.NothingReported):
        office.go(made, "claim_done", office.officer, note="全部完成")


def test_what_a_paper_shows_is_accepted_as_done():
    office = Office()
    made = done(office)

    office.go(made, "accept", office.desk, note="同意")

    assert state(made) == "accepted"
    assert made.accepted_by == office.desk


def test_weaker_evidence_takes_a_reason_with_a_name():
    office = Office()
    made = done(office, done="已建成1个平台。")
    with pytest.raises(refusals.EvidenceTooWeak, match="C"):
        office.go(made, "accept", office.desk, note="同意")

    office.go(made, "accept", office.desk, note=REASON)

    assert state(made) == "accepted"


def test_the_holder_strikes_nothing_off():
    office = Office()
    made = done(office)
    office.go(made, "accept", office.desk, note="同意")

    with pytest.raises(work.NotYourTurn):
        office.go(made, "strike_off", office.officer)


def test_what_is_struck_off_is_done_and_ended():
    office, commitment = Office(), CommitmentFactory(kind="task")
    made = office.working(commitments=[commitment])
    office.accepted(made, done="已建成。", evidence=[PAPER])
    office.go(made, "claim_done", office.officer, note="全部完成")
    office.go(made, "accept", office.desk, note="同意")

    office.go(made, "strike_off", office.second)

    made.refresh_from_db()
    assert (made.struck_off_by, made.matter.is_ended) == (office.second, True)
    assert standing(commitment) == ("done", "delivery.struck_off")


def test_what_was_sent_back_is_under_way_again():
    office = Office()
    made = done(office)

    office.go(made, "send_back", office.desk, note="缺验收材料")

    assert state(made) == "working"


def test_what_counted_as_done_can_be_opened_again():
    office = Office()
    made = done(office)
    office.go(made, "accept", office.desk, note="同意")

    office.go(made, "reopen", office.second, note="回头看发现停运")

    assert state(made) == "working"
    assert made.accepted_at is None
    assert made.matter.clocks.not_stopped().get(clock="due").due_on == DUE


def test_a_suspended_assignment_does_not_get_late():
    office = Office()
    made = office.working()
    office.go(made, "suspend", office.desk, note="上级政策调整")

    assert made.matter.clocks.get(clock="due").paused_at == LATER


def test_a_withdrawn_assignment_makes_nothing_happen_any_more():
    office, commitment = Office(), CommitmentFactory(kind="task")
    made = office.issue(commitments=[commitment])

    office.go(made, "withdraw_item", office.desk, note="会议决定撤项")

    assert not Instrument.objects.given().filter(commitment=commitment).exists()


def test_only_what_is_kept_up_for_long_is_confirmed():
    office = Office()
    once, long = office.working(), office.working(completion=Completion.LONG_TERM)

    with pytest.raises(refusals.NotLongTerm):
        office.go(once, "confirm", office.desk, note="2025年度确认")
    office.go(long, "confirm", office.desk, note="2025年度确认")

    assert state(long) == "working"


def test_the_lead_splits_what_it_leads_in_its_own_name():
    office, other = Office(), BodyFactory()
    commitment = CommitmentFactory(kind="task")
    made = office.working(commitments=[commitment])

    (part,) = assignments.split_assignment(
        assignment=made,
        parts=[assignments.Asked(title="县区配套", lead=other, due_on=DUE)],
        by=office.chief,
        at=LATER,
    )

    assert (part.issuer, part.lead, part.parent) == (office.lead, other, made)
    assert part.servings.get().commitment_id == commitment.pk
