"""A plan's outline, section by section."""

from __future__ import annotations

from django.db.models import Count, F, Prefetch, Q, Window
from django.db.models.functions import RowNumber

from luoshi.plan.models import Commitment, Finding, FindingPlace, Responsibility

SHOWN_IN_OUTLINE = 20  # commitments a section shows in the outline; the section's own page shows all


def outline_sections(*, plan):
    """The sections in reading order, each with the bodies that answer for it."""
    duties = Responsibility.objects.order_by("position")
    return (
        plan.sections.select_related("parent", "charged_by")
        .prefetch_related(Prefetch("charged_by__responsibilities", queryset=duties))
        .order_by("position")
    )


def promised_in(*, sections):
    """What these sections promise beside being a task themselves: the first lines of each."""
    return (
        Commitment.objects.filter(section__in=sections)
        .exclude(kind="task", start=F("section__title_start"))
        .annotate(
            line=Window(RowNumber(), partition_by=F("section"), order_by=[F("position").asc()]),
        )
        .filter(line__lte=SHOWN_IN_OUTLINE)
        .select_related("target")
        .order_by("section__position", "position")
    )


def tasks_in(*, sections):
    """The sections among these that are tasks, as commitments."""
    return (
        Commitment.objects.filter(section__in=sections, kind="task", start=F("section__title_start"))
        .only("section", "root", "is_verifiable", "missing", "undecided", "kind", "printed_due")
        .order_by("position")
    )


def commitments_by_section(*, plan):
    """What the counts of the outline are made of: one light row a commitment."""
    return plan.commitments.order_by("position").values_list(
        "section", "is_verifiable", "missing", "undecided", "printed_due"
    )


def around(*, section):
    """The sections in which this one stands, and those right before and after it, in reading order."""
    steps = section.place.split(".")[:-1]
    above = [".".join(steps[: number + 1]) for number in range(len(steps))]
    beside = [section.position - 1, section.position + 1]
    return section.plan.sections.filter(Q(place__in=above) | Q(position__in=beside)).order_by("position")


def subtree_totals(*, section) -> dict[str, int]:
    """What this section promises together with all that stands below it."""
    rows = section.plan.commitments.filter(
        Q(section=section) | Q(section__place__startswith=f"{section.place}.")
    )
    return rows.aggregate(promised=Count("pk"), unverifiable=Count("pk", filter=Q(is_verifiable=False)))


def findings_in(*, section):
    """What the check-up found in this section, each finding once however many places it has here."""
    here = FindingPlace.objects.filter(section=section).values("finding")
    return Finding.objects.filter(pk__in=here).order_by("position")
