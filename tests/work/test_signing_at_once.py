"""Signatures at once, on either database: the step is taken once, and each seat signs once."""

import pytest

from luoshi.work.brought import Brought
from luoshi.work.models import MoveMade, Signature
from luoshi.work.services import signing
from luoshi.work.services.matters import move
from tests.kernel.factories import LATER
from tests.kernel.test_concurrency import at_once
from tests.work.factories import officer_of
from tests.work.signed import chain, errand, role, signing_turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("signed")]


def drafted(made):
    return move(
        matter=made.matter, move="report", by=made.officer("doer"), at=LATER, brought=Brought(note="完成")
    )


def named(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_the_last_signature_given_twice_at_once_takes_the_step_once():
    made = errand()
    body = made.bodies["doer"][0]
    leaders = [officer_of(body, "leader") for _each in range(3)]
    chain(body, {"roles": [role("leader")]})
    turn = signing_turn(drafted(made))

    outcomes = at_once(*[lambda by=by: signing.sign_draft(turn=turn, by=by, at=LATER) for by in leaders])

    assert named(outcomes) == ["DraftEnded", "DraftEnded", "MoveDraft"]
    assert (MoveMade.objects.count(), Signature.objects.count()) == (1, 1)


def test_signers_who_sign_beside_one_another_at_once_take_the_step_once():
    made = errand()
    body = made.bodies["doer"][0]
    people = [officer_of(body, "leader") for _each in range(4)]
    chain(body, {"people": people})
    turns = {turn.holder: turn for turn in drafted(made).turns.not_closed().select_related("holder")}

    outcomes = at_once(*[lambda by=by: signing.sign_draft(turn=turns[by], by=by, at=LATER) for by in people])

    assert named(outcomes) == ["MoveDraft"] * 4
    assert (MoveMade.objects.count(), Signature.objects.count()) == (1, 4)


def test_a_draft_that_is_dropped_while_it_is_signed_is_either():
    made = errand()
    body = made.bodies["doer"][0]
    leader = officer_of(body, "leader")
    chain(body, {"people": [leader]})
    draft = drafted(made)
    turn = signing_turn(draft)

    outcomes = at_once(
        lambda: signing.sign_draft(turn=turn, by=leader, at=LATER),
        lambda: signing.drop_draft(draft=draft, by=made.officer("doer"), at=LATER),
    )

    draft.refresh_from_db()
    assert named(outcomes) == ["DraftEnded", "MoveDraft"]
    assert (draft.state == "signed") == (MoveMade.objects.count() == 1)
