"""Tallies (汇总结果): what was counted for a leaf, cell by cell, and the value that the exact evaluator's rules give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from luoshi.formula import ir
from luoshi.formula.bulk.engine import LONG
from luoshi.formula.bulk.groups import Cell, Groups
from luoshi.formula.bulk.leaves import Leaf, Sums
from luoshi.formula.exact.aggregation import Held, concluded, counts_reports, floor_of, quotient, summed_up
from luoshi.formula.exact.steps import Coverage, Found, Step
from luoshi.formula.missing import Missing, Why
from luoshi.formula.periods import Period


class Tally(Protocol):
    """What was counted for a leaf in a period."""

    groups: Groups

    def step(self, node: Leaf, cell: Cell, period: Period) -> Step:
        """The leaf's step in a cell, as the exact evaluator gives it."""


class Summed:
    """Sums of groups of bodies, added up for each cell."""

    def __init__(self, sums: Sums, groups: Groups, states: Any, values: dict[str, Any]) -> None:
        """`states` says of each group whether the condition holds; `values` are the sums by name."""
        self.sums, self.groups, self.states, self.values = sums, groups, states, values
        self._folded: dict[tuple[str, ...], dict[Cell, dict[str, int]]] = {}
        self._steps: dict[tuple[int, Cell], Step] = {}  # what was asked once is answered at once
        self._floors: dict[int, Fraction] = {}  # by node: a cube keeps the nodes that it was asked for

    def step(self, node: Leaf, cell: Cell, period: Period) -> Step:
        found = self._steps.get((id(node), cell))
        if found is None:
            found = self._steps[id(node), cell] = self._first(node, cell, period)
        return found

    def _first(self, node: Leaf, cell: Cell, period: Period) -> Step:
        dimensions = tuple([one for one, _ in cell])
        counted = self._folded.get(dimensions)
        if counted is None:
            counted = self._folded[dimensions] = self._over(dimensions)
        floor = self._floors.get(id(node))
        if floor is None:
            floor = self._floors[id(node)] = floor_of(node)
        return _concluded(node, self.sums, counted.get(cell, {}), period, floor)

    def _over(self, dimensions: tuple[str, ...]) -> dict[Cell, dict[str, int]]:
        """The sums of each cell by name."""
        spread = self.groups.over(dimensions)
        found = {"unknown": spread.fold("sum", self._counted(2))}
        for name, (how, term) in self.sums.parts.items():
            edge = {"sum": 0, "max": term.low, "min": term.high}[how]
            found[name] = spread.fold(how, self._kept(self.values[name], edge))
        rows = zip(*found.values(), strict=True)
        return {
            cell: dict(zip(found, row, strict=True)) for cell, row in zip(spread.cells, rows, strict=True)
        }

    def _counted(self, state: int) -> Any:
        import numpy

        return numpy.where(self.states == state, self.values["rows"], 0)

    def _kept(self, values: Any, edge: int) -> Any:
        import numpy

        held = values if abs(edge) <= LONG else values.astype(object)
        return numpy.where(self.states == 1, held, edge)


def _concluded(node: Leaf, sums: Sums, own: dict[str, int], period: Period, floor: Fraction) -> Step:
    reported, expected = own.get("reported", 0), own.get("expected", 0)
    weight = None
    if "whole" in sums.parts and own.get("whole"):
        weight = Fraction(own["weight"], own["whole"])
    coverage = Coverage(reported, expected, own.get("unknown", 0), weight)
    if reported and not floor:
        value = _amount(node, sums, own, reported)
    else:
        value = concluded(
            node,
            coverage,
            period,
            floor,
            lambda: _lacking(sums, own),
            lambda: _amount(node, sums, own, reported),
        )
    return Step(node, value, (), coverage=coverage, period=period, top=())


def _lacking(sums: Sums, own: dict[str, int]) -> frozenset[Why]:
    """Why some of those expected did not report."""
    if sums.is_alike:
        return frozenset(sums.reasons if own["reported"] < own["expected"] else ())
    return frozenset(one for one in sums.reasons if own.get(f"why {one}"))


def _amount(node: Leaf, sums: Sums, own: dict[str, int], reported: int) -> Found:
    if isinstance(node, ir.Aggregate) and node.function == "count":
        return Fraction(reported if counts_reports(node) else own.get("trues", 0))
    if "bound" in sums.parts:
        return _times(own["bound"], sums.step)
    number = own["total"]
    if sums.empty:
        number -= sums.empty * (own["rows"] - reported)
    total = _times(number, sums.step)
    if "weight" in sums.parts:
        return quotient(total, own["weight"] * sums.weight_step)
    return total if isinstance(node, ir.Aggregate) and node.function == "sum" else total / reported


def _times(number: int, step: Fraction) -> Fraction:
    """So many steps; made at once, which takes a third of the time of multiplying."""
    return Fraction(number * step.numerator, step.denominator)


@dataclass(frozen=True, slots=True)
class Record:
    """One body: its members, whether the condition keeps it, its value and weight."""

    members: tuple[str | None, ...]
    kept: Found
    held: Held


class Listed:
    """Bodies one by one, for what can't be added up: medians, the different, the largest, quotients."""

    def __init__(self, groups: Groups, records: Sequence[Record]) -> None:
        self.groups, self.records = groups, records
        self._cells: dict[tuple[str, ...], dict[Cell, list[Record]]] = {}
        self._steps: dict[Cell, Step] = {}

    def step(self, node: Leaf, cell: Cell, period: Period) -> Step:
        found = self._steps.get(cell)
        if found is None:
            records = self._of(tuple(one for one, _ in cell)).get(cell, [])
            held = [one.held for one in records if one.kept is True]
            unknown = sum(isinstance(one.kept, Missing) for one in records)
            found = summed_up(node, held, unknown, period)
            self._steps[cell] = found
        return found

    def _of(self, dimensions: tuple[str, ...]) -> dict[Cell, list[Record]]:
        found = self._cells.get(dimensions)
        if found is None:
            found, known = {}, {}
            for one in self.records:
                if one.members not in known:
                    known[one.members] = self.groups.cells_of(one.members, dimensions)
                for cell in known[one.members]:
                    found.setdefault(cell, []).append(one)
            self._cells[dimensions] = found
        return found
