"""Opening matters and moving them on (事项办理): every step one act, made by whoever may, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from luoshi.kernel import audit, clock
from luoshi.kernel.access import SYSTEM, Actor, require
from luoshi.kernel.acts import act, is_under_way
from luoshi.kernel.errors import Refusal
from luoshi.kernel.events import publish
from luoshi.kernel.models import Body, Origin
from luoshi.work import conditions, refusals
from luoshi.work.brought import NOTHING, Brought
from luoshi.work.engine.flows import Flow, Move
from luoshi.work.events import MatterMoved
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import Matter, MoveDraft, MoveFile, MoveMade, Party, Turn
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries.movers import party_for, turn_for
from luoshi.work.rights import HANDLE
from luoshi.work.services import clocks, drafts
from luoshi.work.services.notifying import tell_of_move, tell_of_opening
from luoshi.work.services.numbers import next_number
from luoshi.work.services.turns import close_turns, open_turns
from luoshi.work.services.versions import stored_version

Parties = Mapping[str, Sequence[Body]]


def open_matter(
    *,
    procedure: str,
    title: str,
    parties: Parties,
    key: str = "",
    due: Mapping[str, date] | None = None,
    origin: Origin,
    is_told: bool = True,
    by: Actor,
    at: datetime,
) -> Matter:
    """Begin a matter (立项); part of the act that made the thing it is about.

    `due` gives the day of each clock that has no length; nobody `is_told` of what the same act moves on. Raises
    NoParty where it would wait for nobody.
    """
    if not is_under_way():
        raise RuntimeError("a matter is opened outside the act that made its thing")
    kind = PROCEDURES[procedure]
    matter = Matter.objects.create(
        procedure=procedure,
        version=stored_version(kind=kind, at=at),
        key=key,
        number=_number(kind.series, on=clock.day_of(at)),
        title=title,
        state=kind.flow.begins,
        opened_by_id=by.pk,
        opened_at=at,
        **origin.columns(),
    )
    Party.objects.bulk_create(
        Party(matter=matter, relation=relation, body=body, position=place)
        for relation, bodies in parties.items()
        for place, body in enumerate(bodies)
    )
    enter(matter=matter, flow=kind.flow, state=kind.flow.begins, made=None, due=due, at=at)
    matter.save(update_fields=["state", "ended_at"])
    audit.record("work.matter_opened", matter, by=by, at=at, changes={"state": (None, matter.state)})
    if is_told:
        tell_of_opening(matter=matter, at=at)
    publish(MatterMoved(matter.pk, procedure, key, "", "", matter.state, at))
    return matter


@act
def move(
    *, matter: Matter, move: str, by: Actor, at: datetime, seen: int | None = None, brought: Brought = NOTHING
) -> MoveMade | MoveDraft:
    """Take a step in a matter (办理). `seen` is the step at which the mover looked at it.

    A step that the body's own chain holds back becomes a draft, which the last signature takes. Raises AlreadyMoved,
    NotNow, MatterEnded, NotYourTurn, InOthersHands, MadeTheOther, DraftUnderWay, NobodySigns, what the step lacks, or
    what the procedure's own guard says.
    """
    held = locked(matter=matter)
    flow = flow_of(held)
    step = _step(held, flow, move, seen)
    turn, party = _mover(held, flow, step, by=by)
    drafts.refuse_beside_draft(matter=held, move=step, turn=turn, party=party, by=by)
    check(matter=held, move=step, party=party, brought=brought, by=by, at=at)
    made: MoveMade | MoveDraft
    if party and (chain := drafts.chain_over(matter=held, move=step, party=party, by=by, at=at)):
        made = drafts.begin_draft(
            matter=held, move=step, turn=turn, party=party, brought=brought, chain=chain, by=by, at=at
        )
    else:
        made = take_step(held=held, step=step, turn=turn, party=party, brought=brought, by=by, at=at)
    matter.refresh_from_db()
    return made


def take_step(
    *,
    held: Matter,
    step: Move,
    turn: Turn | None,
    party: Party | None,
    brought: Brought,
    by: Actor,
    at: datetime,
) -> MoveMade:
    """The step itself, which somebody has been allowed to take; the matter is held."""
    flow = flow_of(held)
    target = _target(held, flow, step, turn)
    made = _made(held, step, party, brought, target=target, by=by, at=at)
    if target != held.state or not step.stays:
        _leave(held, step, made, at=at)
        enter(matter=held, flow=flow, state=target, made=made, at=at)
    elif turn and flow.by_state[held.state].is_parallel:
        close_turns(turns=Turn.objects.filter(pk=turn.pk), made=made, at=at)
    drafts.overtake(matter=held, at=at)
    Matter.objects.filter(pk=held.pk).update(state=held.state, step=made.number, ended_at=held.ended_at)
    procedure_of(held).take_effect(step, held, made, by=by, at=at)
    procedure_of(held).moved(held, made, by=by, at=at)
    changes = {"state": (made.from_state, held.state), "move": (None, step.code)}
    audit.record("work.matter_moved", held, by=by, at=at, changes=changes)
    tell_of_move(matter=held, step=step, made=made)
    publish(MatterMoved(held.pk, held.procedure, held.key, step.code, made.from_state, held.state, at))
    return made


def give_key(*, matter: Matter, key: str) -> None:
    """Say which thing of its room the matter is about; part of the act that made both."""
    matter.key = key
    matter.save(update_fields=["key"])


def _number(series: str, *, on: date) -> str:
    """The number of a matter, as people write and say it: its series, the year, its place."""
    return f"{series}{on.year}-{next_number(series=f'matter.{series}', on=on):04d}"


def may_move(*, matter: Matter, move: Move, by: Actor, at: datetime) -> Refusal | None:
    """Why this person can't take that step now, before anything is brought; nothing where they can."""
    flow = flow_of(matter)
    try:
        _step(matter, flow, move.code, None)
        turn, party = _mover(matter, flow, move, by=by)
        drafts.refuse_beside_draft(matter=matter, move=move, turn=turn, party=party, by=by)
        _told_apart(matter, move, by)
        _guarded(matter, move, party, by=by, at=at)
    except Refusal as refusal:
        return refusal
    return None


