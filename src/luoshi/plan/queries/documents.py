"""What is read from a piece of a document: every fact with its place."""

from __future__ import annotations

from itertools import chain

from luoshi.plan.models import FindingPlace


def with_what_a_row_prints(rows):
    """Documents of a list with their plan, without their long columns."""
    return rows.select_related("plan").defer("text", "reading")


def fact_starts(*, plan) -> list[int]:
    """Where facts begin, in order, each place once: what decides how long a page of the document can be."""
    starts = (rows.order_by().values_list("start", flat=True) for rows in _facts(plan))
    return sorted(set(chain.from_iterable(starts)))


def facts_between(*, plan, start, end):
    """Commitments, responsibilities, names and findings whose words begin in this piece of the text."""
    commitments, duties, mentions, places = (
        rows.filter(start__gte=start, start__lt=end).order_by("start", "pk") for rows in _facts(plan)
    )
    return {
        "commitments": commitments.select_related("target", "section"),
        "responsibilities": duties.select_related("section"),
        "mentions": mentions.select_related("section"),
        "places": places.select_related("finding", "section"),
    }


def _facts(plan):
    """A promise that is a name too (a platform, a project) is shown as the promise."""
    return (
        plan.commitments.all(),
        plan.responsibilities.all(),
        plan.mentions.exclude(kind__in=["platform", "regime", "incentive", "project"]),
        FindingPlace.objects.filter(finding__plan=plan),
    )
