"""What stands beside an empty report, and what a report consists of (进展报告查询)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from luoshi.delivery.models import Assignment, Milestone, ProgressReport


@dataclass(frozen=True)
class Beside:
    """What the reporter sees beside the empty fields.

    `last` is the report before, `open_report` the one that was returned and that the new one replaces; `others` are
    assignments of the same lead that the same report may answer.
    """

    last: ProgressReport | None
    open_report: ProgressReport | None
    milestones: list[Milestone]
    others: list[Assignment]


def beside(assignment: Assignment) -> Beside:
    rows = (
        ProgressReport.objects.filter(about__assignment=assignment, body=assignment.lead_id)
        .select_related("matter")
        .order_by("-reported_at", "-pk")
    )
    last = rows.exclude(matter__state="mended").first()
    is_open = last is not None and last.matter.state == "returned"
    reached = assignment.milestones.filter(claims__report__accepted_at__isnull=False)
    return Beside(
        last,
        last if is_open else None,
        list(
            assignment.milestones.filter(withdrawn_at__isnull=True)
            .exclude(pk__in=reached.values("pk"))
            .order_by("position")
        ),
        _others(assignment),
    )


def sent_under(key: UUID | None, *, by: Any) -> ProgressReport | None:
    """What this person has reported under this key already, if it has arrived."""
    if key is None:
        return None
    return ProgressReport.objects.filter(sent_as=key, reported_by=by.pk).first()


def _others(assignment: Assignment) -> list[Assignment]:
    """Other assignments of the same lead that come from other bodies, or serve the same commitments."""
    commitments = assignment.servings.values("commitment")
    rows = Assignment.objects.under_way().filter(
        lead=assignment.lead_id, servings__commitment__in=commitments
    )
    return list(rows.exclude(pk=assignment.pk).select_related("issuer").distinct().order_by("pk")[:20])
