"""Whether a lower plan promises less than its parent (弱化): a lower number in the target's own direction, a later day.

Two promises are compared only where that says something: same kind, unit, base and direction. A county's part of
a city's count is no weaker for being smaller, and a lower number by an earlier day is a step on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from luoshi.plan.engine.ledger import Direction, LedgerKind
from luoshi.reading.grammar import units


class Verdict(StrEnum):
    """How the lower promise stands to the upper one; `PLAIN` has nothing that could be compared."""

    WEAKER = "weaker"
    UNCLEAR = "unclear"
    EQUAL = "equal"
    STRONGER = "stronger"
    PLAIN = "plain"


class Point(StrEnum):
    """What a comparison found: the first two make it weaker, the last two stronger, all others unclear."""

    LOWER = "lower"
    LATER = "later"
    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    OTHER_KIND = "other_kind"
    OTHER_UNIT = "other_unit"
    OTHER_BASE = "other_base"
    OTHER_DIRECTION = "other_direction"
    OTHER_RHYTHM = "other_rhythm"
    PART = "part"
    STEP = "step"
    HIGHER = "higher"
    EARLIER = "earlier"


_WEAKER = frozenset({Point.LOWER, Point.LATER})
_STRONGER = frozenset({Point.HIGHER, Point.EARLIER})


@dataclass(frozen=True, slots=True)
class Goal:
    """One side: a line of the ledger, or a promise without a number (`number` is None) that may have a date."""

    kind: str = ""
    number: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""
    direction: str = ""
    baseline: str = ""
    per: str = ""
    measure: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, and the verdict that follows from it."""

    points: tuple[Point, ...]
    is_measured: bool

    @property
    def verdict(self) -> Verdict:
        found = set(self.points)
        if found & _WEAKER:
            return Verdict.WEAKER
        if found - _STRONGER:
            return Verdict.UNCLEAR
        if found:
            return Verdict.STRONGER
        return Verdict.EQUAL if self.is_measured else Verdict.PLAIN


def compare(*, upper: Goal, lower: Goal, is_part: bool) -> Comparison:
    """Compare a promise with its parent; `is_part`: the lower plan is for a part of what the upper one covers."""
    return Comparison(
        points=tuple(_points(upper, lower, is_part)),
        is_measured=upper.number is not None or upper.due_on is not None,
    )


def _points(upper: Goal, lower: Goal, is_part: bool) -> Iterator[Point]:
    day = _by_day(upper, lower)
    if upper.number is not None:
        number = _by_number(upper, lower, is_part)
        if number == Point.LOWER and day == Point.EARLIER:
            yield Point.STEP
            return
        if number:
            yield number
    if day:
        yield day


def _by_day(upper: Goal, lower: Goal) -> Point | None:
    if upper.due_on is None or lower.due_on == upper.due_on:
        return None
    if lower.due_on is None:
        return Point.NO_DATE
    return Point.LATER if lower.due_on > upper.due_on else Point.EARLIER


def _by_number(upper: Goal, lower: Goal, is_part: bool) -> Point | None:
    if why := _why_not(upper, lower, is_part):
        return why
    ours, theirs = _promised(lower), _promised(upper)
    if ours == theirs:
        return None
    return Point.LOWER if (ours < theirs) == (upper.direction != Direction.DOWN) else Point.HIGHER


def _why_not(upper: Goal, lower: Goal, is_part: bool) -> Point | None:
    """Why two numbers cannot be compared, the plainest reason first."""
    reasons = (
        (Point.NO_NUMBER, lower.number is None),
        (Point.OTHER_KIND, lower.kind != upper.kind),
        (Point.OTHER_UNIT, scale(lower.unit)[1] != scale(upper.unit)[1]),
        (Point.OTHER_DIRECTION, lower.direction != upper.direction),
        (Point.OTHER_BASE, upper.kind == LedgerKind.CHANGE and lower.baseline != upper.baseline),
        (Point.OTHER_RHYTHM, lower.per != upper.per),
        (Point.PART, is_part and adds_up(upper)),
    )
    return next((point for point, holds in reasons if holds), None)


def _promised(goal: Goal) -> Decimal:
    """What a goal promises at the least, in its plain unit: of a range the end that asks for less."""
    number = goal.number or Decimal()
    if goal.direction == Direction.DOWN and goal.most is not None:
        number = goal.most
    return number * scale(goal.unit)[0]


_COUNTED = frozenset(
    {LedgerKind.COUNT, LedgerKind.TITLES, LedgerKind.NET_INCREASE, LedgerKind.GROSS_INCREASE}
)
_MEAN = re.compile(r"人均|户均|平均|单位|每")


def adds_up(goal: Goal) -> bool:
    """Whether the parts of an area add up to the whole in this measure: counts and amounts do, shares do not."""
    if goal.kind in _COUNTED:
        return True
    is_amount = units.kind(goal.unit) in ("money", "physical", "count")
    return goal.kind in (LedgerKind.LEVEL, LedgerKind.CHANGE) and is_amount and not _MEAN.search(goal.measure)


_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_SCALED = re.compile(r"([十百千]?[万亿]亿?|[十百千])(.+)")
_SAME = {"家": "户", "个": "户", "吨标煤": "吨标准煤", "个百分点": "百分点", "套": "台", "台套": "台"}


@lru_cache(maxsize=1024)
def scale(unit: str) -> tuple[Decimal, str]:
    """How many of the plain unit one of this unit is: 亿元 is 100,000,000 元, 家 counts what 户 counts."""
    if unit in _SAME or unit.endswith("百分点"):
        return Decimal(1), _SAME.get(unit, unit)
    if unit == "‰":
        return Decimal("0.1"), "%"
    found = _SCALED.fullmatch(unit)
    if not found:
        return Decimal(1), unit
    factor = Decimal(1)
    for sign in found[1]:
        factor *= _TIMES[sign]
    return factor, _SAME.get(found[2], found[2])
