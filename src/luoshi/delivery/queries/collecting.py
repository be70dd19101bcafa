"""What the bodies asked in a round have to report, task by task, in a bounded number of queries (收发查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.engine.returned import Entry
from luoshi.delivery.models import (
    Assignment,
    Evidence,
    Milestone,
    MilestoneClaim,
    ProgressReport,
    ReportOn,
    ReportRound,
    ReturnedFile,
    RoundAsk,
)


@dataclass(frozen=True)
class Task:
    """An assignment as a round asks about it: its open milestones, what was said before, and what was said now."""

    assignment: Assignment
    milestones: list[Milestone]
    before: str
    report: ProgressReport | None
    entry: Entry


def tasks_of(opened: ReportRound, *, bodies: Collection[int]) -> dict[int, list[Task]]:
    """By body what it reports on in the round, in the order of the days due."""
    rows = Assignment.objects.under_way().filter(
        issuer=opened.issuer_id, lead__in=bodies, issued_at__lte=opened.opened_at
    )
    found: dict[int, list[Task]] = defaultdict(list, {body: [] for body in bodies})
    for task in tasks_among(rows, period=opened.period):
        found[task.assignment.lead_id].append(task)
    return found


def tasks_among(rows: QuerySet[Assignment], *, period: str) -> list[Task]:
    """The assignments as they are reported on for a period, in the order of the days due."""
    assignments = list(rows.select_related("lead__area", "issuer__area").order_by("due_on", "pk"))
    now, before = _reports(assignments, period)
    entries, nodes = _entries(now), _milestones(assignments, now)
    found = []
    for each in assignments:
        report, words = now.get(each.pk), before.get(each.pk, "")
        entry = entries.get(report.pk, Entry()) if report else Entry()
        known = {node.pk for node in nodes[each.pk]}
        reached = {key: day for key, day in entry.reached.items() if key in known}
        entry = Entry(**{**vars(entry), "reached": reached})
        found.append(Task(each, nodes[each.pk], words, report, entry))
    return found


def _reports(
    assignments: Collection[Assignment], period: str
) -> tuple[dict[int, ProgressReport], dict[int, str]]:
    """The report of the period that stands, and the words of the period before, by assignment."""
    about = ReportOn.objects.filter(
        assignment__in=[each.pk for each in assignments], report__body=F("assignment__lead")
    )
    rows = about.exclude(report__matter__state="mended").select_related("report__matter")
    now, before = {}, {}
    for row in rows.order_by("report__reported_at", "report"):
        if row.report.period == period:
            now[row.assignment_id] = row.report
        else:
            before[row.assignment_id] = f"{row.report.period}：{row.report.done or row.report.no_progress}"
    return now, before


def _entries(now: dict[int, ProgressReport]) -> dict[int, Entry]:
    """What each report says, as a row of a workbook says it."""
    keys = {report.pk for report in now.values()}
    papers: dict[int, Evidence] = {}
    for paper in Evidence.objects.filter(report__in=keys, kind=EvidenceKind.PAPER).order_by("-pk"):
        papers[paper.report_id] = paper  # the first stays
    reached: dict[int, dict[int, Any]] = defaultdict(dict)
    for claim in MilestoneClaim.objects.filter(report__in=keys):
        reached[claim.report_id][claim.milestone_id] = claim.reached_on
    return {
        report.pk: Entry(
            done=report.done,
            no_progress=report.no_progress,
            problems=report.problems,
            next_step=report.next_step,
            paper=papers[report.pk].number if report.pk in papers else "",
            paper_title=papers[report.pk].title if report.pk in papers else "",
            reached=reached[report.pk],
        )
        for report in now.values()
    }


def _milestones(
    assignments: Collection[Assignment], now: dict[int, ProgressReport]
) -> dict[int, list[Milestone]]:
    """Those that are not reached yet, and those that the report of this very period says to be."""
    keys = [each.pk for each in assignments]
    accepted = MilestoneClaim.objects.filter(
        milestone__assignment__in=keys, report__accepted_at__isnull=False
    ).exclude(report__in=[report.pk for report in now.values()])
    rows = Milestone.objects.filter(assignment__in=keys, withdrawn_at__isnull=True)
    found: dict[int, list[Milestone]] = defaultdict(list)
    for row in rows.exclude(pk__in=accepted.values("milestone")).order_by("due_on", "position"):
        found[row.assignment_id].append(row)
    return found


def asks_of(opened: ReportRound) -> QuerySet[RoundAsk]:
    """Who was asked in the round and still is, by name."""
    rows = RoundAsk.objects.filter(round=opened).exclude(matter__state="dropped")
    return rows.select_related("body__area", "matter", "round__issuer").order_by("body__name", "pk")


def returned_in(round_pk: int, *, by: Any) -> QuerySet[ReturnedFile]:
    """The files of a round, as far as this person may see them."""
    rows = ReturnedFile.objects.visible_to(by).filter(round=round_pk)
    return rows.select_related("ask__body", "upload__file", "replaced_by", "round")
