"""Assignments and reports in the reader's words (任务与报告的展示)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.delivery import wording
from luoshi.delivery.engine.evidence import EvidenceKind, grade_of
from luoshi.delivery.engine.words import Hollow, hollow, says_nothing
from luoshi.delivery.models import Assignment, MajorMark, Milestone, ProgressReport, SpotCheck, TakenOver
from luoshi.delivery.queries.histories import histories
from luoshi.kernel import clock
from luoshi.plan.instruments import SENTENCES
from luoshi.work.flows import procedure_of


@dataclass(frozen=True)
class ShownMilestone:
    """A milestone and whether it was reached."""

    milestone: Milestone
    reached_on: date | None
    is_late: bool


@dataclass(frozen=True)
class ShownAssignment:
    """How an assignment stands on a day, and why."""

    light: str
    tone: str
    headline: str
    grade: str
    state: str
    progress: int | None
    schedule: int | None
    milestones: list[ShownMilestone]
    supporters: list[Any]
    commitments: list[Any]
    reports: list[ProgressReport]
    parts: list[Assignment]
    override: Any
    taken_over: TakenOver | None
    carried_to: Assignment | None
    checks: list[SpotCheck]
    majors: list[MajorMark]


def assignment(found: Assignment, *, on: date, by: Any) -> ShownAssignment:
    """How it stands, with the parts, reports and marks that this person may see.

    What a body has issued to others below it, or reported to another, is not shown by what it is a part of.
    """
    key = str(found.pk)
    history = histories([key])[key]
    known_by = clock.end_of(on)
    verdict = history.verdict(on=on, known_by=known_by)
    light, facts = history.light(on=on, known_by=known_by), history.facts(on=on, known_by=known_by)
    return ShownAssignment(
        str(wording.LIGHTS[light]),
        wording.TONES[light],
        str(SENTENCES[verdict.headline]) % verdict.values,
        str(wording.GRADES[verdict.grade]),
        procedure_of(found.matter).state_label(found.matter.state),
        None if facts.progress is None else round(facts.progress),
        None if facts.schedule is None else round(facts.schedule),
        _milestones(found, on),
        [row.body for row in found.supporters.select_related("body").order_by("position")],
        [row.commitment for row in found.servings.select_related("commitment__plan").order_by("pk")],
        list(_reports(found, by)),
        list(Assignment.objects.visible_to(by).filter(parent=found).select_related("lead").order_by("pk")),
        found.overrides.filter(ended_at__isnull=True).select_related("by").first(),
        TakenOver.objects.filter(assignment=found).select_related("upload", "taken_by").first(),
        Assignment.objects.filter(carried_from=found).select_related("matter").first(),
        list(
            SpotCheck.objects.filter(candidate__assignment=found)
            .select_related("candidate__draw")
            .order_by("pk")
        ),
        list(MajorMark.objects.visible_to(by).standing().filter(assignment=found).select_related("body")),
    )


def _reports(found: Assignment, by: Any):
    rows = (
        ProgressReport.objects.visible_to(by)
        .filter(about__assignment=found)
        .select_related("matter", "reported_by")
    )
    return rows.exclude(matter__state="mended").order_by("-reported_at", "-pk")[:50]


def _milestones(found: Assignment, on: date) -> list[ShownMilestone]:
    rows = found.milestones.filter(withdrawn_at__isnull=True).order_by("due_on", "position")
    shown = []
    for row in rows.prefetch_related("claims__report"):
        reached = [claim.reached_on for claim in row.claims.all() if claim.report.accepted_at]
        shown.append(ShownMilestone(row, min(reached, default=None), not reached and row.due_on < on))
    return shown


@dataclass(frozen=True)
class ShownReport:
    """A report with what it rests on, and where words say nothing."""

    state: str
    grade: str
    about: list[Assignment]
    evidence: list[Any]
    reached: list[Any]
    hollow: list[Hollow]


def report(found: ProgressReport, *, by: Any) -> ShownReport:
    """A report with what it answers, as far as this person has a part in that."""
    seen = Assignment.objects.visible_to(by).filter(reported__report=found)
    evidence = list(found.evidence.select_related("upload").order_by("pk"))
    kinds = [EvidenceKind(each.kind) for each in evidence]
    return ShownReport(
        procedure_of(found.matter).state_label(found.matter.state),
        str(wording.GRADES[grade_of(kinds, is_reviewed=found.accepted_at is not None)]),
        list(seen.order_by("reported__pk")),
        evidence,
        list(found.claims.select_related("milestone").order_by("reached_on", "pk")),
        hollow(found.done),
    )


@dataclass(frozen=True)
class PointedOut:
    """What is pointed out about the words of a draft: where they say nothing, and that nothing was done."""

    hollow: list[Hollow]
    is_nothing: bool


def pointed_out(*, done: str, no_progress: str) -> PointedOut:
    return PointedOut([*hollow(done), *hollow(no_progress)], says_nothing(done))
