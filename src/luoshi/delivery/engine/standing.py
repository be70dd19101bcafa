"""How an assignment stands on any day, by what was recorded by any moment (任务进展状态)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from luoshi.delivery.engine.lights import Facts, Light, Rule, days_named, light
from luoshi.plan.engine.standing import Grade, Status, Verdict

STATUSES = {
    Light.GREEN: Status.ON_TRACK,
    Light.YELLOW: Status.AT_RISK,
    Light.RED: Status.OFF_TRACK,
    Light.GREY: Status.NOT_DUE,
    Light.BLUE: Status.AT_RISK,
}
DONE_STATES = ("accepted", "struck_off")
BEHIND = {Light.RED: "red", Light.YELLOW: "yellow"}


@dataclass(frozen=True)
class Entered:
    """A state that the matter came into at a moment; a step that sent the work back is told apart."""

    state: str
    at: datetime
    is_rejection: bool = False


@dataclass(frozen=True)
class DueSet:
    """A due day that was set at a moment."""

    due_on: date
    at: datetime


@dataclass(frozen=True)
class Node:
    """A milestone (节点): by when, known since, given up at, and reached on which day, by a report accepted when."""

    due_on: date
    stated_at: datetime
    withdrawn_at: datetime | None = None
    reached_on: date | None = None
    accepted_at: datetime | None = None

    def is_known(self, by: datetime) -> bool:
        return self.stated_at <= by and (self.withdrawn_at is None or by < self.withdrawn_at)

    def is_reached(self, *, on: date, by: datetime) -> bool:
        known = self.accepted_at is not None and self.accepted_at <= by
        return known and self.reached_on is not None and self.reached_on <= on


@dataclass(frozen=True)
class Accepted:
    """A report that was accepted, and what it is worth."""

    at: datetime
    grade: Grade


@dataclass(frozen=True)
class Override:
    """A light that somebody has set by name, with the reason, from a moment to a moment (人工调灯)."""

    light: Light
    reason: str
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class DatedRule:
    """A rule of lights that holds from a day on, known since a moment."""

    rule: Rule
    valid_from: date
    at: datetime | None = None


@dataclass(frozen=True)
class AssignmentHistory:
    """All that was ever recorded about one assignment; it can be judged at any moment (全程记录)."""

    entered: Sequence[Entered]
    due: Sequence[DueSet]
    nodes: Sequence[Node] = ()
    reports: Sequence[Accepted] = ()
    overrides: Sequence[Override] = ()
    rules: Sequence[DatedRule] = ()
    day_of: Callable[[datetime], date] = lambda moment: moment.date()

    def verdict(self, *, on: date, known_by: datetime) -> Verdict:
        """How it stood on the day, by what had been recorded by the moment."""
        state = self.state(known_by)
        grade = self._grade(known_by)
        if state in DONE_STATES:
            return Verdict(Status.DONE, f"delivery.{state}", detail=state, grade=grade)
        if state == "objected":
            return Verdict(Status.DISPUTED, "delivery.objected", detail=state, grade=grade)
        override = self._override(known_by)
        if override:
            values = {"reason": override.reason}
            return Verdict(
                STATUSES[override.light],
                "delivery.by_name",
                values=values,
                detail=override.light,
                grade=grade,
            )
        return self._by_rule(state, grade, on, known_by)

    def light(self, *, on: date, known_by: datetime) -> Light:
        """Its colour on the day."""
        override = self._override(known_by)
        return override.light if override else self._light(self.state(known_by), on, known_by)

    def facts(self, *, on: date, known_by: datetime) -> Facts:
        """What the rule of lights may speak of."""
        due = self.due_on(known_by)
        nodes = [node for node in self.nodes if node.is_known(known_by)]
        late = [
            (on - node.due_on).days
            for node in nodes
            if node.due_on < on and not node.is_reached(on=on, by=known_by)
        ]
        share = Decimal(100) / len(nodes) if nodes else None
        return Facts(
            days_late=max(0, (on - due).days) if due else 0,
            days_left=max(0, (due - on).days) if due else None,
            milestone_late=max(late, default=0),
            progress=share and share * sum(node.is_reached(on=on, by=known_by) for node in nodes),
            schedule=share and share * sum(node.due_on <= on for node in nodes),
            rejections=sum(each.is_rejection for each in self.entered if each.at <= known_by),
            silent_days=self._silent(on, known_by),
        )

    def due_on(self, known_by: datetime) -> date | None:
        """The due day as it was known."""
        return next((each.due_on for each in reversed(self.due) if each.at <= known_by), None)

    def done_at(self, known_by: datetime) -> datetime | None:
        """When it was accepted as done, where it is done (办结)."""
        if self.state(known_by) not in DONE_STATES:
            return None
        return next(
            (each.at for each in reversed(self.entered) if each.state == "accepted" and each.at <= known_by),
            None,
        )

    def moments(self) -> Iterable[datetime]:
        """When something was recorded that may have changed the verdict."""
        yield from (each.at for each in self.entered)
        yield from (each.at for each in self.due)
        yield from (each.at for each in self.reports)
        yield from (
            at for node in self.nodes for at in (node.stated_at, node.withdrawn_at, node.accepted_at) if at
        )
        yield from (at for each in self.overrides for at in (each.at, each.ended_at) if at)

    def turning_days(self) -> Iterable[date]:
        """On which days time alone may change the verdict: as many before and after what is due as a rule names."""
        named = self._days_named()
        for due in {each.due_on for each in self.due} | {node.due_on for node in self.nodes}:
            yield from (due + timedelta(days=each) for day in named for each in (-day, day, day + 1))
        begun = (each.at for each in self.entered if each.state == "working")
        for moment in {*begun, *(each.at for each in self.reports)}:
            yield from (
                self.day_of(moment) + timedelta(days=each) for day in named for each in (day, day + 1)
            )
        yield from (each.valid_from for each in self.rules if each.valid_from > date.min)

    def _days_named(self) -> set[int]:
        texts = [text for each in self.rules for text in (each.rule.red, each.rule.yellow)]
        return {0}.union(*(days_named(text) for text in texts))

    def state(self, known_by: datetime) -> str:
        """In which state it was by the moment; none where it was not there yet."""
        return next((each.state for each in reversed(self.entered) if each.at <= known_by), "")

    def _grade(self, known_by: datetime) -> Grade:
        return min((each.grade for each in self.reports if each.at <= known_by), default=Grade.NONE)

    def _override(self, known_by: datetime) -> Override | None:
        standing = (
            each
            for each in self.overrides
            if each.at <= known_by and (each.ended_at is None or known_by < each.ended_at)
        )
        return max(standing, key=lambda each: each.at, default=None)

    def _silent(self, on: date, known_by: datetime) -> int | None:
        """How long nothing has been accepted, since the work began."""
        begun = [each.at for each in self.entered if each.state == "working" and each.at <= known_by]
        last = [each.at for each in self.reports if each.at <= known_by]
        since = max([*last, *begun[:1]], default=None)
        return max(0, (on - self.day_of(since)).days) if since else None

    def _light(self, state: str, on: date, known_by: datetime) -> Light:
        if state == "suspended":
            return Light.BLUE
        if state in DONE_STATES:
            return Light.GREEN
        found = light(self.facts(on=on, known_by=known_by), self.rule(on=on, known_by=known_by), on=on)
        has_begun = any(each.at <= known_by for each in self.reports)
        return Light.GREY if found is Light.GREEN and not has_begun else found

    def rule(self, *, on: date, known_by: datetime) -> Rule:
        """The rule in force on the day, as it was known."""
        known = [
            each for each in self.rules if each.valid_from <= on and (each.at is None or each.at <= known_by)
        ]
        return max(known, key=lambda each: (each.valid_from, each.at is not None, each.at or known_by)).rule

    def _by_rule(self, state: str, grade: Grade, on: date, known_by: datetime) -> Verdict:
        colour = self._light(state, on, known_by)
        facts, due = self.facts(on=on, known_by=known_by), self.due_on(known_by)
        status = STATUSES[colour]
        if colour is Light.GREY and state not in ("", "issued"):
            status = Status.NO_DATA
        values = {"due": due.isoformat() if due else ""}
        return Verdict(
            status,
            _headline(state, colour, facts, has_day=due is not None),
            values=values,
            detail=colour,
            grade=grade,
        )


def _headline(state: str, colour: Light, facts: Facts, *, has_day: bool) -> str:
    """What is said first: why the light is what it is."""
    if state == "suspended":
        return "delivery.suspended"
    if facts.days_late:
        return "delivery.late"
    if colour is Light.GREY and not facts.milestone_late:
        return "delivery.not_signed" if state in ("", "issued") else "delivery.nothing_accepted"
    behind = "milestone_late" if facts.milestone_late else BEHIND.get(colour)
    if behind:
        return f"delivery.{behind}" if has_day else f"delivery.{behind}_no_day"
    return "delivery.under_way" if has_day else "delivery.no_day"
