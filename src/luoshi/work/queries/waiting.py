"""Which body waits for which (谁在等谁): counted over the turns that nobody has taken yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from luoshi.kernel import clock
from luoshi.kernel.models import Body
from luoshi.work.models import Matter, Party, Turn

MOST_PAIRS = 500


@dataclass(frozen=True)
class Pair:
    """A desk and a body that waits for it; `pk` is that of the first turn between them."""

    pk: int
    number: int
    late: int
    since: datetime

    def numbers(self, *, on: date) -> dict[str, int | None]:
        """The figures by which pairs are shown and put in order."""
        days = (on - clock.day_of(self.since)).days
        return {"number": self.number, "late": self.late, "longest": days}


def open_turns(user: Any) -> QuerySet[Turn]:
    """Turns that wait in the matters that this person may see."""
    return Turn.objects.waiting().filter(matter__in=Matter.objects.visible_to(user).values("pk"))


def with_waiter(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with the body that waits for each: so each is counted once.

    That is the body for which the step was taken that made it this one's turn; where there is none, or where it is
    the same, the first other party of the matter.
    """
    other = Party.objects.filter(matter=OuterRef("matter")).exclude(body=OuterRef("body"))
    first = other.exclude(relation=OuterRef("relation")).order_by("pk").values("body")[:1]
    asking = Case(When(~Q(opened_by__body=F("body")), then=F("opened_by__body")))
    return turns.annotate(waiter=Coalesce(asking, Subquery(first), output_field=BigIntegerField()))


def with_waiter_named(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with the body that waits for each, and its name."""
    named = Body.objects.filter(pk=OuterRef("waiter")).values("name")[:1]
    return with_waiter(turns).annotate(waiter_name=Subquery(named))


def pairs(turns: QuerySet[Turn], *, on: date) -> list[Pair]:
    """The pairs with the most turns between them; what waits for nobody else is left out."""
    waited_for: Any = with_waiter(turns)
    groups = (
        waited_for.filter(waiter__isnull=False)
        .order_by()
        .values("desk", "waiter")
        .annotate(
            first=Min("pk"),
            number=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=on)),
            since=Min("opened_at"),
        )
        .order_by("-number", "first")[:MOST_PAIRS]
    )
    return [Pair(each["first"], each["number"], each["late"], each["since"]) for each in groups]


def desk_names(user: Any) -> QuerySet[Body, str]:
    """The desks on which something lies in a matter that this person may see."""
    desks = open_turns(user).order_by().values("desk")
    return Body.objects.filter(pk__in=desks).order_by("name", "pk").values_list("name", flat=True)


def lying_on(matters: QuerySet[Matter], name: str) -> QuerySet[Matter]:
    """Matters of which a turn waits on the desk of that name."""
    return matters.filter(pk__in=Turn.objects.waiting().filter(desk__name=name).values("matter"))
