"""Reporting progress, reviewing it, and rounds in which everybody reports (进展报送与审核)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from luoshi.delivery import refusals
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.models import (
    Assignment,
    Evidence,
    Milestone,
    MilestoneClaim,
    ProgressReport,
    ReportOn,
    ReportRound,
    RoundAsk,
)
from luoshi.delivery.queries.round_forms import unanswered_in
from luoshi.kernel import audit, clock
from luoshi.kernel.access import SYSTEM, Actor, is_allowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Origin, Upload
from luoshi.kernel.races import taken
from luoshi.plan.services import standings
from luoshi.work.models import AskForm, Matter
from luoshi.work.services import matters

KIND = "delivery.assignment"
REPORT, ISSUE = "delivery.report_progress", "delivery.issue_assignments"


@dataclass(frozen=True, kw_only=True)
class Rests:
    """One thing that a report rests on (佐证)."""

    kind: EvidenceKind
    title: str
    number: str = ""
    on: date | None = None
    upload: Upload | None = None
    query: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is reported (报告内容): what was done, or why nothing was; one of the two."""

    done: str = ""
    no_progress: str = ""
    problems: str = ""
    next_step: str = ""
    percent: Decimal | None = None
    reached: Mapping[Milestone, date] = field(default_factory=dict)
    evidence: Sequence[Rests] = ()
    from_file: Upload | None = None
    about_on: date | None = None
    is_past: bool = False


@act
def report_progress(
    *,
    assignments: Sequence[Assignment],
    period: str,
    said: Said,
    corrects: ProgressReport | None = None,
    sent_as: UUID | None = None,
    by: Actor,
    at: datetime,
) -> ProgressReport:
    """Report on one assignment, or at once on several that ask for the same (报送进展).

    The report waits for review by each body that issued; it closes the round of the lead body when nothing is missing.
    Whoever issued may enter it on behalf of the lead, from the lead's own file, which is kept.
    Raises NothingSaid, NotTheirs, MilestoneElsewhere, or ReportedAlready for what came under the same key.
    """
    lead = assignments[0].lead
    is_on_behalf = said.from_file is not None and not is_allowed(by, REPORT, lead)
    _require_reporter(assignments, lead, is_on_behalf=is_on_behalf, by=by)
    _refuse_unsound(assignments, said)
    matter = _opened(assignments, period, lead, is_told=not said.is_past, by=by, at=at)
    with taken(refusals.ReportedAlready()):
        report = ProgressReport.objects.create(
            body=lead,
            period=period,
            round=_round_of(assignments, period),
            matter=matter,
            corrects=corrects,
            sent_as=sent_as,
            reported_by_id=by.pk,
            reported_at=at,
            **_words(said),
        )
    matters.give_key(matter=matter, key=str(report.pk))
    _write_parts(report, assignments, said)
    audit.record("delivery.progress_reported", report, by=by, at=at, changes={"period": (None, period)})
    # The steps that follow by themselves are the reporting body's: nobody else takes them in its name.
    follows = SYSTEM if is_on_behalf else by
    if corrects and corrects.matter.ended_at is None:
        matters.move(matter=corrects.matter, move="replace", by=follows, at=at)
    _close_round(report, lead, by=follows, at=at)
    return report


def _words(said: Said) -> dict[str, Any]:
    words = {name: getattr(said, name).strip() for name in ("done", "no_progress", "problems", "next_step")}
    as_given = ("percent", "from_file", "about_on", "is_past")
    return words | {name: getattr(said, name) for name in as_given}


def _require_reporter(
    assignments: Sequence[Assignment], lead: Body, *, is_on_behalf: bool, by: Actor
) -> None:
    if not is_on_behalf:
        require(by, REPORT, lead)
        return
    for assignment in assignments:
        require(by, ISSUE, assignment.issuer)


def _refuse_unsound(assignments: Sequence[Assignment], said: Said) -> None:
    lead = assignments[0].lead
    if bool(said.done.strip()) == bool(said.no_progress.strip()):
        raise refusals.NothingSaid()
    for assignment in assignments:
        if assignment.lead_id != lead.pk:
            raise refusals.NotTheirs(body=lead, title=assignment.title)
    known = {assignment.pk for assignment in assignments}
    for milestone in said.reached:
        if milestone.assignment_id not in known:
            raise refusals.MilestoneElsewhere(title=milestone.title)


def _opened(
    assignments: Sequence[Assignment], period: str, lead: Body, *, is_told: bool, by: Actor, at: datetime
) -> Matter:
    issuers = list({assignment.issuer_id: assignment.issuer for assignment in assignments}.values())
    return matters.open_matter(
        procedure="delivery.report",
        title=f"{assignments[0].title} {period}"[:300],
        parties={"reporter": [lead], "reviewer": issuers},
        origin=Origin.derived(assignment.origin for assignment in assignments),
        is_told=is_told,
        by=by,
        at=at,
    )


