"""What waits for a person and on a body's desk (待办查询)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from luoshi.kernel.access import bodies_served
from luoshi.work.models import Party, Turn
from luoshi.work.queries.signers import for_signature_of
from luoshi.work.rights import HAND_OUT, HANDLE


def desks(user: Any, *, on: date) -> set[int]:
    """The bodies whose desks this person sees: whoever moves matters on there, or hands them out."""
    return bodies_served(user, HANDLE, HAND_OUT, on=on)


def waiting_for(user: Any, *, on: date) -> QuerySet[Turn]:
    """What waits for this person: in their hands, for their signature, or in nobody's on a desk where they handle."""
    free = Q(holder__isnull=True, seat__isnull=True, desk__in=bodies_served(user, HANDLE, on=on))
    waits = free | Q(holder=user.pk) | for_signature_of(user, on=on)
    return Turn.objects.before_somebody().as_chosen().filter(waits)


def on_desks(user: Any, *, on: date) -> QuerySet[Turn]:
    """What lies on the desks of the bodies that this person serves, in whosever hands."""
    return Turn.objects.before_somebody().as_chosen().filter(desk__in=desks(user, on=on))


def sent_down(user: Any, *, on: date) -> QuerySet[Turn]:
    """What these bodies answer for and have sent down to others' desks."""
    mine = desks(user, on=on)
    return Turn.objects.waiting().as_chosen().filter(body__in=mine).exclude(desk__in=mine)


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
    mine = bodies_served(user, HANDLE, on=on)
    parties = Party.objects.filter(body__in=mine)
    waiting = Turn.objects.waiting().as_chosen().exclude(desk__in=mine)
    return waiting.filter(matter__in=parties.values("matter"))
