"""What a plan waits for, as its home says it first: to be decided, to be named, to be handed in (待办清单)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.plan.engine.handing_in import DutyState
from luoshi.plan.models import Plan
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


def waiting(
    *, plan: Plan, heirs: Heirs, standings: Standings, turned: Mapping[date, int]
) -> Iterator[Waiting]:
    """What waits on the day, only where there is any; and of what `turned` on each day that of the week before it."""
    first = heirs.on - WEEK + timedelta(days=1)
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
            sum(number for day, number in turned.items() if first <= day <= heirs.on),
            f"{reverse('plan:turns', args=[plan.slug])}?recorded_from={first}",
            "blue",
        ),
    )
    return (each for each in found if each.number)
