"""Plans that others hand in (方案报送): who owes one by when, what came, and what that says of the commitment.

1. A body that the authority commands owes its plan; others are invited, and nothing is held against them.
2. What came after its day is late but there; what is past its day and not there is missing.
3. All that was owed is there: done. Something is missing: off track. Within `WARNING` of the day: at risk.
4. Without a day nobody can be late: no data, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from luoshi.plan.engine.standing import Grade, Status, Verdict

WARNING = timedelta(days=10)


class DutyState(StrEnum):
    """How one body's plan stands on a day."""

    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    AWAITED = "awaited"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something was held true in the records."""

    begun_at: datetime
    ended_at: datetime | None = None

    def holds(self, *, known_by: datetime) -> bool:
        return self.begun_at <= known_by and (self.ended_at is None or self.ended_at > known_by)

    def moments(self) -> Iterator[datetime]:
        yield self.begun_at
        if self.ended_at is not None:
            yield self.ended_at


@dataclass(frozen=True, slots=True)
class DueDay:
    """By which day all is owed, while the decision stood."""

    due_on: date
    span: Span


@dataclass(frozen=True, slots=True)
class Receipt:
    """A plan that came: on which day, and since when its number has been read, if it bears one."""

    received_on: date
    span: Span
    numbered_at: datetime | None = None

    def has_number(self, *, known_by: datetime) -> bool:
        return self.numbered_at is not None and self.numbered_at <= known_by


@dataclass(frozen=True, slots=True)
class Duty:
    """What is asked of one body."""

    is_owed: bool
    span: Span
    receipts: tuple[Receipt, ...] = ()

    def receipt(self, *, known_by: datetime) -> Receipt | None:
        """The first plan of this body that counts."""
        held = [each for each in self.receipts if each.span.holds(known_by=known_by)]
        return min(held, key=lambda each: (each.received_on, each.span.begun_at), default=None)


@dataclass(frozen=True, slots=True)
class DueListHistory:
    """A due-list with all that was ever recorded about it."""

    due_days: Sequence[DueDay]
    duties: Sequence[Duty]

    def due_on(self, *, known_by: datetime) -> date | None:
        """The day that was last set."""
        held = [each for each in self.due_days if each.span.holds(known_by=known_by)]
        return max(held, key=lambda each: each.span.begun_at).due_on if held else None

    def verdict(self, *, on: date, known_by: datetime) -> Verdict:
        """How the commitment stands by its due-list."""
        due_on = self.due_on(known_by=known_by)
        held = [duty for duty in self.duties if duty.span.holds(known_by=known_by)]
        states = [state_of(duty, due_on=due_on, on=on, known_by=known_by) for duty in held if duty.is_owed]
        grade = _grade([duty for duty in held if duty.is_owed], known_by=known_by)
        return _verdict(states, due_on=due_on, on=on, grade=grade)

    def moments(self) -> Iterator[datetime]:
        for due_day in self.due_days:
            yield from due_day.span.moments()
        for duty in self.duties:
            yield from duty.span.moments()
            for receipt in duty.receipts:
                yield from receipt.span.moments()
                if receipt.numbered_at is not None:
                    yield receipt.numbered_at

    def turning_days(self) -> Iterator[date]:
        for due_day in self.due_days:
            yield due_day.due_on - WARNING
            yield due_day.due_on + timedelta(days=1)


def state_of(duty: Duty, *, due_on: date | None, on: date, known_by: datetime) -> DutyState:
    """How one body's plan stands."""
    receipt = duty.receipt(known_by=known_by)
    if receipt is not None:
        is_late = duty.is_owed and due_on is not None and receipt.received_on > due_on
        return DutyState.LATE if is_late else DutyState.RECEIVED
    if not duty.is_owed:
        return DutyState.INVITED
    return DutyState.MISSING if due_on is not None and on > due_on else DutyState.AWAITED


def _verdict(states: Sequence[DutyState], *, due_on: date | None, on: date, grade: Grade) -> Verdict:
    came = sum(state in (DutyState.RECEIVED, DutyState.LATE) for state in states)
    late, missing = states.count(DutyState.LATE), states.count(DutyState.MISSING)
    values = {"came": came, "owed": len(states), "late": late, "missing": missing}
    if due_on is not None:
        values["due"] = due_on.isoformat()  # type: ignore[assignment]
    status, reason = _status(states, due_on=due_on, on=on)
    return Verdict(status, "plan.plans_came", reason, values, _detail(states), grade if came else Grade.NONE)


def _status(states: Sequence[DutyState], *, due_on: date | None, on: date) -> tuple[Status, str]:
    if not states:
        return Status.NO_DATA, "plan.nobody_owes_a_plan"
    if all(state in (DutyState.RECEIVED, DutyState.LATE) for state in states):
        return Status.DONE, "plan.all_plans_came"
    if due_on is None:
        return Status.NO_DATA, "plan.no_due_day"
    if DutyState.MISSING in states:
        return Status.OFF_TRACK, "plan.plans_missing"
    if on >= due_on - WARNING:
        return Status.AT_RISK, "plan.plans_due_soon"
    begun = any(state == DutyState.RECEIVED for state in states)
    return (Status.ON_TRACK if begun else Status.NOT_DUE), "plan.plans_not_due"


def _detail(states: Sequence[DutyState]) -> str:
    """The due-list's own finer status: the gravest state of what is owed."""
    order = (DutyState.MISSING, DutyState.AWAITED, DutyState.LATE, DutyState.RECEIVED)
    return min(states, key=order.index, default="")


def _grade(owed: Iterable[Duty], *, known_by: datetime) -> Grade:
    """A plan with its official number is a paper of grade B; one without has only been received (C)."""
    receipts = [receipt for duty in owed if (receipt := duty.receipt(known_by=known_by))]
    if not receipts:
        return Grade.NONE
    return Grade.B if all(each.has_number(known_by=known_by) for each in receipts) else Grade.C
