"""Signing what leaves a body (签批): here or on paper, returned or dropped; the last signature takes the step."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, is_allowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Upload, User
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.flows import flow_of
from luoshi.work.models import (
    ChainSigner,
    DraftState,
    DraftVersion,
    Matter,
    MoveDraft,
    Party,
    Signature,
    Turn,
    Verdict,
)
from luoshi.work.queries.signers import drafters, signers
from luoshi.work.services import drafts, matters
from luoshi.work.services.matters import HANDLE
from luoshi.work.services.turns import HAND_OUT

SIGN = "work.sign_drafts"


@act
def sign_draft(*, turn: Turn, note: str = "", by: Actor, at: datetime) -> MoveDraft:
    """Sign what waits for one's signature (签批); the last signature takes the step in the signer's name.

    Raises TurnTaken, NotYourSignature, OwnDraft, or why the step can't be taken.
    """
    held, draft = _held(turn)
    _require_signer(held, draft, by=by, at=at)
    _signed(held, draft, verdict=Verdict.SIGNED, name=by.display_name, signer=by, note=note, by=by, at=at)
    return _go_on(held, draft, signer=by, by=by, at=at)


@act
def return_draft(*, turn: Turn, reason: str, by: Actor, at: datetime) -> MoveDraft:
    """Give what waits for one's signature back to its drafter (退回修改). Raises as `sign_draft`, or LacksReason."""
    held, draft = _held(turn)
    _require_signer(held, draft, by=by, at=at)
    if not reason.strip():
        raise refusals.LacksReason(move=_("Return to the drafter"))
    _signed(held, draft, verdict=Verdict.RETURNED, name=by.display_name, signer=by, note=reason, by=by, at=at)
    drafts.put_back(draft=draft, holder=drafts.last_version(draft=draft).by, at=at)
    changes = {"state": (DraftState.SIGNING, DraftState.RETURNED)}
    audit.record("work.draft_returned", draft, by=by, at=at, changes=changes)
    return draft


@act
def sign_on_paper(
    *,
    turn: Turn,
    signer: User | None,
    name: str,
    signed_on: date,
    scan: Upload,
    by: Actor,
    at: datetime,
) -> MoveDraft:
    """Enter a signature that was given on paper, with its scan (补录纸质签批); a signer with an account is told.

    Raises NotYourSignature, OwnDraft, LacksName, DayToCome, or as `sign_draft`.
    """
    held, draft = _held(turn)
    _require_drafter(draft, by=by)
    if signed_on > clock.day_of(at):
        raise refusals.DayToCome(day=signed_on)
    if signer:
        _require_seat(held, draft, signer=signer, at=at)
    said = (signer.display_name if signer else name).strip()
    if not said:
        raise refusals.LacksName()
    _signed(
        held,
        draft,
        verdict=Verdict.SIGNED,
        name=said,
        signer=signer,
        signed_on=signed_on,
        scan=scan,
        by=by,
        at=at,
    )
    if signer:
        drafts.tell(draft=draft, code="work.signed_for_you", to={signer}, key=str(held.pk), at=at)
    return _go_on(held, draft, signer=signer or by, by=by, at=at)


@act
def revise_draft(*, draft: MoveDraft, brought: Brought, by: Actor, at: datetime) -> MoveDraft:
    """Write a draft that was returned anew and put it before the signers, from the first step on (修改后重新送签).

    Raises DraftEnded, TurnTaken, InOthersHands, or what the step lacks.
    """
    held = _draft(draft)
    turn = held.turns.not_closed().filter(seat=None).select_related("desk__area", "holder").first()
    if turn is None:
        raise refusals.TurnTaken()
    require(by, HANDLE, turn)
    if turn.holder_id not in (None, by.pk):
        raise refusals.InOthersHands(holder=turn.holder, body=turn.desk)
    step = flow_of(held.matter).by_move[held.move]
    matters.check(matter=held.matter, move=step, party=_party(held), brought=brought, by=by, at=at)
    held.turns.not_closed().update(closed_at=at)
    drafts.write_version(draft=held, brought=brought, by=by, at=at)
    changes = {"state": (DraftState.RETURNED, DraftState.SIGNING)}
    audit.record("work.draft_revised", held, by=by, at=at, changes=changes)
    return held


@act
def drop_draft(*, draft: MoveDraft, reason: str = "", by: Actor, at: datetime) -> MoveDraft:
    """Give a draft up before its last signature (撤稿). Raises DraftEnded."""
    held = _draft(draft)
    _require_drafter(held, by=by)
    drafts.end(draft=held, state=DraftState.DROPPED, by=by, at=at, reason=reason.strip())
    return held


def may_sign(*, turn: Turn, by: Actor, at: datetime) -> bool:
    """Whether this person can sign in that turn."""
    draft = turn.draft
    if draft is None or turn.seat_id is None or not is_allowed(by, SIGN, turn):
        return False
    return by in signers([turn], on=clock.day_of(at))[turn.pk] and by.pk not in drafters(draft)


def may_drop(*, draft: MoveDraft, by: Actor) -> bool:
    """Whether this person can give the draft up, or enter for it what was signed on paper."""
    wanted = HANDLE if by.pk in drafters(draft) else HAND_OUT
    return any(is_allowed(by, wanted, desk) for desk in _desks(draft))


