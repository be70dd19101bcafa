"""By when something is due (期限届满日): 民法典 articles 200 to 204, with pauses while the other side supplements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from .calendars import Calendar, NaturalDays, Ruler
from .explaining import Step, steps_of
from .terms import Pause, Term, Unit, months_later

UNTIL_FURTHER = date.max.toordinal()


Span = tuple[int, int]  # first and last day as ordinals; UNTIL_FURTHER where there is no last one
Stop = tuple[date, date | None]  # the same as days, or as moments where hours are counted


@dataclass(frozen=True)
class Deadline:
    """By when something is due, and how that was counted.

    `due_on` is the last day, `due_at` the moment where hours are counted; both are None while the clock stands
    still, and `left` says how much of the term is left then. `last_on` is the last day before it was moved to a
    working day. Where `is_provisional` the result leans on a year that has not been announced.
    """

    start: date | datetime
    term: Term
    calendar: Calendar = field(repr=False, compare=False)
    stops: tuple[Stop, ...]
    counted_from: date | datetime
    last_on: date | None
    due_on: date | None
    due_at: datetime | None = None
    stands_since: date | datetime | None = None
    left: int | timedelta | None = None

    @property
    def looked_at(self) -> tuple[date, date] | None:
        """The days whose being worked or not decides the result."""
        if self.term.unit is Unit.HOURS:
            return None
        if self.term.unit is Unit.WORKING_DAYS:
            last = self.due_on or self.calendar.day_of(self.stands_since or self.counted_from)
            return self.calendar.day_of(self.counted_from), last
        return (self.last_on, self.due_on) if self.last_on and self.due_on else None

    @property
    def years_missing(self) -> list[int]:
        """The years on which the result leans and that have not been announced."""
        return self.calendar.not_announced(*self.looked_at) if self.looked_at else []

    @property
    def is_provisional(self) -> bool:
        return bool(self.years_missing)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """How it was counted, step by step; made when somebody asks."""
        return tuple(steps_of(self))


def deadline(
    start: date | datetime, term: Term, calendar: Calendar, pauses: Iterable[Pause] = ()
) -> Deadline:
    """When a term that begins with a receipt is over (计算届满日).

    The day of receipt is not counted (201); a last day that is no working day moves to the next one (203); a
    month ends on the day of the same number or on its last (202). Hours begin at once, and run day and night.
    """
    if term.unit is Unit.HOURS:
        return _in_hours(start, term, calendar, pauses)
    day = calendar.day_of(start)
    stops = list(_joined(_days_paused(pauses, calendar), after=day.toordinal()))
    ruler: Ruler = calendar if term.unit is Unit.WORKING_DAYS else NaturalDays()
    last, left = _walked(ruler, day.toordinal(), _length(day, term), stops)
    end = _moved(last, calendar, stops) if last else None
    mattered = [span for span in stops if end is None or span[0] <= end]
    return Deadline(
        start=start,
        term=term,
        calendar=calendar,
        stops=tuple((date.fromordinal(first), _day(until)) for first, until in mattered),
        counted_from=day + timedelta(days=1),
        last_on=_day(last),
        due_on=_day(end),
        stands_since=None if end else _day(stops[-1][0]),
        left=None if end else left or 1,
    )


def _day(ordinal: int | None) -> date | None:
    return None if ordinal in (None, UNTIL_FURTHER) else date.fromordinal(ordinal)


def _length(day: date, term: Term) -> int:
    """The term in days of its ruler; months are as many days as there are to the day that answers."""
    if term.unit is not Unit.MONTHS:
        return term.length
    return (months_later(day, term.length) - day).days


def _walked(ruler: Ruler, start: int, length: int, stops: Sequence[Span]) -> tuple[int | None, int]:
    """The day on which the length has been counted, and 0; without a day, what is left while it stands still."""
    number = ruler.counted(start) + length
    end = ruler.reached(number)
    for first, last in stops:
        if first > end:
            break
        before = ruler.counted(first - 1)
        if last == UNTIL_FURTHER:
            return None, number - before
        number += ruler.counted(last) - before
        end = ruler.reached(number)
    return end, 0


def _moved(end: int, calendar: Calendar, stops: Sequence[Span]) -> int | None:
    """The last day itself, or the first after it that is worked and on which the clock does not stand still (203)."""
    while True:
        at = calendar.next_working_day(date.fromordinal(end)).toordinal()
        # A pause that begins before the day to which the last one moved still stops the clock.
        stop = next((span for span in stops if span[0] <= at and span[1] >= end), None)
        if stop is None:
            return at
        if stop[1] == UNTIL_FURTHER:
            return None
        end = stop[1] + 1


def _days_paused(pauses: Iterable[Pause], calendar: Calendar) -> Iterator[Span]:
    for each in pauses:
        last = UNTIL_FURTHER if each.last is None else calendar.day_of(each.last).toordinal()
        yield calendar.day_of(each.first).toordinal(), last


def _joined(spans: Iterable[Span], *, after: int) -> Iterator[Span]:
    """The spans in their order, those that touch as one, without what lies before the count begins."""
    current: Span | None = None
    for first, last in sorted(spans):
        if last < first:
            raise ValueError(f"a pause ends on {_day(last)}, before it begins on {_day(first)}")
        if last <= after:
            continue
        first = max(first, after + 1)
        if current and first <= current[1] + 1:
            current = current[0], max(current[1], last)
            continue
        if current:
            yield current
        current = first, last
    if current:
        yield current


def _in_hours(start: date | datetime, term: Term, calendar: Calendar, pauses: Iterable[Pause]) -> Deadline:
    if not isinstance(start, datetime) or start.tzinfo is None:
        raise ValueError("hours are counted from a moment with its zone, not from a day")
    began = start.astimezone(UTC)
    end, left, stops = began + timedelta(hours=term.length), None, []
    for first, last in _moments(pauses, calendar, after=began):
        if first >= end:
            break
        stops.append((first.astimezone(calendar.zone), last and last.astimezone(calendar.zone)))
        if last is None:
            left = end - first
        else:
            end += last - first
    due = None if left else end.astimezone(calendar.zone)
    return Deadline(
        start=start,
        term=term,
        calendar=calendar,
        stops=tuple(stops),
        counted_from=start.astimezone(calendar.zone),
        last_on=due.date() if due else None,
        due_on=due.date() if due else None,
        due_at=due,
        stands_since=stops[-1][0] if left else None,
        left=left,
    )


def _moments(
    pauses: Iterable[Pause], calendar: Calendar, *, after: datetime
) -> Iterator[tuple[datetime, datetime | None]]:
    """The pauses as moments in their order; where two overlap the second begins as the first ends."""
    spans = [(_begun(each.first, calendar), _ended(each.last, calendar)) for each in pauses]
    reached = after
    for first, last in sorted(spans, key=lambda span: span[0]):
        if last is not None and last < first:
            raise ValueError(f"a pause ends at {last}, before it begins at {first}")
        if last is None:
            yield max(first, reached), None
            return
        if last > reached:
            yield max(first, reached), last
            reached = last


def _begun(first: date | datetime, calendar: Calendar) -> datetime:
    moment = first if isinstance(first, datetime) else datetime.combine(first, time.min, calendar.zone)
    return moment.astimezone(UTC)


def _ended(last: date | datetime | None, calendar: Calendar) -> datetime | None:
    if last is None or isinstance(last, datetime):
        return last and last.astimezone(UTC)
    return _begun(last + timedelta(days=1), calendar)


def days_between(first: date, last: date) -> int:
    """How many days after the first the last is; less than nothing where it is before it."""
    return (last - first).days


def working_days_left(on: date, due: date, calendar: Calendar) -> int:
    """The working days after a day until what is due, the last included; less than nothing where it is late.

    Nothing is left on the last day itself, and on a weekend after it: whether it is late says `on > due`.
    """
    counted = calendar.counted
    return counted(due.toordinal()) - counted(on.toordinal())
