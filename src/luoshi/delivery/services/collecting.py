"""Files that come back in a round: kept, checked, entered on behalf of whoever filled them in (收表、核对、代录)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from luoshi.delivery import refusals
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.engine.returned import VERSIONS, Entry, Verdict
from luoshi.delivery.models import Evidence, ReportRound, ReturnedFile, RoundAsk
from luoshi.delivery.queries.collecting import Task, tasks_of
from luoshi.delivery.services.reports import ISSUE, REPORT, Rests, Said, report_progress
from luoshi.kernel import audit
from luoshi.kernel.access import Actor, is_allowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Job, Upload
from luoshi.kernel.services.jobs import enqueue

CHECK, TAKE_IN = "delivery.check_returned", "delivery.take_in_returned"


def require_hand(*, opened: ReportRound, ask: RoundAsk | None, by: Actor) -> None:
    """Ask whether somebody may hand in for a body: whoever reports for it, or whoever issued the round."""
    if ask is not None and is_allowed(by, REPORT, ask.body):
        require(by, REPORT, ask.body)
    else:
        require(by, ISSUE, opened.issuer)


@act
def hand_in_returned(
    *, opened: ReportRound, ask: RoundAsk | None, uploads: Sequence[Upload], by: Actor, at: datetime
) -> Job:
    """Have files that came back checked (收表核对): nothing is entered yet. `ask` is whose they are, where known."""
    require_hand(opened=opened, ask=ask, by=by)
    arguments = {
        "round_key": opened.pk,
        "ask": ask.pk if ask else None,
        "uploads": [upload.pk for upload in uploads],
        "handed_at": at.isoformat(),
    }
    job = enqueue(kind=CHECK, arguments=arguments, by=by, at=at)
    changes = {"files": (None, [upload.name for upload in uploads])}
    audit.record("delivery.files_handed_in", opened, by=by, at=at, changes=changes)
    return job


@act
def keep_returned(
    *,
    opened: ReportRound,
    upload: Upload,
    position: int,
    found: dict[str, Any],
    handed_at: datetime,
    by: Actor,
    at: datetime,
) -> ReturnedFile:
    """Keep what the check found in a file (登记核对结果); the newest version of a body's file stands."""
    ask: RoundAsk | None = found["ask"]
    require_hand(opened=opened, ask=ask, by=by)
    ReportRound.objects.select_for_update().get(pk=opened.pk)
    kept = ReturnedFile.objects.create(
        round=opened,
        upload=upload,
        position=position,
        handed_by_id=by.pk,
        handed_at=handed_at,
        **found,
    )
    if ask is not None and kept.verdict in VERSIONS:
        _let_the_newest_stand(ask)
    kept.refresh_from_db()
    audit.record("delivery.file_checked", kept, by=by, at=at, changes={"verdict": (None, str(kept.verdict))})
    return kept


def _let_the_newest_stand(ask: RoundAsk) -> None:
    """The one of the last drop, in it the one that was saved last; the same bytes once more are no newer version."""
    rows = ReturnedFile.objects.filter(ask=ask, round=ask.round_id, verdict__in=VERSIONS)
    newest, *later = sorted(rows.select_related("upload"), key=_age)
    for each in later:
        if each.upload.file_id != newest.upload.file_id:
            newest = each
    rows.exclude(pk=newest.pk).update(replaced_by=newest)
    rows.filter(pk=newest.pk).update(replaced_by=None)


def _age(row: ReturnedFile) -> tuple[datetime, bool, float, int]:
    saved = row.saved_at.timestamp() if row.saved_at else 0.0
    return row.handed_at, row.saved_at is not None, saved, row.pk


