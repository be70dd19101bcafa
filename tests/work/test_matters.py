"""Matters: opened, moved on by whoever may, once, and never left without somebody whose turn it is."""

from datetime import timedelta

import pytest

from luoshi.kernel.access import NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.models import Matter, MoveMade, Turn
from luoshi.work.services.matters import move
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import LATER, NOON, BodyFactory
from tests.work.factories import cast, officer_of
from tests.work.trial import NotOnFridays

pytestmark = pytest.mark.django_db
FRIDAY = NOON + timedelta(days=4)


def step(made, code, relation, place=0, at=LATER, **brought):
    return move(
        matter=made.matter, move=code, by=made.officer(relation, place), at=at, brought=Brought(**brought)
    )


def decided(supports=0):
    """A matter that waits for its decision."""
    made = cast(supports=supports)
    step(made, "pass", "reviewer")
    for place in range(supports):
        step(made, "agree", "support", place)
    return made


def waiting(matter):
    return list(matter.turns.waiting().order_by("pk"))


def test_an_opened_matter_waits_for_the_party_of_its_first_state():
    made = cast()

    (turn,) = waiting(made.matter)

    assert (made.matter.state, turn.body, turn.desk, turn.holder) == (
        "review",
        made.bodies["reviewer"][0],
        made.bodies["reviewer"][0],
        None,
    )


def test_matters_are_numbered_within_their_series_and_year():
    assert [cast().matter.number, cast().matter.number] == ["试2025-0001", "试2025-0002"]


def test_a_step_closes_the_turn_and_opens_that_of_the_next():
    made = cast()

    step(made, "ask", "reviewer", note="缺附件")

    (turn,) = waiting(made.matter)
    assert (made.matter.state, turn.relation) == ("supplement", "applicant")
    assert Turn.objects.get(state="review").closed_by.move == "ask"


def test_who_serves_no_party_moves_nothing():
    made = cast()

    with pytest.raises(refusals.NotYourTurn):
        move(matter=made.matter, move="pass", by=officer_of(BodyFactory()), at=LATER)

    assert MoveMade.objects.count() == 0


def test_a_party_whose_turn_it_is_not_moves_nothing():
    made = cast()

    with pytest.raises(refusals.NotYourTurn):
        step(made, "pass", "applicant")


def test_a_step_from_another_state_is_refused_in_words():
    made = cast()

    with pytest.raises(refusals.NotNow, match="Grant"):
        step(made, "grant", "decider")


def test_a_step_beside_the_turn_is_made_by_its_own_party_and_leaves_the_matter_where_it_is():
    made = cast()

    step(made, "remark", "applicant", note="已补交")

    assert (made.matter.state, len(waiting(made.matter)), made.matter.step) == ("review", 1, 1)


@pytest.mark.parametrize(
    ("code", "relation", "refusal"),
    [("ask", "reviewer", refusals.LacksReason), ("remark", "applicant", refusals.LacksNote)],
)
def test_a_step_without_the_words_that_it_needs_is_refused(code, relation, refusal):
    made = cast()

    with pytest.raises(refusal):
        step(made, code, relation, note="  ")


def test_a_step_without_the_files_that_it_needs_is_refused():
    made = cast()
    step(made, "ask", "reviewer", note="缺附件")

    with pytest.raises(refusals.LacksFiles):
        step(made, "supply", "applicant")


def test_all_parties_of_a_parallel_state_have_a_turn_and_the_last_leads_on():
    made = cast(supports=3)
    step(made, "pass", "reviewer")

    for place in range(2):
        step(made, "agree", "support", place)
    between = made.matter.state
    step(made, "agree", "support", 2)

    assert (between, made.matter.state) == ("countersign", "decision")


def test_nobody_countersigns_twice():
    made = cast(supports=2)
    step(made, "pass", "reviewer")
    step(made, "agree", "support", 0)

    with pytest.raises(refusals.NotYourTurn):
        step(made, "agree", "support", 0)


def test_one_who_disagrees_leads_elsewhere_once_all_have_said():
    made = cast(supports=2)
    step(made, "pass", "reviewer")
    step(made, "disagree", "support", 0, note="依据不足")

    step(made, "agree", "support", 1)

    assert made.matter.state == "review"


def test_a_second_round_of_countersigning_forgets_what_was_said_in_the_first():
    made = cast(supports=1)
    step(made, "pass", "reviewer")
    step(made, "disagree", "support", note="依据不足")
    step(made, "pass", "reviewer")

    step(made, "agree", "support")

    assert made.matter.state == "decision"


def test_a_parallel_state_without_parties_is_passed_through():
    assert decided(supports=0).matter.state == "decision"


def test_whoever_took_one_step_may_not_take_the_one_that_it_excludes():
    body = BodyFactory()
    made = cast(supports=0, reviewer=body, decider=body)
    both = made.officer("reviewer")
    move(matter=made.matter, move="pass", by=both, at=LATER)

    with pytest.raises(refusals.MadeTheOther, match=r"Pass on.*Grant"):
        move(matter=made.matter, move="grant", by=both, at=LATER)

    move(matter=made.matter, move="grant", by=made.officer("decider"), at=LATER)
    assert made.matter.state == "granted"


