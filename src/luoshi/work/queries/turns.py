"""What waits for a person and on a body's desk (待办查询)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luoshi.kernel.access import rights_of
from luoshi.work.models import Party, Turn
from luoshi.work.queries.signers import for_signature_of

HANDLE, HAND_OUT = "work.handle_matters", "work.hand_out_matters"


def desks(user: Any, *, on: date) -> set[int]:
    """The bodies whose desks this person sees: whoever moves matters on there, or hands them out."""
    return {
        right.body_id
        for right in rights_of(user, on=on)
        if right.act in (HANDLE, HAND_OUT) and right.body_id is not None
    }


def _handling(user: Any, *, on: date) -> set[int]:
    return {right.body_id for right in rights_of(user, on=on) if right.act == HANDLE and right.body_id}


def waiting_for(user: Any, *, on: date) -> QuerySet[Turn]:
    """What waits for this person: in their hands, for their signature, or in nobody's on a desk where they handle."""
    free = Q(holder__isnull=True, seat__isnull=True, desk__in=_handling(user, on=on))
    waits = free | Q(holder=user.pk) | for_signature_of(user, on=on)
    return Turn.objects.before_somebody().filter(waits)


def on_desks(user: Any, *, on: date) -> QuerySet[Turn]:
    """What lies on the desks of the bodies that this person serves, in whosever hands."""
    return Turn.objects.before_somebody().filter(desk__in=desks(user, on=on))


def sent_down(user: Any, *, on: date) -> QuerySet[Turn]:
    """What these bodies answer for and have sent down to others' desks."""
    mine = desks(user, on=on)
    return Turn.objects.waiting().filter(body__in=mine).exclude(desk__in=mine)


def counted(turns: QuerySet[Turn], *, on: date, user: Any) -> dict[str, int]:
    """How many wait, how many of them are late, and how many are in the person's own hands."""
    return turns.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=on)),
        today=Count("pk", filter=Q(due_on=on)),
        mine=Count("pk", filter=Q(holder=user.pk)),
    )


def watched(user: Any, *, on: date) -> QuerySet[Turn]:
    """What others have to do in matters in which this person's bodies have another part (我关注的)."""
    mine = _handling(user, on=on)
    party = Party.objects.filter(matter=OuterRef("matter"), body__in=mine)
    return Turn.objects.waiting().exclude(desk__in=mine).filter(Exists(party))