@act
def ask_to_take_in(*, opened: ReportRound, ask: RoundAsk | None, by: Actor, at: datetime) -> Job:
    """Have every sound file entered (全部录入), or those of one body. Raises NothingToTakeIn."""
    require_hand(opened=opened, ask=ask, by=by)
    waiting = ReturnedFile.objects.to_take_in().filter(round=opened)
    number = (waiting.filter(ask=ask) if ask else waiting).count()
    if not number:
        raise refusals.NothingToTakeIn()
    arguments = {"round_key": opened.pk, "ask": ask.pk if ask else None}
    job = enqueue(kind=TAKE_IN, arguments=arguments, by=by, at=at)
    audit.record("delivery.entering_asked_for", opened, by=by, at=at, changes={"files": (None, number)})
    return job


@act
def take_in_file(*, returned: ReturnedFile, by: Actor, at: datetime) -> ReturnedFile:
    """Enter what a file says, all of it or nothing, in the name of the body that filled it in (代录).

    Raises NothingToTakeIn where it is not sound, was entered, or is not the newest, and what `report_progress` raises.
    """
    require_hand(opened=returned.round, ask=returned.ask, by=by)
    opened, ask = returned.round, returned.ask
    won = ReturnedFile.objects.to_take_in().filter(pk=returned.pk).update(taken_by=by.pk, taken_at=at)
    if not won or ask is None:
        raise refusals.NothingToTakeIn()
    tasks = {task.assignment.pk: task for task in tasks_of(opened, bodies=[ask.body_id])[ask.body_id]}
    for key, kept in returned.entries.items():
        task, entry = tasks.get(int(key)), Entry.from_kept(kept)
        if task is None or not set(entry.reached) <= {node.pk for node in task.milestones}:
            raise refusals.TaskChangedSince(title=task.assignment.title if task else key)
        _report(opened, task, entry, returned.upload, by=by, at=at)
    returned.refresh_from_db()
    audit.record(
        "delivery.file_taken_in", returned, by=by, at=at, changes={"reports": (None, len(returned.entries))}
    )
    return returned


def _report(
    opened: ReportRound, task: Task, entry: Entry, upload: Upload, *, by: Actor, at: datetime
) -> None:
    nodes = {node.pk: node for node in task.milestones}
    before = task.report
    said = Said(
        done=entry.done,
        no_progress=entry.no_progress,
        problems=entry.problems,
        next_step=entry.next_step,
        percent=before.percent if before else None,
        reached={nodes[key]: day for key, day in entry.reached.items()},
        evidence=[*_paper(entry), *_kept_evidence(task)],
        from_file=upload,
    )
    is_its_own = before is not None and before.about.count() == 1
    report_progress(
        assignments=[task.assignment],
        period=opened.period,
        said=said,
        corrects=before if is_its_own else None,
        by=by,
        at=at,
    )


def _paper(entry: Entry) -> list[Rests]:
    if not entry.paper:
        return []
    return [Rests(kind=EvidenceKind.PAPER, title=entry.paper_title or entry.paper, number=entry.paper)]


def _kept_evidence(task: Task) -> list[Rests]:
    """What the report before rests on and a row can't show stays: further papers, files, figures."""
    if task.report is None:
        return []
    rows = list(Evidence.objects.filter(report=task.report).select_related("upload").order_by("pk"))
    shown = next((row for row in rows if row.kind == EvidenceKind.PAPER), None)
    return [
        Rests(
            kind=EvidenceKind(row.kind),
            title=row.title,
            number=row.number,
            on=row.on,
            upload=row.upload,
            query=row.query,
            value=row.value,
        )
        for row in rows
        if row != shown
    ]


@act
def refuse_file(*, returned: ReturnedFile, refusal: Refusal, by: Actor, at: datetime) -> ReturnedFile:
    """Say why a file that was sound could not be entered (录入未成): something has changed since it was checked."""
    require_hand(opened=returned.round, ask=returned.ask, by=by)
    said = {"code": refusal.code, "values": refusal.kept()}
    ReturnedFile.objects.to_take_in().filter(pk=returned.pk).update(verdict=Verdict.REFUSED, said=said)
    returned.refresh_from_db()
    audit.record(
        "delivery.file_refused", returned, by=by, at=at, changes={"verdict": (None, str(returned.verdict))}
    )
    return returned
