"""Figures (数据): where the evaluator reads from. `Rows` reads from plain rows; who has a store makes a `Source`."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final, Protocol, TypeAlias

from luoshi.formula.catalogue import Catalogue, Kind, Level, Name, Time
from luoshi.formula.errors import FormulaError, Problem, Said
from luoshi.formula.ir import Value
from luoshi.formula.missing import Missing, Why
from luoshi.formula.periods import Period

BIGGEST: Final = 400  # digits before or after the point
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it was reported, in base units, and where it comes from."""

    value: Value
    source: Mapping[str, object] | None = None


class Source(Protocol):
    """What an evaluator asks. `of` is a body, an area, or empty for everybody."""

    def bodies(self, period: Period) -> Collection[str]:
        """Who belongs to the population in that period."""

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        """The figure reported for just that period; None where there is no report for it."""

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        """Where in a dimension a body belongs: its area, its industry."""


class Rows:
    """Rows as they come from a sheet: words of names → values in the names' units.

    `body`, `period` and `known_from` are keys of their own; so are codes of dimensions. Without a period a row holds
    for all. `areas` has rows of areas, `shared` rows for everybody. Of several rows the last known by `as_of` counts.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        catalogue: Catalogue,
        *,
        areas: Iterable[Row] = (),
        shared: Iterable[Row] = (),
        as_of: date | None = None,
    ) -> None:
        """Raises FormulaError for a value that is none."""
        self.catalogue = catalogue
        self._codes: dict[str, str] = {}
        self._rows: dict[Level, dict[tuple[str, Period | None], Row]] = {level: {} for level in Level}
        for level, given in ((Level.BODY, rows), (Level.AREA, areas), (Level.ALL, shared)):
            for row in sorted(given, key=known_from):
                if as_of is None or known_from(row) <= as_of:
                    self._enter(level, row)
        self._periods = {level: _periods(held) for level, held in self._rows.items()}

    def _enter(self, level: Level, row: Row) -> None:
        of = "" if level is Level.ALL else str(row.get("body" if level is Level.BODY else "area", ""))
        written = row.get("period")
        period = written if written is None or isinstance(written, Period) else Period.parse(str(written))
        self._rows[level][of, period] = {self._code(word): value for word, value in row.items()}

    def _code(self, word: str) -> str:
        if word not in self._codes:
            found = self.catalogue.name(word)
            self._codes[word] = found.code if found else word
        return self._codes[word]

    @property
    def periods(self) -> set[Period | None]:
        """The periods that rows are of; None where one holds for all."""
        return {period for held in self._rows.values() for _, period in held}

    @property
    def only_period(self) -> Period | None:
        """The one period that all rows are of."""
        found = self.periods
        return found.pop() if len(found) == 1 else None

    def bodies(self, period: Period) -> Collection[str]:
        held = self._rows[Level.BODY]
        return dict.fromkeys(of for of, own in held if own is None or own.touches(period))

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        row = self._row(of, name.level, period, is_lasting=name.time is Time.NONE)
        if row is None or name.code not in row:
            return None
        value = row[name.code]
        if value is None:
            return Missing.because(Why.NOT_REPORTED, name.code, period)
        if isinstance(value, Missing):
            return value
        if isinstance(value, Why):
            return Missing.because(value, name.code, period)
        if isinstance(value, Figure):
            return value
        return Figure(loaded(value, name))

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        row = self._row(body, Level.BODY, period, is_lasting=True)
        found = row.get(dimension) if row else None
        return None if found is None or isinstance(found, Why | Missing) else str(found)

    def _row(self, of: str, level: Level, period: Period, *, is_lasting: bool) -> Row | None:
        held = self._rows[level]
        if level is not Level.BODY and (of, period) not in held and (of, None) not in held:
            of = next(iter({one for one, _ in held}), of) if len({one for one, _ in held}) == 1 else of
        found = held.get((of, period)) or held.get((of, None))
        if found is None and is_lasting:
            near = [own for own in self._periods[level].get(of, ()) if own.touches(period)]
            found = held[of, max(near, key=lambda own: own.first + own.months)] if near else None
        return found


def known_from(row: Row) -> date:
    """The day from which a row is known; without one it always was."""
    found = row.get("known_from")
    return date.min if found is None else found if isinstance(found, date) else date.fromisoformat(str(found))


def _periods(held: Mapping[tuple[str, Period | None], Row]) -> dict[str, list[Period]]:
    found: dict[str, list[Period]] = {}
    for of, period in held:
        if period is not None:
            found.setdefault(of, []).append(period)
    return found


KINDS: Final = {
    Kind.NUMBER: Said("有限的十进制数", "a finite decimal number"),
    Kind.TRUTH: Said("真或假", "true or false"),
    Kind.CODE: Said("代码", "a code"),
    Kind.DATE: Said("日期", "a day"),
}


def loaded(value: object, name: Name) -> Value:
    """A reported value in base units. Raises FormulaError (F601) for NaN, infinity and what is of another kind."""
    found = {Kind.NUMBER: _number, Kind.TRUTH: _truth, Kind.CODE: _text, Kind.DATE: _day}[name.kind](value)
    if found is None:
        values = {"name": name.said, "found": repr(value)[:60], "expected": KINDS[name.kind]}
        raise FormulaError([Problem("F601", values=values)])
    return found * name.unit.factor if isinstance(found, Fraction) else found


def _number(value: object) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, float):
        return Fraction(repr(value)) if math.isfinite(value) else None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > BIGGEST:
        return None
    return Fraction(number)


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
