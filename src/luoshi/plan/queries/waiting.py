"""What a plan waits for, as its home says it first: to be decided, to be named, to be handed in (待办清单)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.plan.engine.handing_in import DutyState
from luoshi.plan.models import Instrument, Plan, Standing
from luoshi.plan.queries.heirs import Heirs
from luoshi.plan.queries.standings import Standings

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: how much of it, and where it is done."""

    label: str | Promise
    number: int
    url: str
    tone: str


def waiting(*, plan: Plan, heirs: Heirs, standings: Standings) -> Iterator[Waiting]:
    """What waits on the day, only where there is any; and what turned in the week before it."""
    responsibilities = reverse("plan:responsibilities", args=[plan.slug])
    missing = standings.counted_in("missing")
    found = (
        Waiting(
            _("leads to be named"), len(heirs.joint_sections), f"{responsibilities}?state=joint", "amber"
        ),
        Waiting(
            _("successors to be decided"),
            len(heirs.in_state("open")),
            f"{responsibilities}?state=open",
            "amber",
        ),
        Waiting(
            _("plans missing"),
            missing,
            f"{reverse('plan:hand_ins', args=[plan.slug])}?state={DutyState.MISSING}",
            "red",
        ),
        Waiting(
            _("turned this week"),
            _turned(plan, heirs),
            f"{reverse('plan:turns', args=[plan.slug])}?recorded_from={heirs.on - WEEK + timedelta(days=1)}",
            "blue",
        ),
    )
    return (each for each in found if each.number)


def _turned(plan: Plan, heirs: Heirs) -> int:
    rows = Standing.objects.filter(instrument__in=Instrument.objects.as_chosen().of(plan))
    end = clock.end_of(heirs.on)
    return rows.filter(recorded_at__gte=end - WEEK, recorded_at__lt=end).count()
