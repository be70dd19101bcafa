"""Ask a formula for its value: from which figures, in which period, on which day, of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from luoshi.formula import ir
from luoshi.formula.errors import FormulaError, Problem
from luoshi.formula.exact.evaluator import NO_PERIOD, Evaluator, Place
from luoshi.formula.exact.figures import Row, Rows, Source
from luoshi.formula.ir import Scope
from luoshi.formula.periods import Period
from luoshi.formula.result import Result

if TYPE_CHECKING:
    from luoshi.formula.formula import Formula

TIMED = (ir.Lagged, ir.ToDate, ir.Single, ir.Over, ir.Growth, ir.AtPrices)


class Asked:
    """A formula with its figures; `at` evaluates it at a place."""

    def __init__(self, formula: Formula, as_of: date | str | None) -> None:
        self.formula = formula
        self.as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self.source: Source = Rows((), formula.catalogue)

    def read(
        self, source: Source | None, rows: Iterable[Row], areas: Iterable[Row], shared: Iterable[Row]
    ) -> None:
        """Take the figures from a source, or from rows."""
        self.source = source or Rows(
            rows, self.formula.catalogue, areas=areas, shared=shared, as_of=self.as_of
        )

    def at(self, period: Period | str | None, body: str, cell: Mapping[str, str]) -> Result:
        """The result at a place. Raises FormulaError when it is not said of whom or when, and that matters."""
        when = self._period(period)
        if self.formula.node.type.scope is Scope.BODY and not body:
            bodies = list(self.source.bodies(when))
            if len(bodies) != 1:
                raise FormulaError([Problem("F603")], self.formula.text)
            body = bodies[0]
        place = Place(when, body, tuple(sorted(cell.items())))
        evaluator = Evaluator(self.formula.catalogue, self.source, self.as_of)
        step = evaluator.step(self.formula.node, place)
        return Result(self.formula.code or self.formula.text, step, place, evaluator, self.as_of)

    def everywhere(self, period: Period | str | None) -> dict[str, Result]:
        """The result of each body, or of each cell that has a body."""
        when = self._period(period)
        if self.formula.node.type.scope is Scope.BODY:
            return {body: self.at(when, body, {}) for body in self.source.bodies(when)}
        cells = sorted({cell for body in self.source.bodies(when) for cell in self._cell(body, when)})
        return {"/".join(member for _, member in cell): self.at(when, "", dict(cell)) for cell in cells}

    def _cell(self, body: str, period: Period) -> Iterator[tuple[tuple[str, str], ...]]:
        """The cell of a body by the levels of the formula; none when one of them is not known."""
        members = []
        for dimension, level in self.formula.by:
            own = self.source.member(body, dimension, period)
            tree = self.formula.catalogue.dimensions[dimension]
            at = own if own is None or not level else tree.lift(own, level)
            if at is None:
                return
            members.append((dimension, at))
        yield tuple(members)

    def _period(self, period: Period | str | None) -> Period:
        return period_of(
            self.formula, period, self.source.only_period if isinstance(self.source, Rows) else None
        )


def period_of(formula: Formula, period: Period | str | None, only: Period | None) -> Period:
    """The period that is asked for: the one given, else the only one of the rows, else, where it is no matter, none.

    Raises FormulaError (F602).
    """
    if isinstance(period, str):
        return Period.parse(period)
    found = period or only
    if found is not None:
        return found
    if any(isinstance(one, TIMED) for one in ir.walk(formula.node)):
        raise FormulaError([Problem("F602")], formula.text)
    return NO_PERIOD
