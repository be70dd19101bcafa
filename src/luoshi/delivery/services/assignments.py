"""Issuing assignments, and what their steps leave behind (交办、签收、延期、办结、销号)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.delivery import refusals
from luoshi.delivery.engine.evidence import is_enough
from luoshi.delivery.models import Assignment, Completion, Milestone, Serving, Source, SourceKind, Supporter
from luoshi.delivery.queries.evidence import grade_of
from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Origin, Upload
from luoshi.plan.models import Commitment, Plan
from luoshi.plan.services import standings
from luoshi.work.models import Matter, MoveMade
from luoshi.work.services import clocks, matters

KIND = "delivery.assignment"
ISSUE, READ = "delivery.issue_assignments", "delivery.read_assignments"
COPIED = ("title", "lead", "measure", "completion", "starts_on", "due_on")  # what stands as it was asked
LONG_ENOUGH = 10  # characters of a reason that names why weaker evidence is accepted


@dataclass(frozen=True, kw_only=True)
class Told:
    """Where an assignment comes from, as it is entered (来源)."""

    kind: SourceKind
    title: str
    number: str = ""
    on: date | None = None
    words: str = ""
    instructed_by: str = ""
    upload: Upload | None = None
    plan: Plan | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of whom (交办内容). `is_invited` says that the city does not command the lead on that day."""

    title: str
    lead: Body
    supporters: Sequence[Body] = ()
    measure: str = ""
    completion: Completion = Completion.ONE_OFF
    starts_on: date | None = None
    due_on: date | None = None
    commitments: Sequence[Commitment] = ()
    parent: Assignment | None = None
    supervisor: Body | None = None


@act
def issue_assignment(
    *, issuer: Body, source: Told, asked: Asked, origin: Origin, by: Actor, at: datetime
) -> Assignment:
    """Ask a body to see to something (交办); the commitments that it serves stand by it from now on.

    A body that the city does not command is invited. Raises LeadSupports or DueInThePast.
    """
    require(by, ISSUE, issuer)
    if asked.lead in asked.supporters:
        raise refusals.LeadSupports(body=asked.lead)
    if asked.due_on and asked.due_on < clock.day_of(at):
        raise refusals.DueInThePast(day=asked.due_on)
    told = enter_source(issuer=issuer, told=source, by=by, at=at)
    assignment = open_assignment(issuer=issuer, source=told, asked=asked, origin=origin, by=by, at=at)
    for commitment in asked.commitments:
        Serving.objects.create(assignment=assignment, commitment_id=commitment.identity)
        if asked.parent:
            continue
        standings.give(commitment=commitment, kind=KIND, key=str(assignment.pk), origin=origin, by=by, at=at)
    changes = {"lead": (None, asked.lead.pk), "due_on": (None, asked.due_on)}
    audit.record("delivery.assignment_issued", assignment, by=by, at=at, changes=changes)
    return assignment


def enter_source(*, issuer: Body, told: Told, by: Actor, at: datetime) -> Source:
    """Enter the paper; part of the act that issues by it (登记来源)."""
    return Source.objects.create(
        kind=told.kind,
        issuer=issuer,
        title=told.title,
        number=told.number,
        on=told.on,
        words=told.words,
        instructed_by=told.instructed_by,
        upload=told.upload,
        plan=told.plan,
        entered_by_id=by.pk,
        entered_at=at,
    )


def open_assignment(
    *,
    issuer: Body,
    source: Source,
    asked: Asked,
    origin: Origin,
    is_told: bool = True,
    by: Actor,
    at: datetime,
) -> Assignment:
    """Enter an assignment with its matter; part of the act that issues it (立项)."""
    matter = matters.open_matter(
        procedure=KIND,
        title=asked.title,
        parties=_parties(issuer, asked),
        due={"due": asked.due_on} if asked.due_on else {},
        origin=origin,
        is_told=is_told,
        by=by,
        at=at,
    )
    assignment = Assignment.objects.create(
        source=source,
        parent=asked.parent,
        matter=matter,
        issuer=issuer,
        is_invited=not Body.objects.commanded(on=clock.day_of(at)).filter(pk=asked.lead.pk).exists(),
        issued_by_id=by.pk,
        issued_at=at,
        **{name: getattr(asked, name) for name in COPIED},
        **origin.columns(),
    )
    matters.give_key(matter=matter, key=str(assignment.pk))
    Supporter.objects.bulk_create(
        Supporter(assignment=assignment, body=body, position=place)
        for place, body in enumerate(asked.supporters)
    )
    return assignment


def _parties(issuer: Body, asked: Asked) -> dict[str, list[Body]]:
    return {
        "issuer": [issuer],
        "lead": [asked.lead],
        "support": list(asked.supporters),
        "supervisor": [asked.supervisor or issuer],
    }


@act
def split_assignment(
    *, assignment: Assignment, parts: Sequence[Asked], by: Actor, at: datetime
) -> list[Assignment]:
    """Split what one leads into parts for others or oneself (分解); each is issued in the lead's own name.

    Raises what `issue_assignment` raises; the parts serve the commitments of the whole. The whole alone says on the
    plan's pages how it stands: what a lead asks of those below it is its own affair.
    """
    require(by, ISSUE, assignment.lead)
    served = [row.commitment for row in assignment.servings.select_related("commitment")]
    source = assignment.source
    told = Told(
        kind=SourceKind(source.kind), title=source.title, number=source.number, on=source.on, words=source.words,
        instructed_by=source.instructed_by, plan=source.plan,
    )  # fmt: skip
    made = []
    for part in parts:
        whole = Asked(**{**vars(part), "parent": assignment, "commitments": part.commitments or served})
        made.append(
            issue_assignment(
                issuer=assignment.lead, source=told, asked=whole, origin=assignment.origin, by=by, at=at
            )
        )
    changes = {"parts": (None, [part.pk for part in made])}
    audit.record("delivery.assignment_split", assignment, by=by, at=at, changes=changes)
    return made