def check(
    *, matter: Matter, move: Move, party: Party | None, brought: Brought, by: Actor, at: datetime
) -> None:
    """Refuse a step by the wrong person, one that lacks what it needs, or one that its guard holds back."""
    _told_apart(matter, move, by)
    label, needs = procedure_of(matter).move_label(move.code), move.needs
    if needs.note and not brought.note.strip():
        raise refusals.LacksNote(move=label)
    if needs.reason and not brought.note.strip():
        raise refusals.LacksReason(move=label)
    if len(brought.files) < needs.files:
        raise refusals.LacksFiles(move=label, least=needs.files, given=len(brought.files))
    if needs.day and brought.day is None:
        raise refusals.LacksDay(move=label)
    if needs.to_body and brought.body is None:
        raise refusals.LacksBody(move=label)
    _guarded(matter, move, party, by=by, at=at)


def locked(*, matter: Matter) -> Matter:
    """The matter as it is now; whoever comes second waits here, and then sees what the first has done."""
    return Matter.objects.held().select_related("version").get(pk=matter.pk)


def _step(matter: Matter, flow: Flow, code: str, seen: int | None) -> Move:
    step, procedure = flow.by_move[code], procedure_of(matter)
    is_late = seen is not None and matter.step != seen and not flow.by_state[matter.state].is_parallel
    if is_late or (matter.state not in step.sources and seen is not None and matter.step != seen):
        last = matter.moves.select_related("by").latest("number")
        raise refusals.AlreadyMoved(who=last.by or SYSTEM, move=procedure.move_label(last.move))
    if matter.is_ended:
        raise refusals.MatterEnded()
    if matter.state not in step.sources:
        raise refusals.NotNow(move=procedure.move_label(code), state=procedure.state_label(matter.state))
    return step


def _mover(matter: Matter, flow: Flow, step: Move, *, by: Actor) -> tuple[Turn | None, Party | None]:
    """In whose turn, or as whose party, the step is taken; the installation takes its own."""
    relation = flow.relation_of(step, matter.state)
    if flow.is_in_turn(step, matter.state):
        turn = turn_for(matter, by=by)
        if turn is None:
            raise _not_yours(matter, step, relation)
        if by is not SYSTEM:
            require(by, HANDLE, turn)
            if turn.holder_id and turn.holder_id != by.pk:
                raise refusals.InOthersHands(holder=turn.holder, body=turn.desk)
        return turn, matter.parties.get(relation=turn.relation, body=turn.body_id)
    if by is SYSTEM:
        return None, None
    party = party_for(matter, relation, by=by)
    if party is None:
        raise _not_yours(matter, step, relation)
    require(by, HANDLE, party)
    return None, party


