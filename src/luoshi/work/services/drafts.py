"""Steps that wait for a body's own signatures (签批稿): begun, put before the signers, given up.

Everything here is told of the draft and never of its matter: whoever has another part in the matter sees the step
when it is signed, and nothing before.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from luoshi.kernel import audit, clock
from luoshi.kernel.access import SYSTEM, Actor
from luoshi.kernel.models import User
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.engine.flows import Move
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import (
    Chain,
    DraftFile,
    DraftState,
    DraftVersion,
    Matter,
    MoveDraft,
    Party,
    Turn,
)
from luoshi.work.queries.signers import chain_in_force, drafters, seats_of, signers, signers_at
from luoshi.work.services import notices

SIGNS, REDRAFTS = "signs", "redrafts"


def chain_over(*, matter: Matter, move: Move, party: Party | None, by: Actor, at: datetime) -> Chain | None:
    """The chain by which this party's step is signed first; the installation asks nobody."""
    if not move.chain or party is None or by is SYSTEM:
        return None
    on = clock.day_of(at)
    return chain_in_force(body=party.body_id, procedure=matter.procedure, move=move.code, on=on)


def refuse_beside_draft(
    *, matter: Matter, move: Move, turn: Turn | None, party: Party | None, by: Actor
) -> None:
    """While a step waits for signatures the body takes no other in that turn. Raises DraftUnderWay."""
    if by is SYSTEM or party is None:
        return
    same = Q(turn=turn) if turn else Q(turn=None, move=move.code, body=party.body_id)
    if draft := matter.drafts.under_way().filter(same).first():
        raise refusals.DraftUnderWay(move=procedure_of(matter).move_label(draft.move))


def begin_draft(
    *,
    matter: Matter,
    move: Move,
    turn: Turn | None,
    party: Party,
    brought: Brought,
    chain: Chain,
    by: Actor,
    at: datetime,
) -> MoveDraft:
    """Put a step before the signers instead of taking it (送签); part of the act that would take it.

    Raises NobodySigns where a step of the chain has nobody but the drafter.
    """
    for seat in seats_of(chain):
        if not signers_at(seat, on=clock.day_of(at)) - {by}:
            raise refusals.NobodySigns(step=seat.step.position, body=chain.body)
    draft = MoveDraft.objects.create(
        matter=matter,
        turn=turn,
        relation=party.relation,
        body_id=party.body_id,
        move=move.code,
        chain=chain,
        begun_at=at,
    )
    write_version(draft=draft, brought=brought, by=by, at=at)
    audit.record("work.move_drafted", draft, by=by, at=at, changes={"move": (None, move.code)})
    return draft


def write_version(*, draft: MoveDraft, brought: Brought, by: Actor, at: datetime) -> DraftVersion:
    """Keep what a draft brings, and put it before the first of the signers."""
    version = DraftVersion.objects.create(
        draft=draft,
        number=draft.versions.count() + 1,
        note=brought.note.strip(),
        day=brought.day,
        named=brought.body,
        fields=dict(brought.fields),
        by_id=by.pk,
        at=at,
    )
    DraftFile.objects.bulk_create(DraftFile(version=version, upload=upload) for upload in brought.files)
    draft.state = DraftState.SIGNING
    put_before(draft=draft, position=1, by=by, at=at)
    return version


def put_before(*, draft: MoveDraft, position: int, by: Actor, at: datetime) -> None:
    """It waits for everybody who signs at this step of the chain; they are told."""
    draft.position = position
    draft.save(update_fields=["position", "state"])
    seats = [seat for seat in seats_of(draft.chain) if seat.step.position == position]
    turns = [
        _turn(draft, SIGNS, at=at, seat=seat, desk_id=seat.body_id, holder_id=seat.user_id) for seat in seats
    ]
    Turn.objects.bulk_create(turns)
    opened = draft.turns.not_closed().select_related("holder", "seat")
    told = {user for users in signers(opened, on=clock.day_of(at)).values() for user in users}
    tell(draft=draft, code="work.to_sign", to=told - {by}, key=f"{position}", at=at)


def put_back(*, draft: MoveDraft, holder: User | None, at: datetime) -> None:
    """It waits for its drafter again; nobody signs it as it is."""
    draft.turns.not_closed().update(closed_at=at)
    draft.state = DraftState.RETURNED
    draft.save(update_fields=["state"])
    desk = draft.turn.desk_id if draft.turn else draft.body_id
    turn = _turn(draft, REDRAFTS, at=at, desk_id=desk, holder_id=holder.pk if holder else None)
    Turn.objects.bulk_create([turn])
    told = set(User.objects.filter(pk__in=[holder.pk] if holder else drafters(draft)))
    tell(draft=draft, code="work.draft_returned", to=told, key="returned", at=at)


def _turn(draft: MoveDraft, relation: str, *, at: datetime, **fields: object) -> Turn:
    matter, due = draft.matter, draft.turn.due_on if draft.turn else None
    return Turn(
        matter=matter,
        draft=draft,
        state=matter.state,
        relation=relation,
        body_id=draft.body_id,
        opened_at=at,
        due_on=due,
        first_due_on=due,
        **fields,
    )


def return_unsigned(*, draft: MoveDraft, by: Actor, at: datetime) -> None:
    """The signer has left and nobody signs in their place: the drafter has it again; part of the act of leaving."""
    put_back(draft=draft, holder=last_version(draft=draft).by, at=at)
    changes = {"state": (DraftState.SIGNING, DraftState.RETURNED)}
    audit.record("work.draft_returned", draft, by=by, at=at, changes=changes)


def last_version(*, draft: MoveDraft) -> DraftVersion:
    """What the signers have before them."""
    return draft.versions.select_related("by").latest("number")


def overtake(*, matter: Matter, at: datetime) -> None:
    """Give up the drafts whose turn is over, or whose step can't be taken any more; part of the step that did it."""
    flow = flow_of(matter)
    for draft in matter.drafts.under_way().select_related("matter", "turn").order_by("pk"):
        step = flow.by_move.get(draft.move)
        is_over = draft.turn is not None and draft.turn.closed_at is not None
        if step and not is_over and not matter.is_ended and matter.state in step.sources:
            continue
        end(draft=draft, state=DraftState.OVERTAKEN, by=SYSTEM, at=at)
        people = set(User.objects.filter(pk__in=drafters(draft)))
        tell(draft=draft, code="work.draft_overtaken", to=people, key="overtaken", at=at)


def end(*, draft: MoveDraft, state: DraftState, by: Actor, at: datetime, **fields: object) -> None:
    """It waits for nobody any more; the turn for which it was drafted is there again."""
    before = draft.state
    draft.turns.not_closed().update(closed_at=at)
    MoveDraft.objects.filter(pk=draft.pk).update(state=state, ended_at=at, ended_by_id=by.pk, **fields)
    draft.refresh_from_db()
    audit.record(f"work.draft_{state}", draft, by=by, at=at, changes={"state": (before, state)})


def tell(*, draft: MoveDraft, code: str, to: Collection[User], key: str, at: datetime) -> None:
    """Tell people of the body what becomes of the draft."""
    number = draft.versions.count()
    notices.tell(
        to=to,
        code=code,
        values={"number": draft.matter.number, "title": draft.matter.title},
        url=reverse("work:draft", args=[draft.pk]),
        key=f"draft:{draft.pk}:{number}:{key}:{code}",
        at=at,
    )
