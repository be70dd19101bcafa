"""Walks the typed form and gives a step for every node. The rules stand in files by what they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from luoshi.formula import ir
from luoshi.formula.catalogue import Catalogue
from luoshi.formula.errors import FormulaError, Problem
from luoshi.formula.exact.figures import Source
from luoshi.formula.exact.steps import Step
from luoshi.formula.periods import Period


@dataclass(frozen=True, slots=True)
class Place:
    """Of what, and when, a value is asked. `pair` is the other period of a comparison on the same bodies."""

    period: Period
    body: str = ""
    cell: tuple[tuple[str, str], ...] = ()  # dimension and member; empty is everybody
    pair: Period | None = None

    def at(self, period: Period, pair: Period | None = None) -> Place:
        return Place(period, self.body, self.cell, pair)


@dataclass
class Evaluator:
    """Evaluates nodes over a source, on a day."""

    catalogue: Catalogue
    source: Source
    day: date | None = None
    changed: Mapping[tuple[str, str, Period], ir.Value] = field(
        default_factory=dict
    )  # (body, name, period) → value

    def step(self, node: ir.Node, place: Place) -> Step:
        return self._rules[type(node)](self, node, place)

    @cached_property
    def _rules(self) -> dict[type[ir.Node], Callable[[Evaluator, Any, Place], Step]]:
        from luoshi.formula.exact.rules import RULES  # the rules know the evaluator

        return RULES

    def today(self, place: Place) -> date:
        """The day of evaluation: the one given, else the last of the period. Raises FormulaError without either."""
        if self.day is not None:
            return self.day
        if place.period == NO_PERIOD:
            raise FormulaError([Problem("F602")])
        return place.period.ends_on


NO_PERIOD = Period(0, 12)  # stands where nobody asked for a period
