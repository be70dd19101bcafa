"""Ranks (排位汇总): medians, quantiles, the largest, how many different: an engine gives the values, cell by cell they
are sorted as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from luoshi.formula import ir
from luoshi.formula.bulk.groups import Cell, Groups
from luoshi.formula.bulk.leaves import Leaf
from luoshi.formula.bulk.reasons import why
from luoshi.formula.exact.aggregation import concluded, floor_of, quantile
from luoshi.formula.exact.steps import Coverage, Found, Step
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period


class Ranked:
    """The bodies of a leaf as columns: `state`, `reported`, `expected`, `bits`, `value`, and the `group` of each."""

    def __init__(self, groups: Groups, columns: Mapping[str, Any], step: Fraction) -> None:
        import numpy

        self.groups, self.columns, self.worth = groups, columns, step
        self._order = numpy.argsort(columns["group"], kind="stable")
        ends = numpy.arange(len(groups.members) + 1)
        self._bounds = numpy.searchsorted(columns["group"][self._order], ends)
        self._steps: dict[Cell, Step] = {}

    def step(self, node: Leaf, cell: Cell, period: Period) -> Step:
        found = self._steps.get(cell)
        if found is None:
            found = self._steps[cell] = self._counted(node, cell, period)
        return found

    def _counted(self, node: Leaf, cell: Cell, period: Period) -> Step:
        import numpy

        rows = self._rows(cell)
        states = self.columns["state"][rows]
        kept = rows[states == 1]
        expected = kept[self.columns["expected"][kept] == 1]
        values = numpy.sort(self.columns["value"][kept[self.columns["reported"][kept] == 1]])
        coverage = Coverage(len(values), len(expected), int((states == 2).sum()))

        def lacking() -> frozenset[Why]:
            return why(int(numpy.bitwise_or.reduce(self.columns["bits"][expected])))

        value = concluded(node, coverage, period, floor_of(node), lacking, lambda: self._amount(node, values))
        return Step(node, value, (), coverage=coverage, period=period, top=())

    def _rows(self, cell: Cell) -> Any:
        """The bodies of a cell: those of its groups."""
        import numpy

        spread = self.groups.over(tuple(one for one, _ in cell))
        at = spread.cells.get(cell)
        groups = [] if at is None else spread.groups_of(at)
        parts = [self._order[self._bounds[one] : self._bounds[one + 1]] for one in groups]
        return numpy.concatenate(parts) if parts else numpy.zeros(0, dtype=numpy.int64)

    def _amount(self, node: Leaf, values: Any) -> Found:
        numbers: list[int] = values.tolist()
        if not isinstance(node, ir.Aggregate) or node.function == "distinct":
            return Fraction(len(set(numbers)))
        if node.function == "top":
            return sum(numbers[-int(node.extra or 1) :]) * self.worth
        share = Fraction(1, 2) if node.function == "median" else node.extra or Fraction(0)
        return quantile(numbers, share) * self.worth
