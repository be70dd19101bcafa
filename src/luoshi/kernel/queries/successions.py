"""Who stands in for a body on a day, from the events that stand (机构沿革查询)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, When

from luoshi.kernel.engine.lineage import Ending, Handing, Heir, Lineage
from luoshi.kernel.models import (
    Body,
    BodyName,
    BodyNameKind,
    Function,
    FunctionHandover,
    Merging,
    PartySide,
    Succession,
    SuccessionParty,
)


def lineage() -> Lineage:
    """All successions and mergings of records that stand, simulated ones as whoever looks has chosen."""
    events = Succession.objects.standing().as_chosen().values("pk")
    parties = SuccessionParty.objects.filter(
        event__in=events, side=PartySide.PREDECESSOR, body__isnull=False
    ).values_list("event_id", "event__on", "body_id", "is_ended")
    handovers = FunctionHandover.objects.filter(event__in=events, giver__isnull=False)
    lines = handovers.values_list("event_id", "giver_id", "taker_id", "function_id", "taken_on")
    same = dict(Merging.objects.standing().values_list("merged_id", "kept_id"))
    return Lineage(
        (Ending(*row) for row in parties.order_by("pk")),
        (Handing(*row) for row in lines.order_by("pk")),
        same=same,
    )


def successor_on(*, body: Body, on: date, function: Function | None = None) -> Heir:
    """Who stands in for the body on the day, in one function or in all (承继单位)."""
    return lineage().heir(body.pk, on=on, function=function.pk if function else None)


@dataclass(frozen=True)
class Names:
    """The names that a body bears on a day, and those that it bore at other times only."""

    official: str
    short: str = ""
    others: frozenset[str] = frozenset()

    @property
    def usual(self) -> str:
        """What a table prints: the short name where there is one."""
        return self.short or self.official


def names_on(*, bodies: Iterable[int], on: date) -> dict[int, Names]:
    """The names of these bodies as they were on the day; a body that had none then keeps the name it has."""
    wanted = set(bodies)
    known = dict(Body.objects.filter(pk__in=wanted).values_list("pk", "name"))
    borne: dict[int, list[BodyName]] = {pk: [] for pk in known}
    for row in BodyName.objects.filter(body__in=wanted).order_by("-valid_from", "pk"):
        borne[row.body_id].append(row)
    return {pk: _names(rows, known[pk], on) for pk, rows in borne.items()}


def _names(rows: list[BodyName], name: str, on: date) -> Names:
    then = [row for row in rows if row.is_in_force(on=on)]
    standing = {row.name for row in then}
    first = {row.kind: row.name for row in reversed(then)}
    return Names(
        official=first.get(BodyNameKind.OFFICIAL, name),
        short=first.get(BodyNameKind.SHORT, ""),
        others=frozenset(row.name for row in rows if row.name not in standing),
    )


def events_of(*, bodies: Collection[int]):
    """What became of a body, by all of its records, in the order of the days; undone events stay with their mark."""
    return (
        Succession.objects.filter(parties__body__in=bodies)
        .distinct()
        .prefetch_related("parties__body", "handovers__giver", "handovers__taker", "handovers__function")
        .select_related("recorded_by", "undone_by")
        .order_by("on", "pk")
    )


def open_handovers(*, user):
    """Functions that nobody has taken over yet, the oldest first."""
    return (
        FunctionHandover.objects.visible_to(user)
        .without_heir()
        .select_related("event", "giver__area", "function")
        .order_by("event__on", "pk")
    )


def handovers_to_decide(*, user):
    """Functions that nobody has taken over, and those whose heir was named by decision."""
    rows = FunctionHandover.objects.visible_to(user).standing().filter(function__isnull=False)
    return rows.filter(Q(taker__isnull=True) | Q(decided_at__isnull=False))


def with_whether_decided(rows):
    """What waits comes before what was decided, on either database."""
    return rows.annotate(is_decided=Case(When(taker__isnull=True, then=0), default=1))


def with_both_bodies(rows):
    """Functions with what their list prints, and what asks whether somebody may decide."""
    return rows.select_related("event", "giver__area", "taker", "function", "decided_by")


def with_parties(rows):
    """Events with the bodies on both sides, and the functions that they hand over."""
    rows = rows.select_related("recorded_by")
    return rows.prefetch_related("parties", "handovers__function", "handovers__taker", "handovers__giver")
