"""Whose turn it is (待办): handed to a person, taken back, sent down to a body below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body, User
from luoshi.work import refusals
from luoshi.work.models import Matter, MoveDraft, MoveMade, Party, Turn
from luoshi.work.queries import desks
from luoshi.work.rights import HAND_OUT, HANDLE


def open_turns(
    *, matter: Matter, parties: Iterable[Party], made: MoveMade | None, due_on: date | None, at: datetime
) -> None:
    """It is these parties' turn; part of the act by which the matter came into its state."""
    Turn.objects.bulk_create(
        Turn(
            matter=matter,
            state=matter.state,
            relation=party.relation,
            body_id=party.body_id,
            desk_id=party.body_id,
            opened_at=at,
            opened_by=made,
            due_on=due_on,
            first_due_on=due_on,
        )
        for party in parties
    )


def close_turns(*, turns: QuerySet[Turn], made: MoveMade, at: datetime) -> None:
    turns.update(closed_at=at, closed_by=made)


@act
def hand_to(*, turn: Turn, to: User, by: Actor, at: datetime) -> Turn:
    """Hand what lies on a body's desk to a person who serves there (分办). Whoever may move it may take it up.

    Raises TurnTaken, or NotOnThisDesk for somebody who holds no post there today.
    """
    held = _held(turn)
    if getattr(by, "pk", None) == to.pk and held.holder_id is None:
        require(by, HANDLE, held)
    else:
        require(by, HAND_OUT, held)
    if not can_handle(user=to, desk=held.desk, on=clock.day_of(at)):
        raise refusals.NotOnThisDesk(user=to, body=held.desk)
    return _given(held, holder=to, by=by, at=at)


def hand_over(*, turn: Turn, to: User | None, by: Actor, at: datetime) -> None:
    """Pass on what was in the hands of somebody who leaves; part of the act by which the post ends (交接)."""
    _given(_locked(turn), holder=to, by=by, at=at)


@act
def take_back(*, turn: Turn, by: Actor, at: datetime) -> Turn:
    """Take back what was handed to a person (收回); a holder may lay it back on the desk. Raises TurnTaken."""
    held = _held(turn)
    require(by, HANDLE if held.holder_id == by.pk else HAND_OUT, held)
    return _given(held, holder=None, by=by, at=at)


@act
def send_down(*, turn: Turn, to: Body, by: Actor, at: datetime) -> Turn:
    """Send it down to a body below, which has its own inbox; the party answers as before (转下级办理).

    Raises TurnTaken or NotBelow.
    """
    held = _held(turn)
    require(by, HAND_OUT, held)
    if not desks.below(held.body, on=clock.day_of(at)).filter(pk=to.pk).exists():
        raise refusals.NotBelow(lower=to, body=held.body)
    before = held.desk_id
    held.desk, held.holder, held.seen_at = to, None, None
    held.save(update_fields=["desk", "holder", "seen_at"])
    audit.record("work.turn_sent_down", _about(held), by=by, at=at, changes={"desk": (before, to.pk)})
    return held


@act
def fetch_back(*, turn: Turn, by: Actor, at: datetime) -> Turn:
    """Take back onto one's own desk what was sent down (从下级收回). Raises TurnTaken."""
    held = _held(turn)
    party = held.matter.parties.get(relation=held.relation, body=held.body_id)
    require(by, HAND_OUT, party)
    before = held.desk_id
    held.desk, held.holder = held.body, None
    held.save(update_fields=["desk", "holder"])
    changes = {"desk": (before, held.body_id)}
    audit.record("work.turn_fetched_back", _about(held), by=by, at=at, changes=changes)
    return held


@act
def see(*, turn: Turn, by: Actor, at: datetime) -> None:
    """Whoever's turn it is has opened the matter: what led to it can't be withdrawn any more (已阅)."""
    held = _locked(turn)
    require(by, HANDLE, held)
    if held.seen_at is not None:
        raise refusals.TurnTaken()
    held.seen_at = at
    held.save(update_fields=["seen_at"])
    audit.record("work.turn_seen", _about(held), by=by, at=at, changes={"seen_at": (None, at.isoformat())})


def can_handle(*, user: User, desk: Body, on: date) -> bool:
    """Whether a person holds a post at the desk on the day that lets them move matters on."""
    return desks.serving([desk.pk], on=on).filter(user=user).exists()


def _held(turn: Turn) -> Turn:
    """The turn as it is now, its matter held; what waits for a signature goes with its signer only."""
    held = _locked(turn)
    if held.seat_id is not None:
        raise refusals.ForSignature()
    return held


def _locked(turn: Turn) -> Turn:
    """The turn, its matter held: nobody moves the matter on meanwhile. Raises TurnTaken."""
    Matter.objects.held().get(pk=turn.matter_id)
    rows = Turn.objects.select_for_update(of=("self",)).select_related(
        "matter", "draft", "desk__area", "body__area", "holder"
    )
    held = rows.get(pk=turn.pk)
    if held.closed_at is not None:
        raise refusals.TurnTaken()
    return held


def _about(turn: Turn) -> Matter | MoveDraft:
    """What an act about the turn is told of: others than the body know nothing of a draft."""
    return turn.draft or turn.matter


def _given(turn: Turn, *, holder: User | None, by: Actor, at: datetime) -> Turn:
    before = turn.holder_id
    turn.holder = holder
    turn.save(update_fields=["holder"])
    changes = {"holder": (before, holder.pk if holder else None)}
    code = "work.turn_handed" if holder else "work.turn_taken_back"
    audit.record(code, _about(turn), by=by, at=at, changes=changes)
    return turn
