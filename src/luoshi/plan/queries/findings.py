"""What the check-up found, as its page shows it."""

from __future__ import annotations

from django.db.models import Count, F, Prefetch, Q, Window
from django.db.models.functions import RowNumber

from luoshi.plan.models import Finding, FindingPlace
from luoshi.reading.messages import PARTS

SHOWN_PLACES = 12


def found(*, plan):
    """Findings grouped by kind, each with its first places and the number of all."""
    places = (
        FindingPlace.objects.annotate(
            line=Window(RowNumber(), partition_by=F("finding"), order_by=[F("start").asc(), F("pk").asc()])
        )
        .filter(line__lte=SHOWN_PLACES)
        .select_related("section")
        .order_by("start", "pk")
    )
    rows = Finding.objects.filter(plan=plan).annotate(places_in_all=Count("places"))
    return rows.prefetch_related(Prefetch("places", queryset=places)).order_by("code", "position")


def found_by_kind(*, plan):
    """How many findings there are of each kind."""
    return Finding.objects.filter(plan=plan).order_by("code").values_list("code").annotate(number=Count("pk"))


def lacks_by_part(*, plan) -> dict[str, int]:
    """How many commitments lack each part, or wait for a decision on it."""
    rows = plan.commitments.with_lacks()
    return rows.aggregate(**{part: Count("pk", filter=Q(lacks__contains=f'"{part}"')) for part in PARTS})
