"""Withdrawing a step (撤回): by whoever took it, until the next party has opened the matter."""

from __future__ import annotations

from datetime import datetime

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, is_allowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.events import publish
from luoshi.work import refusals
from luoshi.work.events import MatterMoved
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import Matter, MoveMade, Turn
from luoshi.work.procedure import CARRY_OVER, WITHDRAW
from luoshi.work.services import clocks, drafts
from luoshi.work.services.matters import HANDLE, locked


@act
def withdraw_move(*, matter: Matter, by: Actor, at: datetime) -> MoveMade:
    """Take back the last step; the matter waits where it waited before (撤回).

    Raises NotLastMove for anybody else's step, SeenAlready once it was opened, CannotBeUndone for a step whose effect
    stays.
    """
    held = locked(matter=matter)
    last = withdrawable(matter=held, by=by)
    step = flow_of(held).by_move[last.move]
    procedure_of(held).undo(step, held, last, by=by, at=at)
    made = MoveMade.objects.create(
        matter=held,
        number=held.step + 1,
        move=WITHDRAW,
        from_state=held.state,
        to_state=last.from_state,
        relation=last.relation,
        body_id=last.body_id,
        by_id=by.pk,
        at=at,
        withdraws=last,
    )
    held.state, held.ended_at = last.from_state, None
    _wait_again(held, last, made, at=at)
    drafts.overtake(matter=held, at=at)
    Matter.objects.filter(pk=held.pk).update(state=held.state, step=made.number, ended_at=None)
    procedure_of(held).moved(held, made, by=by, at=at)
    changes = {"state": (made.from_state, made.to_state), "move": (last.move, None)}
    audit.record("work.move_withdrawn", held, by=by, at=at, changes=changes)
    publish(MatterMoved(held.pk, held.procedure, held.key, WITHDRAW, made.from_state, held.state, at))
    matter.refresh_from_db()
    return made


def withdrawable(*, matter: Matter, by: Actor) -> MoveMade:
    """The step that this person may take back now. Raises as `withdraw_move`."""
    last = matter.moves.select_related("body").order_by("-number").first()
    if last is None:
        raise refusals.NotLastMove()
    parties = list(matter.parties.select_related("body__area"))
    is_own = not last.withdraws_id and last.move != CARRY_OVER and last.by_id == by.pk
    if is_own or not any(is_allowed(by, HANDLE, each) for each in parties):
        for each in parties:
            if (each.relation, each.body_id) == (last.relation, last.body_id):
                require(by, HANDLE, each)
    if not is_own:
        raise refusals.NotLastMove()
    procedure = procedure_of(matter)
    step = flow_of(matter).by_move[last.move]
    if not procedure.can_undo(step) or step.replaces:
        raise refusals.CannotBeUndone(move=procedure.move_label(last.move))
    seen = matter.turns.filter(opened_by=last, seen_at__isnull=False).select_related("desk").first()
    if seen:
        raise refusals.SeenAlready(body=seen.desk)
    return last


def _wait_again(matter: Matter, last: MoveMade, made: MoveMade, *, at: datetime) -> None:
    """Close what the step has opened, open again what it had closed, and let the clocks run on as before."""
    matter.turns.waiting().filter(opened_by=last).update(closed_at=at, closed_by=made)
    closed = list(matter.turns.filter(closed_by=last))
    clocks.run_again(matter=matter, made=last)
    clocks.follow(matter=matter, flow=flow_of(matter), made=made, due=None, at=at)
    Turn.objects.bulk_create(
        Turn(
            matter=matter,
            state=turn.state,
            relation=turn.relation,
            body_id=turn.body_id,
            desk_id=turn.desk_id,
            holder_id=turn.holder_id,
            opened_at=at,
            opened_by=turn.opened_by,
            seen_at=turn.seen_at,
            due_on=turn.due_on,
            first_due_on=turn.first_due_on,
        )
        for turn in closed
    )
    clocks.settle_turns(matters=[matter.pk])