def _desks(draft: MoveDraft) -> list[Turn | Party]:
    """Where the draft is at home: with the body that answers, and on the desk on which its turn lies."""
    answering = _party(draft) or Party(relation=draft.relation, body=draft.body)
    return [answering, *([draft.turn] if draft.turn else [])]


def _draft(draft: MoveDraft) -> MoveDraft:
    """The draft as it is now, its matter held: whoever comes second sees what the first has done."""
    matter = matters.locked(matter=draft.matter)
    held = MoveDraft.objects.select_related("turn__desk__area", "chain__body", "body").get(pk=draft.pk)
    held.matter = matter
    if not held.is_open:
        raise refusals.DraftEnded()
    return held


def _held(turn: Turn) -> tuple[Turn, MoveDraft]:
    if turn.draft is None:
        raise refusals.TurnTaken()
    draft = _draft(turn.draft)
    held = Turn.objects.select_related("desk__area", "holder", "seat__step", "seat__role").get(pk=turn.pk)
    if held.closed_at is not None or held.seat_id is None:
        raise refusals.TurnTaken()
    return held, draft


def _seat(turn: Turn) -> ChainSigner:
    if turn.seat is None:
        raise refusals.TurnTaken()
    return turn.seat


def _require_signer(turn: Turn, draft: MoveDraft, *, by: Actor, at: datetime) -> None:
    require(by, SIGN, turn)
    _require_seat(turn, draft, signer=by, at=at)


def _require_seat(turn: Turn, draft: MoveDraft, *, signer: User, at: datetime) -> None:
    if signer.pk in drafters(draft):
        raise refusals.OwnDraft()
    if signer not in signers([turn], on=clock.day_of(at))[turn.pk]:
        raise refusals.NotYourSignature(signer=turn.holder or _seat(turn))


def _require_drafter(draft: MoveDraft, *, by: Actor) -> None:
    """Whoever drafted it and still handles matters there, or hands them out there."""
    wanted = HANDLE if by.pk in drafters(draft) else HAND_OUT
    desks = _desks(draft)
    require(by, wanted, next((desk for desk in desks if is_allowed(by, wanted, desk)), desks[0]))


def _signed(
    turn: Turn,
    draft: MoveDraft,
    *,
    verdict: Verdict,
    name: str,
    signer: User | None,
    by: Actor,
    at: datetime,
    note: str = "",
    signed_on: date | None = None,
    scan: Upload | None = None,
) -> None:
    Signature.objects.create(
        version=drafts.last_version(draft=draft),
        seat=_seat(turn),
        verdict=verdict,
        name=name,
        by=signer,
        note=note.strip(),
        signed_on=signed_on or clock.day_of(at),
        scan=scan,
        entered_by_id=by.pk,
        at=at,
    )
    Turn.objects.filter(pk=turn.pk).update(closed_at=at)


def _go_on(turn: Turn, draft: MoveDraft, *, signer: User, by: Actor, at: datetime) -> MoveDraft:
    """Wait for the others of the step, or go to the next, or take the step."""
    position = _seat(turn).step.position
    if draft.turns.not_closed().exists():
        _tell_of_signature(draft, by=by, at=at)
    elif draft.chain.steps.filter(position__gt=position).exists():
        _tell_of_signature(draft, by=by, at=at)
        drafts.put_before(draft=draft, position=position + 1, by=by, at=at)
    else:
        _take(draft, signer=signer, by=by, at=at)
    return draft


def _tell_of_signature(draft: MoveDraft, *, by: Actor, at: datetime) -> None:
    audit.record("work.draft_countersigned", draft, by=by, at=at, changes={"step": (None, draft.position)})


def _take(draft: MoveDraft, *, signer: User, by: Actor, at: datetime) -> None:
    """The step itself, in the name of the last signer; what excludes him, or a drafter, still does."""
    held, version = draft.matter, drafts.last_version(draft=draft)
    step, party = flow_of(held).by_move.get(draft.move), _party(draft)
    is_over = draft.turn is not None and draft.turn.closed_at is not None
    if step is None or party is None or is_over or held.state not in step.sources:
        raise refusals.DraftEnded()
    brought = _brought(version)
    for person in (*User.objects.filter(pk__in=drafters(draft)), signer):
        matters.check(matter=held, move=step, party=party, brought=brought, by=person, at=at)
    drafts.end(draft=draft, state=DraftState.SIGNED, by=by, at=at)
    made = matters.take_step(
        held=held, step=step, turn=draft.turn, party=party, brought=brought, by=signer, at=at
    )
    MoveDraft.objects.filter(pk=draft.pk).update(made=made)
    draft.refresh_from_db()
    people = set(User.objects.filter(pk__in=drafters(draft))) - {by}
    drafts.tell(draft=draft, code="work.draft_signed", to=people, key="signed", at=at)


def _brought(version: DraftVersion) -> Brought:
    files = [each.upload for each in version.files.select_related("upload").order_by("pk")]
    return Brought(note=version.note, files=files, day=version.day, body=version.named, fields=version.fields)


def _party(draft: MoveDraft) -> Party | None:
    matter: Matter = draft.matter
    rows = matter.parties.filter(relation=draft.relation, body=draft.body_id).select_related("body__area")
    return rows.first()
