"""Tables that are data (评分表、折线表、决策表), checked when they are saved. Intervals are half open: [low, high)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

from luoshi.formula.errors import FormulaError, Problem
from luoshi.formula.units import BARE, SCORE, Unit

Value: TypeAlias = Fraction | str | bool
MOST_BITS = 14_000  # of a number that is written out: 4,200 digits


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`; None is open. The table says which of the two ends belongs to it."""

    low: Fraction | None
    high: Fraction | None
    points: Fraction

    def holds(self, value: Fraction, *, with_high: bool = False) -> bool:
        if with_high:
            return (self.low is None or value > self.low) and (self.high is None or value <= self.high)
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)


def plain(value: Fraction) -> str:
    """A fraction as a decimal where it is one, else as a quotient; one beyond all measure as a power of ten."""
    if value.denominator == 1 and value.numerator.bit_length() < MOST_BITS:
        return str(value.numerator)
    size = value.numerator.bit_length() - value.denominator.bit_length()
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        return f"{'-' if value < 0 else ''}≈10^{size * 30103 // 100000}"
    rest = value.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = max(twos, fives)
    whole = abs(value.numerator) * 10**digits // value.denominator
    text = str(whole).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".") if digits else text
    return "-" + text if value < 0 else text


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """Points for bands of one figure (评分表), [low, high) each, in `unit`; `otherwise` is for what lies outside all."""

    code: str
    bands: tuple[Band, ...]
    zh: str = ""
    en: str = ""
    unit: Unit = BARE
    gives: Unit = SCORE
    otherwise: Fraction | None = None
    with_high: bool = False  # bands are (low, high], as where 50% and less gives most
    since: date = date.min
    clause: str = ""

    def faults(self) -> Iterable[Problem]:
        said = {"table": self.zh or self.code}
        if not self.bands:
            yield Problem("F404", values=said)
            return
        yield from (
            Problem("F403", values={**said, "found": plain(one.high), "after": plain(one.low)})
            for one in self.bands
            if one.low is not None and one.high is not None and one.high <= one.low
        )
        for one, then in pairwise(self.bands):
            yield from self._seam(one, then, said)
        yield from self._ends(said)

    def _seam(self, one: Band, then: Band, said: dict[str, str]) -> Iterable[Problem]:
        if one.high is None or then.low is None or (one.low is not None and then.low < one.low):
            both = {"first": self._said(one), "second": self._said(then)}
            late = one.low is not None and then.low is not None and then.low < one.low
            yield (
                Problem("F403", values={**said, "found": self._said(one), "after": self._said(then)})
                if late
                else Problem("F402", values={**said, **both})
            )
        elif one.high < then.low:
            yield Problem(
                "F401", values={**said, "low": self._shown(one.high), "high": self._shown(then.low)}
            )
        elif one.high > then.low:
            yield Problem("F402", values={**said, "first": self._said(one), "second": self._said(then)})

    def _ends(self, said: dict[str, str]) -> Iterable[Problem]:
        if self.otherwise is not None:
            return
        first, last = self.bands[0], self.bands[-1]
        if first.low is not None:
            yield Problem(
                "F405", values={**said, "what": f"{'<=' if self.with_high else '<'} {self._shown(first.low)}"}
            )
        if last.high is not None:
            yield Problem(
                "F405", values={**said, "what": f"{'>' if self.with_high else '>='} {self._shown(last.high)}"}
            )

    def _shown(self, value: Fraction) -> str:
        return plain(value) + self.unit.show()

    def _said(self, band: Band) -> str:
        low = "-∞" if band.low is None else self._shown(band.low)
        high = "+∞" if band.high is None else self._shown(band.high)
        return f"({low}, {high}]" if self.with_high else f"[{low}, {high})"

    def score(self, value: Fraction) -> Fraction | None:
        """The points of a value in `unit`."""
        return next(
            (band.points for band in self.bands if band.holds(value, with_high=self.with_high)),
            self.otherwise,
        )


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """Points with straight lines between them (折线表); before the first and after the last it is level."""

    code: str
    points: tuple[tuple[Fraction, Fraction], ...]
    zh: str = ""
    en: str = ""
    unit: Unit = BARE
    gives: Unit = SCORE
    since: date = date.min
    clause: str = ""

    def faults(self) -> Iterable[Problem]:
        said = {"table": self.zh or self.code}
        if not self.points:
            yield Problem("F404", values=said)
        for (one, _), (then, _) in pairwise(self.points):
            if then <= one:
                yield Problem("F403", values={**said, "found": plain(then), "after": plain(one)})

    def at(self, value: Fraction) -> Fraction:
        """The height of the line at a value in `unit`."""
        if value <= self.points[0][0]:
            return self.points[0][1]
        for (x0, y0), (x1, y1) in pairwise(self.points):
            if value <= x1:
                return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        return self.points[-1][1]


