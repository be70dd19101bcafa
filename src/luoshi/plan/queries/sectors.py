"""The sectors of a plan (重点领域): the fields that a document names in headings run into their text, one after another."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from luoshi.plan.models import Commitment, Plan, Section
from luoshi.reading.model import NodeKind

MOST = 40


def sectors_of(*, plan: int) -> list[Section]:
    """The sectors of a plan (its key), in the order of the document."""
    rows = Section.objects.filter(plan=plan, kind=NodeKind.RUN_IN).exclude(title="")
    return list(rows.order_by("position")[:MOST])


def sector_at(*, plan: Plan, place: str) -> Section | None:
    """The sector at this place; none where there is no such one."""
    return Section.objects.filter(plan=plan, kind=NodeKind.RUN_IN, place=place).exclude(title="").first()


def promised_in_sector(rows, *, sector: Section):
    """Commitments of a sector: those that stand in its section, and those that name it in their words or heading."""
    return rows.filter(
        Q(section__place=sector.place)
        | Q(section__place__startswith=f"{sector.place}.")
        | Q(section__title__contains=sector.title)
        | Q(title__contains=sector.title)
    )


def sections_of_sector(rows, *, sector: Section):
    """Sections of a sector: its own, those that name it or promise something of it, and all above them."""
    promised = promised_in_sector(Commitment.objects.filter(plan=sector.plan_id), sector=sector)
    about = Section.objects.filter(
        Q(place=sector.place)
        | Q(place__startswith=f"{sector.place}.")
        | Q(title__contains=sector.title)
        | Exists(promised.filter(section=OuterRef("pk"))),
        plan=sector.plan_id,
    )
    places = set(about.values_list("place", flat=True))
    above = {place.rsplit(".", steps)[0] for place in places for steps in range(1, place.count(".") + 1)}
    return rows.filter(place__in=places | above)
