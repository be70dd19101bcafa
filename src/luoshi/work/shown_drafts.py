"""A draft in the reader's words (签批稿的展示): for whom it waits, what its chain asks, what each has said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from luoshi.kernel.access import is_allowed
from luoshi.work.flows import procedure_of
from luoshi.work.models import ChainSigner, DraftState, DraftVersion, MoveDraft, Signature, SigningKind, Turn
from luoshi.work.queries import drafts as queries
from luoshi.work.queries.signers import seats_of, signed_by
from luoshi.work.rights import HANDLE
from luoshi.work.services.signing import may_drop, may_sign


@dataclass(frozen=True)
class ShownSeat:
    """One signer of the chain, and what he has said of the version before them."""

    seat: ChainSigner
    kind: str
    signature: Signature | None
    is_waited_for: bool


@dataclass(frozen=True)
class ShownTurn:
    """One for whom the draft waits, and whether this reader can sign there."""

    turn: Turn
    who: str
    kind: str
    may_sign: bool


@dataclass(frozen=True)
class ShownDraft:
    """A draft as its page shows it to one reader."""

    draft: MoveDraft
    label: str
    versions: list[DraftVersion]
    seats: list[ShownSeat]
    turns: list[ShownTurn]
    signatures: list[Signature]
    may_drop: bool
    may_revise: bool

    @property
    def latest(self) -> DraftVersion:
        return self.versions[0]

    @property
    def step(self) -> str:
        """What is done at the step before which the draft is."""
        return next((each.kind for each in self.seats if each.seat.step.position == self.draft.position), "")


def shown(draft: MoveDraft, *, by: Any, at: datetime) -> ShownDraft:
    versions, signatures = queries.versions(draft), signed_by(draft)
    turns = [_turn(turn, by=by, at=at) for turn in queries.waiting(draft)]
    current = {each.seat_id: each for each in signatures if each.version_id == versions[0].pk}
    waited = {each.turn.seat_id for each in turns}
    seats = [
        ShownSeat(seat, str(SigningKind(seat.step.kind).label), current.get(seat.pk), seat.pk in waited)
        for seat in seats_of(draft.chain)
    ]
    return ShownDraft(
        draft=draft,
        label=procedure_of(draft.matter).move_label(draft.move),
        versions=versions,
        seats=seats,
        turns=turns,
        signatures=signatures,
        may_drop=draft.is_open and may_drop(draft=draft, by=by),
        may_revise=draft.state == DraftState.RETURNED and any(_may_revise(each.turn, by) for each in turns),
    )


def _turn(turn: Turn, *, by: Any, at: datetime) -> ShownTurn:
    if turn.seat is None:
        return ShownTurn(turn, turn.holder.display_name if turn.holder else turn.desk.name, "", False)
    who = str(turn.holder or turn.seat.role)
    return ShownTurn(
        turn, who, str(SigningKind(turn.seat.step.kind).label), may_sign(turn=turn, by=by, at=at)
    )


def _may_revise(turn: Turn, by: Any) -> bool:
    return turn.seat_id is None and turn.holder_id in (None, by.pk) and is_allowed(by, HANDLE, turn)


def waits_for(turn: Turn) -> str:
    """What a list says that a turn waits for: the state of its matter, or whose hand its draft needs."""
    procedure = procedure_of(turn.matter)
    if turn.draft is None:
        return procedure.state_label(turn.state)
    move = procedure.move_label(turn.draft.move)
    if turn.seat is None:
        return gettext("returned draft: %(move)s") % {"move": move}
    kind = SigningKind(turn.seat.step.kind).label
    return gettext("%(kind)s: %(move)s") % {"kind": kind, "move": move}