def _round_of(assignments: Sequence[Assignment], period: str) -> ReportRound | None:
    issuers = {assignment.issuer_id for assignment in assignments}
    return ReportRound.objects.filter(issuer__in=issuers, period=period).order_by("pk").first()


def _write_parts(report: ProgressReport, assignments: Sequence[Assignment], said: Said) -> None:
    ReportOn.objects.bulk_create(ReportOn(report=report, assignment=each) for each in assignments)
    MilestoneClaim.objects.bulk_create(
        MilestoneClaim(report=report, milestone=milestone, reached_on=on)
        for milestone, on in said.reached.items()
    )
    Evidence.objects.bulk_create(Evidence(report=report, **vars(each)) for each in said.evidence)


def why_not_reviewed_by(*, matter: Matter, by: Actor) -> Refusal | None:
    """Nobody reviews what they have reported; who entered another body's file has not reported it."""
    report = matter.progress_report
    if by.pk is None or report.reported_by_id != by.pk:
        return None
    is_own = report.from_file_id is None or is_allowed(by, REPORT, report.body)
    return refusals.OwnReport() if is_own else None


def why_not_replaced(*, matter: Matter) -> Refusal | None:
    has_another = ProgressReport.objects.filter(corrects=matter.progress_report).exists()
    return None if has_another else refusals.NotReplaced()


def why_not_kept(*, matter: Matter) -> Refusal | None:
    """Only what a former ledger said is kept without a review, for what it is: the holder's word."""
    return None if matter.progress_report.is_past else refusals.NotFromLedger()


def note_acceptance(*, matter: Matter, by: Actor, at: datetime) -> None:
    """The report counts; part of the step by which it was accepted (认可)."""
    report = matter.progress_report
    ProgressReport.objects.filter(pk=report.pk).update(accepted_by=by.pk, accepted_at=at)
    keys = [str(each) for each in report.about.values_list("assignment", flat=True)]
    standings.push(kind=KIND, keys=keys, at=at)


@act
def open_round(
    *, issuer: Body, period: str, due_on: date, form: AskForm | None = None, by: Actor, at: datetime
) -> ReportRound:
    """Ask everybody who leads an assignment of this body to report for a period (开启填报批次).

    With a `form` each task is asked that as well, beside the words of its report. Raises RoundOpened, NobodyToAsk or
    DueInThePast.
    """
    require(by, ISSUE, issuer)
    if due_on < clock.day_of(at):
        raise refusals.DueInThePast(day=due_on)
    under_way = Assignment.objects.under_way().filter(issuer=issuer).select_related("lead")
    leads = {each.lead_id: each.lead for each in under_way.order_by("lead__name", "pk")}
    if not leads:
        raise refusals.NobodyToAsk(body=issuer)
    with taken(refusals.RoundOpened(period=period, body=issuer)):
        opened = ReportRound.objects.create(
            issuer=issuer, period=period, due_on=due_on, form=form, opened_by_id=by.pk, opened_at=at
        )
    for lead in leads.values():
        matter = matters.open_matter(
            procedure="delivery.round",
            title=f"{issuer.name} {period}",
            parties={"reporter": [lead], "issuer": [issuer]},
            due={"due": due_on},
            origin=Origin.derived(each.origin for each in under_way if each.lead_id == lead.pk),
            by=by,
            at=at,
        )
        ask = RoundAsk.objects.create(round=opened, body=lead, matter=matter)
        matters.give_key(matter=matter, key=str(ask.pk))
    changes = {"period": (None, period), "due_on": (None, due_on)}
    audit.record("delivery.round_opened", opened, by=by, at=at, changes=changes)
    return opened


def missing_in(*, opened: ReportRound, lead: int) -> list[int]:
    """The assignments under way of a lead body that have no report in the round."""
    rows = Assignment.objects.under_way().filter(
        issuer=opened.issuer_id, lead=lead, issued_at__lte=opened.opened_at
    )
    reported = ReportOn.objects.filter(report__period=opened.period, report__body=lead).values("assignment")
    return list(rows.exclude(pk__in=reported).order_by("pk").values_list("pk", flat=True))


def why_not_whole(*, matter: Matter) -> Refusal | None:
    """A round is handed in when every assignment has its report, and its answer where a form is asked as well."""
    ask = matter.round_ask
    if missing := missing_in(opened=ask.round, lead=ask.body_id):
        return refusals.StillMissing(n=len(missing))
    unanswered = unanswered_in(ask.round, lead=ask.body_id)
    return refusals.StillUnanswered(n=len(unanswered), form=ask.round.form) if unanswered else None


def _close_round(report: ProgressReport, lead: Body, *, by: Actor, at: datetime) -> None:
    """With the last report that was missing the round of this body is handed in by itself."""
    opened = report.round
    if opened is None or missing_in(opened=opened, lead=lead.pk) or unanswered_in(opened, lead=lead.pk):
        return
    ask = opened.asks.select_related("matter").filter(body=lead, matter__ended_at__isnull=True).first()
    if ask:
        matters.move(matter=ask.matter, move="hand_in", by=by, at=at)
