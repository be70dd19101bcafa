"""Matters at once, on either database: one decides, none is lost, several join once, and the chain stays whole."""

from collections import Counter
from datetime import timedelta

import pytest

from luoshi.kernel import chain
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import AuditEntry
from luoshi.work.models import Matter, MoveMade, Turn
from luoshi.work.services import ladders, turns
from luoshi.work.services.matters import Brought, move
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import LATER, BodyFactory, InstallationFactory, UploadFactory
from tests.kernel.test_concurrency import at_once
from tests.work.factories import cast, officer_of
from tests.work.holding import standing_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 50


def moving(made, code, by, *, seen=None, **brought):
    """A step taken by somebody who has read the matter anew."""
    matter = Matter.objects.select_related("version").get(pk=made.matter.pk)
    return lambda: move(matter=matter, move=code, by=by, at=LATER, seen=seen, brought=Brought(**brought))


def come(outcomes):
    """How often each thing came out, by its name."""
    return Counter(type(outcome).__name__ for outcome in outcomes)


def to_decide(*, supports=0, **bodies):
    made = cast(supports=supports, **bodies)
    moving(made, "pass", made.officer("reviewer"))()
    made.matter.refresh_from_db()
    return made


def is_whole(made):
    made.matter.refresh_from_db()
    standing_of(made.matter)
    assert chain.verify_chain().is_sound


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_who_was_faster():
    made = to_decide()
    one, other = made.officer("decider"), officer_of(made.bodies["decider"][0])
    seen = made.matter.step

    outcomes = at_once(
        moving(made, "grant", one, seen=seen), moving(made, "refuse", other, seen=seen, note="不符")
    )

    assert come(outcomes) == {"MoveMade": 1, "AlreadyMoved": 1}
    winner = next(outcome for outcome in outcomes if isinstance(outcome, MoveMade))
    refusal = next(outcome for outcome in outcomes if not isinstance(outcome, MoveMade))
    assert str(winner.by) in str(refusal)
    is_whole(made)


def test_of_fifty_who_decide_at_once_one_does():
    body = BodyFactory()
    made = to_decide(decider=body)
    seen, deciders = made.matter.step, [officer_of(body) for _each in range(MANY)]
    before = AuditEntry.objects.count()

    outcomes = at_once(*(moving(made, "grant", each, seen=seen) for each in deciders))

    assert come(outcomes) == {"MoveMade": 1, "AlreadyMoved": MANY - 1}
    assert AuditEntry.objects.count() == before + 1
    assert Matter.objects.get().state == "granted"
    is_whole(made)


def test_whoever_has_not_said_what_they_saw_is_refused_all_the_same():
    body = BodyFactory()
    made = to_decide(decider=body)

    outcomes = at_once(*(moving(made, "grant", officer_of(body)) for _each in range(8)))

    assert come(outcomes) == {"MoveMade": 1, "MatterEnded": 7}


def test_of_fifty_remarks_at_once_none_is_lost():
    body = BodyFactory()
    made = cast(applicant=body)
    people = [officer_of(body) for _each in range(MANY)]

    outcomes = at_once(*(moving(made, "remark", each, note=f"意见{each.pk}") for each in people))

    assert come(outcomes) == {"MoveMade": MANY}
    assert set(MoveMade.objects.values_list("note", flat=True)) == {f"意见{each.pk}" for each in people}
    assert sorted(MoveMade.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))
    is_whole(made)


def test_parallel_turns_that_are_closed_at_once_join_once():
    made = to_decide(supports=8)

    outcomes = at_once(*(moving(made, "agree", made.officer("support", place)) for place in range(8)))

    assert come(outcomes) == {"MoveMade": 8}
    assert MoveMade.objects.filter(from_state="countersign", to_state="decision").count() == 1
    assert Turn.objects.filter(state="decision").count() == 1
    is_whole(made)


