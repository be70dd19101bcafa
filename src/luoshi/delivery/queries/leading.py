"""What a body leads and has issued, how it stands and what has changed since a day (领导页、简报的数据)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from luoshi.delivery.engine.lights import Light
from luoshi.delivery.engine.standing import AssignmentHistory
from luoshi.delivery.models import Assignment, MajorMark, ProgressReport
from luoshi.delivery.queries.histories import histories
from luoshi.kernel import clock
from luoshi.kernel.models import Body
from luoshi.plan.engine.standing import Status

WEEK = timedelta(days=7)
# From what a light has become better or worse; what is suspended or has not begun is neither.
GRAVITY = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
CHANGES = ("new", "done", "worse", "better")


def of_body(body: Body | int) -> Q:
    """What the body leads itself, or has issued to others."""
    return Q(lead=body) | Q(issuer=body)


def below(body: Body | int) -> Q:
    """What the body has issued to others."""
    return Q(issuer=body) & ~Q(lead=body)


@dataclass(frozen=True)
class Course:
    """Of one assignment the light on the last day and on the day before the first, and the states it was in."""

    light: Light
    before: Light | None
    state: str
    was_done: bool
    is_done: bool
    days_late: int
    due_on: date | None
    done_on: date | None

    @property
    def is_open(self) -> bool:
        """Neither done nor withdrawn."""
        return not self.is_done and self.state != "withdrawn"

    @property
    def is_in_time(self) -> bool:
        """Done by the day that was due (按期办结)."""
        return self.done_on is not None and self.due_on is not None and self.done_on <= self.due_on

    @property
    def change(self) -> str:
        """What has happened to it meanwhile, where anything has."""
        if self.state == "withdrawn":
            return ""
        if self.before is None:
            return "new"
        if self.is_done != self.was_done:
            return "done" if self.is_done else "worse"
        step = GRAVITY.get(self.light, -1) - GRAVITY.get(self.before, -1)
        is_told = self.is_open and self.light in GRAVITY and self.before in GRAVITY and step
        return ("worse" if step > 0 else "better") if is_told else ""


def courses(keys: Collection[int], *, since: date, on: date) -> dict[int, Course]:
    """The course of each assignment that there was by the end of the last day."""
    known = histories([str(key) for key in keys])
    found = {int(key): _course(history, since=since, on=on) for key, history in known.items()}
    return {key: each for key, each in found.items() if each is not None}


def _course(history: AssignmentHistory, *, since: date, on: date) -> Course | None:
    start, end = clock.end_of(since), clock.end_of(on)
    if not any(each.at < end for each in history.entered):
        return None
    was_there = any(each.at < start for each in history.entered)
    now = history.verdict(on=on, known_by=end)
    then = history.verdict(on=since, known_by=start)
    due = history.due_on(end)
    done_at = history.done_at(end)
    is_done = now.status is Status.DONE
    state = history.state(end)
    is_late = due is not None and due < on and not is_done and state != "withdrawn"
    return Course(
        history.light(on=on, known_by=end),
        history.light(on=since, known_by=start) if was_there else None,
        state,
        was_there and then.status is Status.DONE,
        is_done,
        (on - due).days if due and is_late else 0,
        due,
        clock.day_of(done_at) if done_at else None,
    )


def changed(rows: QuerySet[Assignment], *, on: date) -> dict[str, set[int]]:
    """Of these rows those that have changed within the last week, by how."""
    found: dict[str, set[int]] = {each: set() for each in CHANGES}
    keys = list(rows.values_list("pk", flat=True))
    for key, course in courses(keys, since=on - WEEK, on=on).items():
        if course.change:
            found[course.change].add(key)
    return found


def lit(rows: QuerySet[Assignment], *, on: date) -> dict[Light, set[int]]:
    """Of these rows those that are neither done nor withdrawn, by their light."""
    found: dict[Light, set[int]] = {each: set() for each in Light}
    keys = list(rows.values_list("pk", flat=True))
    for key, course in courses(keys, since=on, on=on).items():
        if course.is_open:
            found[course.light].add(key)
    return found


@dataclass(frozen=True)
class Line:
    """An assignment of a ledger and its course."""

    assignment: Assignment
    course: Course

    @property
    def lead(self) -> Body:
        return self.assignment.lead


class Ledger:
    """What a body leads and has issued, from after a day to the end of another (单位台账).

    `rows` may leave out what a reader has chosen not to see; nothing of it is what others issue among themselves.
    """

    def __init__(self, body: Body, *, since: date, on: date, rows: Any = None) -> None:
        self.body, self.since, self.on = body, since, on
        self._rows = Assignment.objects.all() if rows is None else rows

    @cached_property
    def lines(self) -> list[Line]:
        """All that was not withdrawn, in the order of the days due."""
        rows = self._rows.filter(of_body(self.body)).select_related("matter", "lead", "issuer")
        found = list(rows.order_by("due_on", "pk"))
        known = courses([row.pk for row in found], since=self.since, on=self.on)
        lines = [Line(row, known[row.pk]) for row in found if row.pk in known]
        return [line for line in lines if line.course.state != "withdrawn"]

    @cached_property
    def open(self) -> list[Line]:
        return [row for row in self.lines if row.course.is_open]

    @cached_property
    def late(self) -> list[Line]:
        """What is late, the latest first."""
        return sorted(
            (row for row in self.open if row.course.days_late), key=lambda row: -row.course.days_late
        )

    def own(self, rows: Iterable[Line]) -> list[Line]:
        """Of these what the body leads itself."""
        return [row for row in rows if row.assignment.lead_id == self.body.pk]

    def below(self, rows: Iterable[Line]) -> list[Line]:
        """Of these what it has issued to others."""
        return [row for row in rows if row.assignment.lead_id != self.body.pk]

    @cached_property
    def changes(self) -> Mapping[str, list[Line]]:
        """What has changed since the first day, by how."""
        return {each: [row for row in self.lines if row.course.change == each] for each in CHANGES}

    @cached_property
    def lights(self) -> list[tuple[Body, Counter[Light]]]:
        """By lead body how many stand in which light, the most reds first."""
        leads: dict[int, tuple[Body, Counter[Light]]] = {}
        for row in self.open:
            leads.setdefault(row.lead.pk, (row.lead, Counter()))[1][row.course.light] += 1
        return sorted(
            leads.values(),
            key=lambda each: (-each[1][Light.RED], -each[1][Light.YELLOW], each[0].name, each[0].pk),
        )

    @cached_property
    def majors(self) -> list[tuple[MajorMark, Line]]:
        """What the body has marked as major and has not ended, as far as it is not done."""
        marks = MajorMark.objects.standing().filter(body=self.body).order_by("marked_at", "pk")
        rows = {row.assignment.pk: row for row in self.open}
        return [(mark, rows[mark.assignment_id]) for mark in marks if mark.assignment_id in rows]

    @cached_property
    def accepted(self) -> list[ProgressReport]:
        """The reports accepted meanwhile about what is in it, in the order in which they were accepted."""
        keys = [row.assignment.pk for row in self.lines]
        rows = ProgressReport.objects.filter(
            about__assignment__in=keys,
            accepted_at__gte=clock.end_of(self.since),
            accepted_at__lt=clock.end_of(self.on),
        )
        return list(rows.select_related("body", "matter").distinct().order_by("accepted_at", "pk"))