def _not_yours(matter: Matter, step: Move, relation: str) -> Refusal:
    procedure = procedure_of(matter)
    return refusals.NotYourTurn(
        move=procedure.move_label(step.code), relation=procedure.relation_label(relation)
    )


def _told_apart(matter: Matter, move: Move, by: Actor) -> None:
    """Nobody takes a step who took, or drafted, one that excludes it."""
    if not move.not_by or by.pk is None:
        return
    theirs = Q(by=by.pk) | Q(draft__versions__by=by.pk)
    other = matter.moves.filter(theirs, move__in=move.not_by, withdrawn_by__isnull=True).first()
    if other:
        procedure = procedure_of(matter)
        raise refusals.MadeTheOther(
            other=procedure.move_label(other.move), move=procedure.move_label(move.code)
        )


def _guarded(matter: Matter, move: Move, party: Party | None, *, by: Actor, at: datetime) -> None:
    if refusal := procedure_of(matter).refusal(move, matter, by=by, at=at):
        raise refusal
    if move.formula and party:
        label = procedure_of(matter).move_label(move.code)
        conditions.require_formula(move.formula, party.body, label=label, on=clock.day_of(at))


def _target(matter: Matter, flow: Flow, step: Move, turn: Turn | None) -> str:
    """The state in which the matter then is: a parallel one is left with the last of its turns."""
    state = flow.by_state[matter.state]
    if step.to or turn is None or not state.is_parallel:
        return _passed_through(matter, flow, step.to or state.code, joining=step.replaces)
    sisters = matter.turns.filter(state=state.code, opened_by=turn.opened_by).exclude(pk=turn.pk)
    if sisters.waiting().exists():
        return state.code
    standing = sisters.filter(closed_by__withdrawn_by__isnull=True)
    to = state.after({step.code, *standing.values_list("closed_by__move", flat=True)})
    return _passed_through(matter, flow, to)


def _passed_through(matter: Matter, flow: Flow, state: str, *, joining: str = "") -> str:
    """Where a matter stands that comes to a state: one for all parties of a relation is passed if there are none."""
    entered = flow.by_state[state]
    is_empty = entered.is_parallel and not matter.parties.filter(relation=entered.whose).exists()
    return _passed_through(matter, flow, entered.joined) if is_empty and entered.whose != joining else state


def _made(
    matter: Matter,
    step: Move,
    party: Party | None,
    brought: Brought,
    *,
    target: str,
    by: Actor,
    at: datetime,
) -> MoveMade:
    """The record of the step."""
    fields = {
        **brought.fields,
        **({"day": brought.day.isoformat()} if brought.day else {}),
        **({"body": brought.body.pk} if brought.body else {}),
    }
    made = MoveMade.objects.create(
        matter=matter,
        number=matter.step + 1,
        move=step.code,
        from_state=matter.state,
        to_state=target,
        relation=party.relation if party else "",
        body_id=party.body_id if party else None,
        by_id=by.pk,
        at=at,
        note=brought.note.strip(),
        fields=fields,
    )
    MoveFile.objects.bulk_create(MoveFile(move=made, upload=upload) for upload in brought.files)
    return made


def _leave(matter: Matter, step: Move, made: MoveMade, *, at: datetime) -> None:
    """Close what waited in the state that is left, and put the body that was named in its place."""
    close_turns(turns=matter.turns.waiting(), made=made, at=at)
    if step.replaces:
        matter.parties.filter(relation=step.replaces).delete()
        Party.objects.create(matter=matter, relation=step.replaces, body_id=made.fields["body"])


def enter(
    *,
    matter: Matter,
    flow: Flow,
    state: str,
    made: MoveMade | None,
    due: Mapping[str, date] | None = None,
    at: datetime,
) -> None:
    """Come into a state: its turns open, its clocks run. Raises NoParty where it would wait for nobody."""
    matter.state = _passed_through(matter, flow, state)
    entered = flow.by_state[matter.state]
    if entered.is_end:
        matter.ended_at = at
        clocks.follow(matter=matter, flow=flow, made=made, due=due, at=at)
        return
    parties = list(matter.parties.filter(relation=entered.whose).order_by("position", "pk"))
    if not parties:
        raise refusals.NoParty(relation=procedure_of(matter).relation_label(entered.whose))
    due_on = clocks.follow(matter=matter, flow=flow, made=made, due=due, at=at)
    open_turns(
        matter=matter,
        parties=parties if entered.is_parallel else parties[:1],
        made=made,
        due_on=due_on,
        at=at,
    )
