"""Where formulas read figures of bodies from (取数): one body from the truth, or many at once by columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from luoshi.formula import Figure, Missing, Name, Period, Why
from luoshi.formula.exact.evaluator import NO_PERIOD
from luoshi.formula.exact.figures import loaded
from luoshi.kernel.formulas.names import FACTS, When, fact_of_dimension, is_reported
from luoshi.kernel.models import Body


class OfOne:
    """The figures of one body, each read when a formula asks for it."""

    def __init__(self, body: Body, *, on: date) -> None:
        self.body, self.on = body, on
        self._read: dict[tuple[str, Period], Any] = {}

    def bodies(self, period: Period) -> Collection[str]:
        return [str(self.body.pk)]

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        if of != str(self.body.pk) or name.code not in FACTS:
            return None
        key = (name.code, period)
        if key not in self._read:
            self._read[key] = FACTS[name.code].one(self.body, _when(self.on, period))
        return _figure(self._read[key], name, period)

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        fact = fact_of_dimension(dimension)
        reading = fact.one(self.body, _when(self.on, period)) if fact else None
        return str(reading) if is_reported(reading) else None


class OfMany:
    """The figures of many bodies: a column is read once, when a formula first asks for it."""

    def __init__(self, bodies: Iterable[int], *, on: date) -> None:
        self.keys = list(bodies)
        self.on = on
        self._known = {str(key): key for key in self.keys}
        self._columns: dict[tuple[str, Period], Any] = {}

    def bodies(self, period: Period) -> Collection[str]:
        return list(self._known)

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        if of not in self._known or name.code not in FACTS:
            return None
        return _figure(self._column(name.code, period).get(self._known[of]), name, period)

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        fact = fact_of_dimension(dimension)
        reading = self._column(fact.name.code, period).get(self._known[body]) if fact else None
        return str(reading) if is_reported(reading) else None

    def _column(self, code: str, period: Period) -> Any:
        key = (code, period)
        if key not in self._columns:
            self._columns[key] = FACTS[code].column(self.keys, _when(self.on, period))
        return self._columns[key]


def _when(on: date, period: Period) -> When:
    return When(on, None if period == NO_PERIOD else period)


def _figure(reading: Any, name: Name, period: Period) -> Figure | Missing | None:
    """What a reader gave, as evaluators take it; nothing reported is for them to say."""
    if reading is None:
        return None
    if isinstance(reading, Why):
        return Missing.because(reading, name.code, period)
    return reading if isinstance(reading, Figure) else Figure(loaded(reading, name))
