"""A matter as its page shows it (事项详情): what was done, whose turn it is, what clocks say."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.work.models import ClockRun, Matter, MoveMade, Turn


def with_waiting(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with the desk on which each lies, and the day that is due first."""
    first = Turn.objects.waiting().filter(matter=OuterRef("pk")).order_by("due_on", "pk")
    return rows.annotate(
        waits_on=Subquery(first.values("desk__name")[:1]), due_on=Subquery(first.values("due_on")[:1])
    )


def history(matter: Matter) -> QuerySet[MoveMade]:
    """The steps that were taken, the latest first."""
    return (
        matter.moves.select_related("body", "by", "withdraws")
        .prefetch_related("files__upload")
        .order_by("-number")
    )


def waiting(matter: Matter) -> QuerySet[Turn]:
    """Whose turn it is now."""
    return matter.turns.waiting().select_related("body__area", "desk__area", "holder").order_by("pk")


def parties(matter: Matter) -> list[tuple[str, list[Any]]]:
    """The bodies by their relation to the matter."""
    found: dict[str, list[Any]] = {}
    for party in matter.parties.select_related("body").order_by("pk"):
        found.setdefault(party.relation, []).append(party.body)
    return list(found.items())


def clocks(matter: Matter) -> QuerySet[ClockRun]:
    """The clocks that ran and run, those that run now first."""
    return matter.clocks.prefetch_related("changes__by", "reached").order_by(
        Coalesce("stopped_at", "started_at").desc(), "-pk"
    )