def test_one_voice_against_counts_whenever_it_comes():
    made = to_decide(supports=6)
    voices = [moving(made, "agree", made.officer("support", place)) for place in range(5)]

    at_once(*voices, moving(made, "disagree", made.officer("support", 5), note="依据不足"))

    assert Matter.objects.get().state == "review"
    is_whole(made)


def test_two_of_one_body_countersign_at_once_for_it_once():
    made = to_decide(supports=2)
    both = [made.officer("support"), officer_of(made.bodies["support"][0])]

    outcomes = at_once(*(moving(made, "agree", each) for each in both))

    assert come(outcomes) == {"MoveMade": 1, "NotYourTurn": 1}
    is_whole(made)


def test_a_step_and_the_withdrawal_of_the_one_before_do_not_both_happen():
    made = to_decide()
    matter = Matter.objects.get()

    outcomes = at_once(
        moving(made, "grant", made.officer("decider"), seen=made.matter.step),
        lambda: withdraw_move(matter=matter, by=made.officer("reviewer"), at=LATER),
    )

    assert come(outcomes) in ({"MoveMade": 1, "AlreadyMoved": 1}, {"MoveMade": 1, "NotLastMove": 1})
    is_whole(made)


def test_what_is_taken_up_by_twenty_at_once_is_in_the_hands_of_one():
    body = BodyFactory()
    made = cast(reviewer=body)
    turn, people = made.matter.turns.get(), [officer_of(body) for _each in range(20)]

    outcomes = at_once(
        *(lambda each=each: turns.hand_to(turn=turn, to=each, by=each, at=LATER) for each in people)
    )

    assert come(outcomes) == {"Turn": 1, "NotAllowed": 19}
    assert Turn.objects.get().holder in people


def test_what_is_handed_out_while_it_is_done_is_one_or_the_other():
    made = cast()
    turn, liaison = made.matter.turns.get(), officer_of(made.bodies["reviewer"][0], role="body_administrator")
    second = officer_of(made.bodies["reviewer"][0])

    outcomes = at_once(
        moving(made, "pass", made.officer("reviewer")),
        lambda: turns.hand_to(turn=turn, to=second, by=liaison, at=LATER),
    )

    assert come(outcomes) in ({"MoveMade": 1, "TurnTaken": 1}, {"Turn": 1, "InOthersHands": 1})
    is_whole(made)


def test_what_is_opened_while_its_step_is_withdrawn_is_one_or_the_other():
    made = to_decide()
    turn, matter = made.matter.turns.waiting().get(), Matter.objects.get()

    outcomes = at_once(
        lambda: withdraw_move(matter=matter, by=made.officer("reviewer"), at=LATER),
        lambda: turns.see(turn=turn, by=made.officer("decider"), at=LATER),
    )

    assert come(outcomes) in ({"MoveMade": 1, "TurnTaken": 1}, {"NoneType": 1, "SeenAlready": 1})
    is_whole(made)


def test_the_ladder_and_a_step_at_once_wait_for_each_other_and_never_both_for_both():
    InstallationFactory()
    for _round in range(6):
        made = cast()
        moving(made, "ask", made.officer("reviewer"), note="缺附件")()
        run, upload = made.matter.clocks.running().get(), UploadFactory()
        on = run.due_on + timedelta(days=1)

        outcomes = at_once(
            moving(made, "supply", made.officer("applicant"), files=[upload]),
            lambda run=run, on=on: ladders.climb(runs=[run.pk], on=on, by=SYSTEM, at=LATER),
        )

        assert come(outcomes) in ({"MoveMade": 1, "list": 1}, {"list": 1, "MatterEnded": 1})
        is_whole(made)


def test_matters_opened_at_once_have_numbers_of_their_own():
    outcomes = at_once(*[cast] * 8)

    assert come(outcomes) == {"Cast": 8}
    assert sorted(Matter.objects.values_list("number", flat=True)) == [f"试2025-{n:04d}" for n in range(1, 9)]
