"""What a ledger that is taken over would meet here (台账接管查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from luoshi.delivery.engine.ledgers import LASTING
from luoshi.delivery.ledger_columns import LEDGER, STATES
from luoshi.delivery.models import Assignment, Completion, ProgressReport
from luoshi.kernel.imports.staging import taken
from luoshi.kernel.queries.people_list import called_bodies, parts

KNOWN_STATES = {choice.value for choice in STATES}


def here_already(bodies: Iterable[int]) -> dict[tuple[int, int, str], Assignment]:
    """The assignments of these issuers, by issuer, lead and title without its blanks; of several, the last."""
    found: dict[tuple[int, int, str], Assignment] = {}
    for part in parts(sorted(set(bodies))):
        rows = Assignment.objects.filter(issuer__in=part).select_related("matter", "taken_over")
        for row in rows.defer("measure").order_by("pk"):
            found[row.issuer_id, row.lead_id, "".join(row.title.split())] = row
    return found


def printed(keys: Collection[int]) -> dict[str, dict[str, Any]]:
    """Assignments as a ledger prints them: one that was taken over in the words of its row."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts(sorted(keys)):
        rows = Assignment.objects.filter(pk__in=part).select_related(
            "lead", "issuer", "source", "matter", "taken_over"
        )
        found |= _printed(list(rows.prefetch_related("supporters__body").order_by("pk")))
    return found


def every(issuers: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """All that these bodies have issued, in the order in which it was entered."""
    rows = Assignment.objects.filter(issuer__in=[body.pk for body in issuers]).order_by("pk")
    yield from printed(list(rows.values_list("pk", flat=True))).values()


def _printed(rows: list[Assignment]) -> dict[str, dict[str, Any]]:
    bodies = {each.pk: each for row in rows for each in (row.lead, row.issuer)}
    bodies |= {each.body_id: each.body for row in rows for each in row.supporters.all()}
    called, last = called_bodies(bodies.values()), _last_reports(rows)
    return {str(row.pk): _row(row, called, last[row.pk]) for row in rows}


def _last_reports(rows: list[Assignment]) -> Mapping[int, ProgressReport | None]:
    found: dict[int, ProgressReport | None] = defaultdict(lambda: None)
    reports = ProgressReport.objects.filter(about__assignment__in=rows).exclude(matter__state="mended")
    for report in reports.order_by("reported_at", "pk").prefetch_related("about"):
        for about in report.about.all():
            found[about.assignment_id] = report
    return found


def _row(row: Assignment, called: Mapping[int, str], report: ProgressReport | None) -> dict[str, Any]:
    if hasattr(row, "taken_over"):
        return taken(row.taken_over.said, LEDGER)
    return {
        "title": row.title,
        "lead": called[row.lead_id],
        "supporters": "、".join(called[each.body_id] for each in row.supporters.all()) or None,
        "due": _due(row.completion, row.due_on),
        "state": row.matter.state if row.matter.state in KNOWN_STATES else "working",
        "progress": (report.done or report.no_progress or None) if report else None,
        "problems": (report.problems or None) if report else None,
        "next_step": (report.next_step or None) if report else None,
        "measure": row.measure or None,
        "source": row.source.title,
        "source_number": row.source.number or None,
        "issuer": called[row.issuer_id],
    }


def _due(completion: str, due_on: date | None) -> str | None:
    if completion == Completion.LONG_TERM and due_on is None:
        return LASTING
    return due_on.isoformat() if due_on else None
