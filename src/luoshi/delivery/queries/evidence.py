"""What the reports about an assignment rest on (佐证查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from luoshi.delivery.engine import evidence as rules
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.models import Assignment, Evidence, ProgressReport
from luoshi.plan.engine.standing import Grade


def grade_of(assignment: Assignment) -> Grade:
    """The best that the accepted reports about it rest on."""
    reports = ProgressReport.objects.filter(about__assignment=assignment, accepted_at__isnull=False)
    kinds = kinds_of(list(reports.values_list("pk", flat=True)))
    return min(
        (rules.grade_of(each, is_reviewed=True) for each in kinds.values()), default=Grade.NONE, key=_rank
    )


def kinds_of(reports: Collection[int]) -> dict[int, list[EvidenceKind]]:
    """By report what it rests on."""
    found: dict[int, list[EvidenceKind]] = defaultdict(list, {report: [] for report in reports})
    for report, kind in Evidence.objects.filter(report__in=reports).values_list("report", "kind"):
        found[report].append(EvidenceKind(kind))
    return found


def _rank(grade: Grade) -> str:
    return grade or "Z"
