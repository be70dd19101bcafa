"""Who stands in for a body on a day, from the events that stand (机构沿革查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
    """All successions and mergings of records that stand."""
    parties = SuccessionParty.objects.filter(
        side=PartySide.PREDECESSOR, is_undone=False, event__undone_at__isnull=True, body__isnull=False
    ).values_list("event_id", "event__on", "body_id", "is_ended")
    handovers = FunctionHandover.objects.standing().filter(giver__isnull=False)
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
    """The names that a body bears on a day."""

    official: str
    short: str = ""
    all: frozenset[str] = frozenset()

    @property
    def usual(self) -> str:
        """What a table prints: the short name where there is one."""
        return self.short or self.official


def names_on(*, bodies: Iterable[int], on: date) -> dict[int, Names]:
    """The names of these bodies as they were on the day; a body that had none then keeps the name it has."""
    wanted = set(bodies)
    known = dict(Body.objects.filter(pk__in=wanted).values_list("pk", "name"))
    borne: dict[int, dict[str, list[str]]] = {pk: defaultdict(list) for pk in known}
    rows = BodyName.objects.in_force(on=on).filter(body__in=wanted).order_by("-valid_from", "pk")
    for pk, name, kind in rows.values_list("body_id", "name", "kind"):
        borne[pk][kind].append(name)
    return {
        pk: Names(
            official=(kinds[BodyNameKind.OFFICIAL] or [known[pk]])[0],
            short=(kinds[BodyNameKind.SHORT] or [""])[0],
            all=frozenset(name for names in kinds.values() for name in names),
        )
        for pk, kinds in borne.items()
    }


def events_of(*, body: Body):
    """What became of a body, in the order of the days; undone events stay with their mark."""
    return (
        Succession.objects.filter(parties__body=body)
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
