"""Who may move a matter (办理人): the open turn or the party that a person can act for."""

from __future__ import annotations

from luoshi.kernel.access import SYSTEM, Actor
from luoshi.work.models import Matter, Party, Turn
from luoshi.work.rights import HANDLE


def turn_for(matter: Matter, *, by: Actor) -> Turn | None:
    """The open turn that this person can act in: one in their hands before one that nobody holds."""
    rows = matter.turns.waiting().select_related("desk__area", "body", "holder").order_by("pk")
    if by is SYSTEM:
        return rows.first()
    mine = list(rows.allowed(by, act=HANDLE))
    mine.sort(key=lambda turn: (turn.holder_id != by.pk, turn.holder_id is not None))
    return mine[0] if mine else None


def party_for(matter: Matter, relation: str, *, by: Actor) -> Party | None:
    """The party of that relation for which this person can act."""
    rows = matter.parties.filter(relation=relation).select_related("body__area").order_by("position", "pk")
    return rows.allowed(by, act=HANDLE).first()