@act
def state_milestone(
    *, assignment: Assignment, title: str, due_on: date, by: Actor, at: datetime
) -> Milestone:
    """Add a node on the way (设节点); the lead does it itself."""
    require(by, "delivery.report_progress", assignment.lead)
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    milestone = Milestone.objects.create(
        assignment=held,
        position=held.milestones.count() + 1,
        title=title,
        due_on=due_on,
        stated_by_id=by.pk,
        stated_at=at,
    )
    standings.push(kind=KIND, keys=[str(held.pk)], at=at)
    changes = {"milestone": (None, title), "due_on": (None, due_on)}
    audit.record("delivery.milestone_stated", assignment, by=by, at=at, changes=changes)
    return milestone


@act
def withdraw_milestone(*, milestone: Milestone, by: Actor, at: datetime) -> Milestone:
    """Give up a node; what was planned stays readable (撤销节点). Raises MilestoneGone."""
    require(by, "delivery.report_progress", milestone.assignment.lead)
    won = Milestone.objects.filter(pk=milestone.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by.pk, withdrawn_at=at
    )
    if not won:
        raise refusals.MilestoneGone()
    milestone.refresh_from_db()
    standings.push(kind=KIND, keys=[str(milestone.assignment_id)], at=at)
    changes = {"milestone": (milestone.title, None)}
    audit.record("delivery.milestone_withdrawn", milestone.assignment, by=by, at=at, changes=changes)
    return milestone


def why_no_extension(*, matter: Matter, at: datetime) -> Refusal | None:
    """Another day is asked for before the day, and only where there is one."""
    run = matter.clocks.not_stopped().filter(clock="due").first()
    if run is None:
        return refusals.NoDayToMove()
    return refusals.TooLateToAsk(day=run.due_on) if run.due_on < clock.day_of(at) else None


def why_not_extended(*, matter: Matter, at: datetime) -> Refusal | None:
    """A day that has passed while it was asked for is granted no more."""
    day = date.fromisoformat(_asked_for(matter).fields["day"])
    return refusals.DueInThePast(day=day) if day < clock.day_of(at) else None


def _asked_for(matter: Matter) -> MoveMade:
    """The step by which another day was asked for."""
    return matter.moves.filter(move="ask_extension", withdrawn_by__isnull=True).latest("number")


def why_not_done(*, matter: Matter) -> Refusal | None:
    """Nothing is said to be done of which nothing was reported and accepted."""
    assignment = matter.assignment
    accepted = assignment.reported.filter(report__accepted_at__isnull=False)
    return None if accepted.exists() else refusals.NothingReported()


def why_not_kept_up(*, matter: Matter) -> Refusal | None:
    return None if matter.assignment.completion == Completion.LONG_TERM else refusals.NotLongTerm()


def note_lead(*, matter: Matter, body: int, by: Actor, at: datetime) -> None:
    """Another body leads from now on; part of the step by which it was given (改派)."""
    assignment = matter.assignment
    before, assignment.lead_id = assignment.lead_id, body
    assignment.save(update_fields=["lead"])
    audit.record("delivery.lead_changed", assignment, by=by, at=at, changes={"lead": (before, body)})


def note_day(*, matter: Matter, day: str, note: str, by: Actor, at: datetime) -> None:
    """Another day holds; the first one stays (改期)."""
    clocks.change_due(
        matter=matter, clock_code="due", due_on=date.fromisoformat(day), note=note, by=by, at=at
    )


def note_extension(*, matter: Matter, by: Actor, at: datetime) -> None:
    """The day that was asked for holds (同意延期)."""
    asked = _asked_for(matter)
    note_day(matter=matter, day=asked.fields["day"], note=asked.note, by=by, at=at)


def note_acceptance(*, matter: Matter, by: Actor, at: datetime) -> None:
    """It counts as done (办结). Raises EvidenceTooWeak without evidence or the reviewer's own reason."""
    assignment = matter.assignment
    grade = grade_of(assignment)
    reason = matter.moves.latest("number").note
    if not is_enough(grade) and len(reason) < LONG_ENOUGH:
        raise refusals.EvidenceTooWeak(grade=grade or "—", least=LONG_ENOUGH)
    Assignment.objects.filter(pk=assignment.pk).update(accepted_by=by.pk, accepted_at=at)


def note_strike_off(*, matter: Matter, by: Actor, at: datetime) -> None:
    """It is struck off the list (销号)."""
    Assignment.objects.filter(pk=matter.assignment.pk).update(struck_off_by=by.pk, struck_off_at=at)


def note_reopening(*, matter: Matter, by: Actor, at: datetime) -> None:
    """What counted as done does no longer (回头看)."""
    Assignment.objects.filter(pk=matter.assignment.pk).update(accepted_by=None, accepted_at=None)


def note_withdrawal(*, matter: Matter, by: Actor, at: datetime) -> None:
    """It makes nothing happen any more: its commitments have one instrument less (撤项)."""
    standings.take_away(kind=KIND, key=str(matter.assignment.pk), by=by, at=at)


def note_move(*, matter: Matter, at: datetime) -> None:
    """How the commitments stand by it, after any step (推送进展状态)."""
    standings.push(kind=KIND, keys=[matter.key], at=at)