@dataclass(frozen=True, slots=True)
class Between:
    """A condition of a decision table: a half-open interval."""

    low: Fraction | None = None
    high: Fraction | None = None

    def holds(self, value: Value) -> bool:
        if not isinstance(value, Fraction):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)

    def meets(self, other: Condition) -> bool:
        if not isinstance(other, Between):
            return other is None
        lows = [one for one in (self.low, other.low) if one is not None]
        highs = [one for one in (self.high, other.high) if one is not None]
        return not lows or not highs or max(lows) < min(highs)


@dataclass(frozen=True, slots=True)
class OneOf:
    """A condition of a decision table: one of these codes, or true, or false."""

    values: frozenset[str | bool]

    def holds(self, value: Value) -> bool:
        return value in self.values

    def meets(self, other: Condition) -> bool:
        return other is None or (isinstance(other, OneOf) and bool(self.values & other.values))


Condition: TypeAlias = Between | OneOf | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a decision table; a condition that is None does not matter."""

    conditions: tuple[Condition, ...]
    result: Value


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows of conditions (决策表): exactly one holds (unique), or the first that holds counts."""

    code: str
    inputs: tuple[Unit | str, ...]  # a unit, or "code", or "truth"
    rules: tuple[Rule, ...]
    zh: str = ""
    en: str = ""
    gives: Unit | str = BARE  # a unit, or "code", or "truth"
    is_unique: bool = True
    otherwise: Value | None = None
    since: date = date.min
    clause: str = ""

    def faults(self) -> Iterable[Problem]:
        said = {"table": self.zh or self.code}
        if not self.rules:
            yield Problem("F404", values=said)
        wrong = [
            (row, rule) for row, rule in enumerate(self.rules, 1) if len(rule.conditions) != len(self.inputs)
        ]
        for row, rule in wrong:
            counts = {"row": row, "found": len(rule.conditions), "expected": len(self.inputs)}
            yield Problem("F410", values={**said, **counts})
        if self.is_unique and not wrong:
            for (one, first), (two, second) in combinations(enumerate(self.rules, 1), 2):
                if all(_meet(*pair) for pair in zip(first.conditions, second.conditions, strict=True)):
                    yield Problem("F402", values={**said, "first": one, "second": two})


def _meet(one: Condition, other: Condition) -> bool:
    return one is None or one.meets(other)


Table: TypeAlias = ScoringTable | BrokenLine | DecisionTable


def check(table: Table) -> Table:
    """Hand a table on that is sound. Raises FormulaError with every gap, overlap and wrong order."""
    problems = list(table.faults())
    if problems:
        raise FormulaError(problems)
    return table


def bands(*rows: Sequence[object]) -> tuple[Band, ...]:
    """Write bands as (low, high, points) with numbers or decimal texts."""
    return tuple(Band(_fraction(low), _fraction(high), Fraction(str(points))) for low, high, points in rows)


def _fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))
