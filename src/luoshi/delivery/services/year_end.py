"""Settling a year (岁末结转): what it was to bring is closed, carried over or dropped, all of an issuer's in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.delivery import refusals
from luoshi.delivery.engine.year_end import Settling
from luoshi.delivery.models import Assignment, Completion, Milestone, Serving
from luoshi.delivery.queries.year_end import unreached
from luoshi.delivery.services.assignments import ISSUE, KIND, Asked, open_assignment
from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, NotAllowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body
from luoshi.plan.services import standings
from luoshi.work.brought import Brought
from luoshi.work.models import Matter
from luoshi.work.services import matters

MOVES = {Settling.CLOSE: "close_year", Settling.CARRY: "carry_forward", Settling.DROP: "withdraw_item"}


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What is decided about one task or milestone; carrying takes a day and a reason, dropping a reason."""

    what: Assignment | Milestone
    do: Settling
    note: str = ""
    due_on: date | None = None

    @property
    def assignment(self) -> Assignment:
        return self.what.assignment if isinstance(self.what, Milestone) else self.what


@act
def settle_year(
    *, issuer: Body, year: int, decided: Sequence[Decided], by: Actor, at: datetime
) -> Sequence[Decided]:
    """Do with each task and milestone of the year what is decided, all of it or nothing (岁末结转).

    Raises NothingDecided, or NotSettled with the one that stands in the way.
    """
    require(by, ISSUE, issuer)
    if not decided:
        raise refusals.NothingDecided()
    for each in decided:
        try:
            _settle(each, issuer, by=by, at=at)
        except NotAllowed:
            raise
        except Refusal as refusal:
            raise refusals.NotSettled(title=each.what.title, why=refusal) from refusal
    counts = {do.value: sum(each.do == do for each in decided) for do in Settling}
    changes = {"year": (None, year), **{f"settled_{do}": (None, n) for do, n in counts.items()}}
    audit.record("delivery.year_settled", issuer, by=by, at=at, changes=changes)
    return decided


def _settle(each: Decided, issuer: Body, *, by: Actor, at: datetime) -> None:
    if each.assignment.issuer_id != issuer.pk:
        raise refusals.NotTheirs(body=issuer, title=each.what.title)
    if each.do == Settling.CARRY and (each.due_on is None or each.due_on <= clock.day_of(at)):
        raise refusals.DueInThePast(day=each.due_on or "—")
    if isinstance(each.what, Milestone):
        _settle_milestone(each, each.what, by=by, at=at)
        return
    brought = Brought(note=each.note, day=each.due_on if each.do == Settling.CARRY else None)
    matters.move(matter=each.what.matter, move=MOVES[each.do], brought=brought, by=by, at=at)


def _settle_milestone(each: Decided, node: Milestone, *, by: Actor, at: datetime) -> None:
    """A milestone is given up with its reason; one that is carried over comes again, and knows which it was."""
    if not each.note.strip():
        raise refusals.ReasonMissing()
    if each.do == Settling.CLOSE:
        raise refusals.NotReached()
    won = Milestone.objects.filter(pk=node.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by.pk, withdrawn_at=at, withdrawn_because=each.note.strip()
    )
    if not won:
        raise refusals.MilestoneGone()
    held = Assignment.objects.select_for_update().get(pk=node.assignment_id)
    if each.do == Settling.CARRY and each.due_on:
        _again([node], held, due_on=each.due_on, by=by, at=at)
    standings.push(kind=KIND, keys=[str(held.pk)], at=at)
    changes = {"milestone": (node.title, node.title if each.do == Settling.CARRY else None)}
    audit.record("delivery.milestone_settled", held, by=by, at=at, changes=changes)


def note_carrying(*, matter: Matter, day: str, by: Actor, at: datetime) -> None:
    """The task goes on as another, until another day (结转); part of the step by which it was carried over.

    The old one keeps its day and its past; what it served is served by the new one.
    """
    old = matter.assignment
    new = succeed(old=old, due_on=date.fromisoformat(day), by=by, at=at)
    _again(unreached(old), new, due_on=date.fromisoformat(day), by=by, at=at)
    changes = {"successor": (None, new.pk), "due_on": (old.due_on, date.fromisoformat(day))}
    audit.record("delivery.assignment_carried", old, by=by, at=at, changes=changes)


def succeed(*, old: Assignment, due_on: date | None, by: Actor, at: datetime) -> Assignment:
    """Issue a task anew in the place of one that has ended (接续立项); part of the act that ended it.

    Raises DueInThePast.
    """
    if due_on and due_on < clock.day_of(at):
        raise refusals.DueInThePast(day=due_on)
    supervisor = old.matter.parties.filter(relation="supervisor").select_related("body").first()
    new = open_assignment(
        issuer=old.issuer,
        source=old.source,
        asked=Asked(
            title=old.title,
            lead=old.lead,
            supporters=[row.body for row in old.supporters.select_related("body").order_by("position")],
            measure=old.measure,
            completion=Completion(old.completion),
            due_on=due_on,
            parent=old.parent,
            supervisor=supervisor.body if supervisor else None,
        ),
        origin=old.origin,
        by=by,
        at=at,
    )
    Assignment.objects.filter(pk=new.pk).update(carried_from=old)
    standings.take_away(kind=KIND, key=str(old.pk), by=by, at=at)
    for serving in old.servings.select_related("commitment__plan").order_by("pk"):
        Serving.objects.create(assignment=new, commitment=serving.commitment)
        standings.give(
            commitment=serving.commitment, kind=KIND, key=str(new.pk), origin=old.origin, by=by, at=at
        )
    return new


def _again(nodes: Sequence[Milestone], holder: Assignment, *, due_on: date, by: Actor, at: datetime) -> None:
    first = holder.milestones.count() + 1
    Milestone.objects.bulk_create(
        Milestone(
            assignment=holder,
            position=place,
            title=node.title,
            due_on=node.due_on if clock.day_of(at) < node.due_on <= due_on else due_on,
            stated_by_id=by.pk,
            stated_at=at,
            carried_from=node,
        )
        for place, node in enumerate(nodes, start=first)
    )
