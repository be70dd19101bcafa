"""Reminding and escalating (催办督办): what only time has changed, a batch of clocks at a time, each rung once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luoshi.kernel import audit
from luoshi.kernel.access import SYSTEM, Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Installation, User
from luoshi.kernel.services.jobs import enqueue
from luoshi.work.engine.flows import HOLDER, Rung
from luoshi.work.engine.workdays import Calendar, working_days_left
from luoshi.work.flows import flow_of
from luoshi.work.models import ClockRun, Matter, MoveMade, RungReached, Turn
from luoshi.work.queries.workdays import calendar
from luoshi.work.services import notices
from luoshi.work.services.matters import move
from luoshi.work.services.notifying import holders, page_of, served_by, values_of

BATCH = 200
EARLIEST = timedelta(days=100)  # before the due day; no ladder reminds earlier


@dataclass(frozen=True)
class Reached:
    """A rung that a run has reached by a day and that nobody has been told of yet."""

    run: ClockRun
    rung: Rung


def runs_to_look_at(*, on: date, after: int = 0) -> list[int]:
    """The keys of clocks that may have reached something by the day, a batch from there on."""
    rows = ClockRun.objects.running().filter(due_on__lte=on + EARLIEST, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def with_fresh_rungs(*, runs: Sequence[int], on: date) -> list[int]:
    """Those of these clocks that have reached something by the day of which nobody has been told."""
    rows = ClockRun.objects.running().filter(pk__in=runs).select_related("matter__version").order_by("pk")
    return sorted({each.run.pk for each in _fresh(rows, on=on)})


@act
def climb(*, runs: Sequence[int], on: date, by: Actor, at: datetime) -> list[RungReached]:
    """Look at these clocks on a day: tell whom the ladder names, make the moves that it makes (时限检查).

    A rung is reached once for a due day, however often one looks.
    """
    require(by, "work.run_clocks")
    list(Matter.objects.held().filter(pk__in=ClockRun.objects.filter(pk__in=runs).values("matter")))
    held = ClockRun.objects.running().filter(pk__in=runs).select_for_update(of=("self",))
    rows = list(held.select_related("matter__version").order_by("pk"))
    fresh = _fresh(rows, on=on)
    audit.record(
        "work.clocks_looked_after", Installation.objects.get(pk=1), by=by, at=at, changes={"day": (None, on)}
    )
    kept = [_reach(each, on=on, at=at) for each in fresh]
    _tell(fresh, on=on, at=at)
    return kept


def _fresh(rows: Iterable[ClockRun], *, on: date) -> list[Reached]:
    rows = list(rows)
    known = {
        (each.run_id, each.rung, each.due_on)
        for each in RungReached.objects.filter(run__in=rows).only("run", "rung", "due_on")
    }
    days = calendar()
    return [
        Reached(run, rung)
        for run in rows
        for rung in reached(
            ladder=flow_of(run.matter).by_clock[run.clock].ladder, due=run.due_on, on=on, by=days
        )
        if (run.pk, rung.code, run.due_on) not in known
    ]


def reached(*, ladder: Iterable[Rung], due: date, on: date, by: Calendar) -> list[Rung]:
    """The rungs reached by a day, the lowest first; those after the due day only once it has passed."""
    left = working_days_left(on, due, by)
    return [rung for rung in sorted(ladder, key=lambda each: each.days) if _is_reached(rung, left, due, on)]


def _is_reached(rung: Rung, left: int, due: date, on: date) -> bool:
    if rung.days <= 0:
        return left <= -rung.days and (rung.days < 0 or on >= due)
    return on > due and -left >= rung.days


def _reach(each: Reached, *, on: date, at: datetime) -> RungReached:
    made = _moved(each, at=at) if each.rung.move else None
    if each.rung.paper:
        _ask_for_paper(each, at=at)
    kept = RungReached.objects.create(
        run=each.run, rung=each.rung.code, due_on=each.run.due_on, on=on, at=at, move=made
    )
    changes = {"rung": (None, each.rung.code), "due_on": (None, each.run.due_on)}
    audit.record("work.rung_reached", each.run.matter, by=SYSTEM, at=at, changes=changes)
    return kept


def _moved(each: Reached, *, at: datetime) -> MoveMade | None:
    """Make the move of the rung, as far as the matter still stands where it can be made."""
    try:
        made = move(matter=each.run.matter, move=each.rung.move, by=SYSTEM, at=at)
    except Refusal:
        return None
    return made if isinstance(made, MoveMade) else None


def _ask_for_paper(each: Reached, *, at: datetime) -> None:
    """Have the paper of the rung drafted by a job: setting it takes longer than an act may."""
    issuer = _issuer(each)
    if issuer:
        arguments = {"kind": each.rung.paper, "key": str(each.run.matter_id), "body": issuer}
        key = f"{each.run.pk}:{each.rung.code}:{each.run.due_on}"
        enqueue(kind="work.draft_paper", arguments=arguments, by=SYSTEM, at=at, key=key)


def _issuer(each: Reached) -> int | None:
    """Who reminds: the first of those told that is a party and need not act itself, else who made the last move."""
    matter = each.run.matter
    waiting = set(matter.turns.waiting().values_list("body", flat=True))
    for relation in each.rung.tells:
        parties = (
            matter.parties.filter(relation=relation).exclude(body__in=waiting).order_by("position", "pk")
        )
        if found := parties.values_list("body", flat=True).first():
            return found
    moves = matter.moves.exclude(body=None).exclude(body__in=waiting).order_by("-number")
    return moves.values_list("body", flat=True).first()


def _tell(fresh: Sequence[Reached], *, on: date, at: datetime) -> None:
    """Tell of the highest rung of each clock: whoever was away is not told of all that he missed one by one."""
    highest = {each.run.pk: each for each in fresh}
    turns: dict[int, list[Turn]] = defaultdict(list)
    matters = {each.run.matter_id for each in highest.values()}
    waiting = (
        Turn.objects.before_somebody().filter(matter__in=matters).select_related("desk", "holder", "seat")
    )
    for turn in waiting:
        turns[turn.matter_id].append(turn)
    people = holders(turns=[turn for group in turns.values() for turn in group], on=on)
    for each in highest.values():
        told: set[User] = set()
        for relation in each.rung.tells:
            if relation == HOLDER:
                told |= {user for turn in turns[each.run.matter_id] for user in people[turn.pk]}
            else:
                parties = each.run.matter.parties.filter(relation=relation).values_list("body", flat=True)
                told |= served_by(bodies=set(parties), on=on)
        _tell_of(each, told, on=on, at=at)


def _tell_of(each: Reached, told: set[User], *, on: date, at: datetime) -> None:
    run = each.run
    values = {**values_of(matter=run.matter), "due_on": run.due_on.isoformat(), "rung": each.rung.code}
    notices.tell(
        to=told,
        code="work.is_late" if on > run.due_on else "work.is_due",
        values=values,
        url=page_of(matter=run.matter),
        key=f"clock:{run.pk}:{each.rung.code}:{run.due_on}",
        at=at,
        urgency=notices.Urgency.URGENT if each.rung.days > 0 else notices.Urgency.ROUTINE,
    )