def test_a_guard_of_the_procedure_holds_a_step_back():
    made = decided()

    with pytest.raises(NotOnFridays):
        step(made, "grant", "decider", at=FRIDAY)


def test_an_effect_is_taken_in_the_same_act(trial):
    made = decided()

    step(made, "grant", "decider")

    assert trial.effects == [made.matter.pk]


def test_an_ended_matter_waits_for_nobody_and_is_not_moved():
    made = decided()
    step(made, "grant", "decider")

    assert waiting(made.matter) == []
    assert made.matter.ended_at == LATER
    with pytest.raises(refusals.MatterEnded):
        step(made, "cancel", "applicant")


def test_a_matter_that_would_wait_for_nobody_is_not_opened(trial):
    from luoshi.kernel.access import SYSTEM
    from tests.work.factories import opened

    with pytest.raises(refusals.NoParty, match="reviewer"):
        opened(procedure=trial.code, title="无人受理", parties={}, by=SYSTEM, at=NOON)

    assert Matter.objects.count() == 0


def test_a_transfer_puts_another_body_in_the_place_of_the_first():
    made, other = cast(), BodyFactory()

    step(made, "transfer", "reviewer", body=other)

    assert [turn.body for turn in waiting(made.matter)] == [other]
    assert list(made.matter.parties.filter(relation="reviewer").values_list("body", flat=True)) == [other.pk]


def test_who_looked_before_the_last_step_is_told_who_was_faster():
    made = cast()
    seen = made.matter.step
    step(made, "ask", "reviewer", note="缺附件")

    with pytest.raises(refusals.AlreadyMoved, match="Ask for more"):
        move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=LATER, seen=seen)


def test_every_step_leaves_its_entry_in_the_chain():
    made = cast()
    before = AuditEntry.objects.count()

    step(made, "ask", "reviewer", note="缺附件")

    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("number").code == "work.matter_moved"


class TestWithdrawing:
    def test_the_last_step_is_withdrawn_by_whoever_took_it(self):
        made = cast()
        step(made, "ask", "reviewer", note="缺附件")

        withdraw_move(matter=made.matter, by=made.officer("reviewer"), at=LATER)

        (turn,) = waiting(made.matter)
        assert (made.matter.state, turn.relation) == ("review", "reviewer")

    def test_nobody_withdraws_another_persons_step(self):
        made = cast()
        step(made, "ask", "reviewer", note="缺附件")

        with pytest.raises(refusals.NotLastMove):
            withdraw_move(matter=made.matter, by=officer_of(made.bodies["reviewer"][0]), at=LATER)

    def test_what_the_next_party_has_opened_is_not_withdrawn(self):
        from luoshi.work.services.turns import see

        made = cast()
        step(made, "ask", "reviewer", note="缺附件")
        see(turn=waiting(made.matter)[0], by=made.officer("applicant"), at=LATER)

        with pytest.raises(refusals.SeenAlready):
            withdraw_move(matter=made.matter, by=made.officer("reviewer"), at=LATER)

    def test_a_step_whose_effect_stays_is_not_withdrawn(self):
        made = decided()
        step(made, "grant", "decider")

        with pytest.raises(refusals.CannotBeUndone):
            withdraw_move(matter=made.matter, by=made.officer("decider"), at=LATER)

    def test_the_step_that_ended_a_matter_can_be_withdrawn(self):
        made = cast()
        step(made, "cancel", "applicant")

        withdraw_move(matter=made.matter, by=made.officer("applicant"), at=LATER)

        assert (made.matter.state, made.matter.ended_at, len(waiting(made.matter))) == ("review", None, 1)

    def test_a_withdrawn_voice_does_not_count(self):
        made = cast(supports=2)
        step(made, "pass", "reviewer")
        step(made, "disagree", "support", 0, note="依据不足")
        withdraw_move(matter=made.matter, by=made.officer("support", 0), at=LATER)
        step(made, "agree", "support", 0)

        step(made, "agree", "support", 1)

        assert made.matter.state == "decision"

    def test_the_last_voice_is_withdrawn_with_the_state_that_it_led_to(self):
        made = cast(supports=2)
        step(made, "pass", "reviewer")
        step(made, "agree", "support", 0)
        step(made, "agree", "support", 1)

        withdraw_move(matter=made.matter, by=made.officer("support", 1), at=LATER)

        assert made.matter.state == "countersign"
        assert [turn.body for turn in waiting(made.matter)] == [made.bodies["support"][1]]


def test_only_whoever_moves_matters_on_at_the_body_may_take_the_step():
    made = cast()
    auditor = officer_of(made.bodies["reviewer"][0], role="auditor")

    with pytest.raises((NotAllowed, refusals.NotYourTurn)):
        move(matter=made.matter, move="pass", by=auditor, at=LATER)
