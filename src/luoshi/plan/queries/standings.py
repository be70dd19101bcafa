"""Where commitments stood by the end of a day, and what turned between two days (进展状态查询)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.functional import Promise

from luoshi.kernel import clock
from luoshi.kernel.models import AuditEntry
from luoshi.plan.engine.standing import GRAVITY, Status, worst
from luoshi.plan.instruments import INSTRUMENTS
from luoshi.plan.models import Commitment, Instrument, Plan, Standing


@dataclass(frozen=True)
class Held:
    """How a commitment stands by one of its instruments (某一抓手下的进展)."""

    instrument: Instrument
    label: str | Promise
    standing: Standing
    is_served: bool

    @property
    def status(self) -> Status:
        return Status(self.standing.status)

    @property
    def url(self) -> str:
        """Where the instrument is seen; its room is asked when somebody goes there."""
        return reverse("plan:instrument", args=[self.instrument.kind, self.instrument.key])


@dataclass(frozen=True)
class Coverage:
    """So many commitments have an instrument, and so many the kind of instrument that they need (覆盖率)."""

    tracked: int
    instrumented: int
    statuses: Counter[Status]


class Standings:
    """Where what a plan (its key) promises stood by the end of a day. Read lazily, in one query."""

    def __init__(self, *, plan: int, on: date) -> None:
        self._plan, self.on = plan, on

    def of(self, commitment: Commitment) -> list[Held]:
        """By each of its instruments, the gravest first."""
        return self._held.get(commitment.identity, [])

    def status(self, commitment: Commitment) -> Status | None:
        """The gravest of its standings; none where no instrument shows it."""
        return worst(held.status for held in self.of(commitment))

    def in_status(self, status: str) -> list[int]:
        """The identities of the commitments that stand so."""
        return [key for key, found in self.by_identity.items() if found == status]

    @cached_property
    def by_identity(self) -> dict[int, Status]:
        """The gravest standing of each commitment that has an instrument."""
        return {
            key: found
            for key, each in self._held.items()
            if (found := worst(one.status for one in each)) is not None
        }

    @cached_property
    def coverage(self) -> Coverage:
        """How many commitments have an instrument, how many the kind that they need, and how they stand."""
        served = [key for key, each in self._held.items() if any(one.is_served for one in each)]
        return Coverage(len(self._held), len(served), Counter(self.by_identity.values()))

    def counted_in(self, value: str) -> int:
        """The sum of a value that headlines and reasons of the day name (`missing`, for example)."""
        return sum(one.standing.values.get(value, 0) for each in self._held.values() for one in each)

    @property
    def counted(self) -> list[tuple[Status, int]]:
        """How many commitments stand how, the gravest first."""
        return [(status, number) for status in GRAVITY if (number := self.coverage.statuses[status])]

    @cached_property
    def _held(self) -> dict[int, list[Held]]:
        end = clock.end_of(self.on) - timedelta(microseconds=1)
        instruments = Instrument.objects.as_chosen().of(self._plan).standing_at(end)
        rows = Standing.objects.filter(pk__in=instruments.values("standing")).select_related("instrument")
        found: dict[int, list[Held]] = defaultdict(list)
        for row in rows.annotate(promised=F("instrument__commitment__kind")).order_by("instrument"):
            kind = INSTRUMENTS[row.instrument.kind]
            held = Held(row.instrument, kind.label, row, row.promised in kind.serves)
            found[row.instrument.commitment_id].append(held)
        return dict(found)


def turned(user, *, plan: int):
    """Every standing of what a plan (its key) promises, when this person may open it."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    instruments = Instrument.objects.as_chosen().of(readable.values("pk")[:1])
    return Standing.objects.filter(instrument__in=instruments)


def with_what_was_before(rows):
    """Standings with their commitment and the standing before them."""
    earlier = Standing.objects.filter(
        Q(recorded_at__lt=OuterRef("recorded_at"))
        | Q(recorded_at=OuterRef("recorded_at"), on__lt=OuterRef("on")),
        instrument=OuterRef("instrument"),
    ).order_by("-recorded_at", "-on")
    related = ("instrument__commitment__section", "instrument__commitment__plan")
    return rows.select_related(*related).annotate(before=Subquery(earlier.values("status")[:1]))


@dataclass(frozen=True)
class Difference:
    """Of how many commitments the standing got better, got worse, or began, between two days (两日对比)."""

    better: int
    worse: int
    begun: int


def difference(*, plan: int, since: date, until: date) -> Difference:
    """What the ends of two days differ in, however often it turned in between."""
    before, after = (Standings(plan=plan, on=day).by_identity for day in (since, until))
    moved = [
        GRAVITY.index(status) - GRAVITY.index(before[key]) for key, status in after.items() if key in before
    ]
    return Difference(
        better=sum(step > 0 for step in moved),
        worse=sum(step < 0 for step in moved),
        begun=len(after.keys() - before.keys()),
    )


def turned_by_day(*, plan: int) -> dict[date, int]:
    """The days on which something of the plan turned, the latest first, with how much did."""
    rows = Standing.objects.filter(instrument__in=Instrument.objects.as_chosen().of(plan))
    days = rows.annotate(day=TruncDate("recorded_at")).values("day").annotate(number=Count("pk"))
    return dict(days.order_by("-day").values_list("day", "number"))


def acts_behind(rows: Iterable[Standing]) -> dict[Any, list[AuditEntry]]:
    """The acts that were done at the moments of these standings: they are what turned them."""
    found: dict[Any, list[AuditEntry]] = defaultdict(list)
    entries = AuditEntry.objects.filter(at__in={row.recorded_at for row in rows}, code__startswith="plan.")
    for entry in entries.order_by("number"):
        found[entry.at].append(entry)
    return found
