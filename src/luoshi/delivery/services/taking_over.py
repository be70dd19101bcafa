"""Taking over the tasks of a former ledger, with their past (台账接管): recorded today, each with the day it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from luoshi.delivery import refusals
from luoshi.delivery.engine.ledgers import LASTING, Stood, due_day, key_of
from luoshi.delivery.models import Assignment, Completion, ProgressReport, SourceKind, TakenOver
from luoshi.delivery.services.assignments import ISSUE, KIND, Asked, Told, enter_source, open_assignment
from luoshi.delivery.services.reports import Said, report_progress
from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Origin, Upload
from luoshi.kernel.races import taken
from luoshi.plan.services import standings
from luoshi.work.brought import Brought
from luoshi.work.models import Matter
from luoshi.work.services import matters
from luoshi.work.services.removing import remove_matters


@dataclass(frozen=True, kw_only=True)
class FormerRow:
    """A row of a former ledger, its bodies found, its days read (台账行); `said` is the row in the file's own words."""

    upload: Upload
    sheet: str
    number: int
    lead: Body
    supporters: Sequence[Body]
    said: Mapping[str, Any]

    def text(self, key: str) -> str:
        return str(self.said.get(key) or "").strip()

    def day(self, key: str) -> date | None:
        return self.said.get(key)


@act
def take_over_assignment(*, issuer: Body, row: FormerRow, by: Actor, at: datetime) -> Assignment:
    """Enter a task as it stood in the ledger until now, on behalf of whoever leads it (台账接管).

    What was reported is kept as the holder's word, unreviewed: it turns no light green. Raises TakenOverAlready.
    """
    require(by, ISSUE, issuer)
    assignment = open_assignment(
        issuer=issuer,
        source=enter_source(issuer=issuer, told=_told(row), by=by, at=at),
        asked=_asked(row),
        origin=Origin.own(source=row.upload.name[:300]),
        is_told=False,
        by=by,
        at=at,
    )
    kept = _kept(assignment, row, by=by, at=at)
    changes = {"lead": (None, row.lead.pk), "due_on": (None, assignment.due_on), "row": (None, str(kept))}
    audit.record("delivery.assignment_taken_over", assignment, by=by, at=at, changes=changes)
    state = Stood(row.text("state") or Stood.WORKING)
    brought = Brought(note=row.text("progress")[:500], files=[row.upload], day=row.day("stood_on"))
    matters.move(matter=assignment.matter, move=f"enter_{state}", brought=brought, by=by, at=at)
    _enter_words(assignment, row, by=by, at=at)
    assignment.refresh_from_db()
    return assignment


def _told(row: FormerRow) -> Told:
    return Told(
        kind=SourceKind.OTHER,
        title=row.text("source") or row.upload.name[:200],
        number=row.text("source_number"),
        upload=row.upload,
    )


def _kept(assignment: Assignment, row: FormerRow, *, by: Actor, at: datetime) -> TakenOver:
    """The row beside what came of it, once."""
    key = key_of(issuer=assignment.issuer_id, lead=assignment.lead_id, title=assignment.title)
    with taken(refusals.TakenOverAlready(title=assignment.title)):
        return TakenOver.objects.create(
            assignment=assignment,
            key=key,
            upload=row.upload,
            sheet=row.sheet[:100],
            number=row.number,
            said={name: _plain(value) for name, value in row.said.items()},
            issued_on=row.day("issued_on"),
            stood_on=row.day("stood_on"),
            done_on=row.day("done_on"),
            taken_by_id=by.pk,
            taken_at=at,
        )


def _asked(row: FormerRow) -> Asked:
    due, begun = due_day(row.text("due")), row.day("issued_on")
    return Asked(
        title=row.text("title"),
        lead=row.lead,
        supporters=row.supporters,
        measure=row.text("measure"),
        completion=Completion.LONG_TERM if row.text("due") == LASTING else Completion.ONE_OFF,
        starts_on=begun,
        due_on=due,
    )


def _enter_words(assignment: Assignment, row: FormerRow, *, by: Actor, at: datetime) -> None:
    """What the ledger says of its progress, as a report of the day that it names."""
    said = Said(
        done=row.text("progress"),
        problems=row.text("problems"),
        next_step=row.text("next_step"),
        from_file=row.upload,
        about_on=row.day("stood_on"),
        is_past=True,
    )
    if not said.done:
        return
    about = said.about_on or clock.day_of(at)
    report = report_progress(assignments=[assignment], period=f"{about:%Y-%m}", said=said, by=by, at=at)
    matters.move(matter=report.matter, move="keep", by=by, at=at)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@act
def take_assignment_back(*, assignment: Assignment, by: Actor, at: datetime) -> None:
    """Take back what a ledger has entered, as long as nobody has worked on it (撤销接管). Raises MovedSince."""
    require(by, ISSUE, assignment.issuer)
    if was_worked_on(assignment=assignment):
        raise refusals.MovedSince(title=assignment.title)
    audit.record(
        "delivery.take_over_undone", assignment, by=by, at=at, changes={"title": (assignment.title, None)}
    )
    reports = list(ProgressReport.objects.filter(about__assignment=assignment))
    of_reports = [report.matter_id for report in reports]
    ProgressReport.objects.filter(pk__in=[report.pk for report in reports]).delete()
    standings.take_away(kind=KIND, key=str(assignment.pk), by=by, at=at)
    source = assignment.source
    assignment.delete()
    source.delete()
    remove_matters(matters=[*of_reports, assignment.matter_id])


def was_worked_on(*, assignment: Assignment) -> bool:
    """Whether anything has come to it since it was taken over."""
    return (
        assignment.matter.step > 1
        or assignment.milestones.exists()
        or assignment.parts.exists()
        or assignment.overrides.exists()
        or assignment.servings.exists()
        or assignment.reported.filter(report__is_past=False).exists()
    )


def why_not_entered(*, matter: Matter) -> Refusal | None:
    """A task is entered as it stood once, and only where it comes from a ledger."""
    is_new = matter.step == 0 and TakenOver.objects.filter(assignment__matter=matter).exists()
    return None if is_new else refusals.NotFromLedger()


def note_entry(*, matter: Matter, by: Actor, at: datetime) -> None:
    """What the ledger called done or struck off counts as that from today on; on which day it was, the row says."""
    ended = {Stood.ACCEPTED: ("accepted",), Stood.STRUCK_OFF: ("accepted", "struck_off")}
    fields = {
        name: value
        for step in ended.get(Stood(matter.state), ())
        for name, value in ((f"{step}_by", by.pk), (f"{step}_at", at))
    }
    if fields:
        Assignment.objects.filter(pk=matter.assignment.pk).update(**fields)
    if matter.state == Stood.WITHDRAWN:
        standings.take_away(kind=KIND, key=str(matter.assignment.pk), by=by, at=at)
