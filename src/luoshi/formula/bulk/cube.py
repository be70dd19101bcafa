"""The base cube (底表): the leaves of many formulas, counted once for each period, and all cells answered from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from luoshi.formula import ir
from luoshi.formula.asking import period_of
from luoshi.formula.bulk.counting import Counting, count
from luoshi.formula.bulk.groups import Cell
from luoshi.formula.bulk.leaves import Leaf
from luoshi.formula.bulk.resting import resting_collector
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.tallies import Tally
from luoshi.formula.digests import canonical
from luoshi.formula.exact.aggregation import aggregate, ratio
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.figures import Row
from luoshi.formula.exact.rules import RULES
from luoshi.formula.exact.steps import Step
from luoshi.formula.formula import Formula
from luoshi.formula.ir import Scope
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period
from luoshi.formula.result import Result


@dataclass(frozen=True, slots=True)
class Asked:
    """A leaf in a period; `pair` is the other period of a comparison on the same bodies."""

    leaf: str  # what it means, the same for all that mean the same
    period: Period
    pair: Period | None = None


class Cube:
    """Tallies of the leaves of some formulas over a table. What is not counted yet is counted when it is asked for.

    `dimensions` are those of cells that are asked for with `at`; those of by= are known from the formulas.
    """

    def __init__(self, table: Table, formulas: Iterable[Formula], *, dimensions: Iterable[str] = ()) -> None:
        """Raises ValueError for a formula of bodies."""
        self.table, self.formulas = table, tuple(formulas)
        for one in self.formulas:
            if one.node.type.scope is Scope.BODY:
                raise ValueError(f"{one.text!r} is of bodies, not of cells; right would be evaluate()")
        own = {dimension for one in self.formulas for dimension, _ in one.by}
        self.dimensions = tuple(sorted({*own, *dimensions}))
        self._tallies: dict[Asked, tuple[Tally | None, frozenset[Period | None]]] = {}
        self._present: dict[Period, tuple[list[tuple[str | None, ...]], frozenset[Period | None]]] = {}
        self._keys: dict[int, tuple[ir.Node, str]] = {}
        self._forget_what_was_asked()

    def _forget_what_was_asked(self) -> None:
        """Forget the ways to what is counted; that itself stays."""
        self._near: dict[tuple[int, Period, Period | None], Tally | None] = {}
        self._cells: dict[tuple[tuple[tuple[str, str], ...], Period], list[Cell]] = {}
        self.__dict__.pop("_evaluator", None)

    def evaluate(
        self, period: Period | str | None = None, *, formulas: Sequence[Formula] | None = None
    ) -> list[dict[str, Result]]:
        """What `Formula.evaluate_all` gives, for each formula of the cube or for some of them."""
        wanted = self.formulas if formulas is None else formulas
        return self._everywhere(wanted, [self._whens(wanted, period)])[0]

    def evaluate_periods(
        self, periods: Iterable[Period | str], *, formulas: Sequence[Formula] | None = None
    ) -> dict[Period, list[dict[str, Result]]]:
        """The same for several periods, counted together."""
        wanted = self.formulas if formulas is None else formulas
        asked = [Period.parse(one) if isinstance(one, str) else one for one in periods]
        found = self._everywhere(wanted, [self._whens(wanted, one) for one in asked])
        return dict(zip(asked, found, strict=True))

    def _whens(self, wanted: Sequence[Formula], period: Period | str | None) -> list[Period]:
        return [period_of(one, period, self.table.only_period) for one in wanted]

    def _everywhere(
        self, wanted: Sequence[Formula], periods: list[list[Period]]
    ) -> list[list[dict[str, Result]]]:
        """Of each formula, in each of some periods, the results by cell."""
        asked = [pair for own in periods for pair in zip(wanted, own, strict=True)]
        with resting_collector():
            self._prepare(asked)
            found = iter(
                [
                    {
                        "/".join(member for _, member in cell): self._result(one, when, cell)
                        for cell in self.cells(one, when)
                    }
                    for one, when in asked
                ]
            )
            return [[next(found) for _ in own] for own in periods]

    def at(
        self, formula: Formula, *, period: Period | str | None = None, cell: Mapping[str, str] | None = None
    ) -> Result:
        """What `Formula.evaluate` gives for one cell; {} is everybody. Raises KeyError for a dimension it has not."""
        found = dict(cell or {})
        if unknown := set(found) - set(self.dimensions):
            raise KeyError(
                f"the cube has no dimension {sorted(unknown)[0]!r}; it has {', '.join(self.dimensions)}"
            )
        when = period_of(formula, period, self.table.only_period)
        self._prepare([(formula, when)])
        return self._result(formula, when, tuple(found.items()))

    def cells(self, formula: Formula, period: Period) -> list[Cell]:
        """The cells of a formula that have a body in a period."""
        key = (formula.by, period)
        if key not in self._cells:
            self._cells[key] = self._found(formula, period)
        return self._cells[key]

    def _found(self, formula: Formula, period: Period) -> list[Cell]:
        found = set()
        for members in self._members(period):
            own = dict(zip(self.dimensions, members, strict=True))
            cell = [(one, self._lifted(one, level, own[one])) for one, level in formula.by]
            known = tuple((one, member) for one, member in cell if member is not None)
            if len(known) == len(cell):
                found.add(known)
        return sorted(found)

    def patch(self, period: Period | str | None, rows: Iterable[Row]) -> None:
        """Put rows in the place of all that a period had; what was counted from it is counted anew when asked for."""
        self.table.patch(period, rows)
        self.forget(Period.parse(period) if isinstance(period, str) else period)

    def patch_columns(self, period: Period | str | None, table: Any) -> None:
        """The same with an Arrow table, see `Table.patch_columns`."""
        self.table.patch_columns(period, table)
        self.forget(Period.parse(period) if isinstance(period, str) else period)

    def forget(self, period: Period | None) -> None:
        """Forget what was counted from a period, or, None, from what holds for all periods."""
        kept = {asked: held for asked, held in self._tallies.items() if not _rests_on(held[1], period)}
        self._tallies = kept
        self._present = {when: held for when, held in self._present.items() if not _rests_on(held[1], period)}
        self._forget_what_was_asked()

    def rebuild(self) -> None:
        """Forget all that was counted."""
        self._tallies, self._present = {}, {}
        self._forget_what_was_asked()

    @property
    def tallied(self) -> list[Asked]:
        """The leaves that are counted."""
        return list(self._tallies)

    # the algebra

    @cached_property
    def _evaluator(self) -> Tallied:
        exact = self.table.exact
        found = Tallied(exact.catalogue, exact.source, exact.day)
        found.cube = self
        return found

    def _result(self, formula: Formula, period: Period, cell: Cell) -> Result:
        place = Place(period, "", tuple(sorted(cell)))
        step = self._evaluator.step(formula.node, place)
        return Result(formula.code or formula.text, step, place, self._evaluator, self.table.as_of)

    def leaf(self, node: Leaf, place: Place) -> Step:
        """A leaf's step, from its tally."""
        key = (id(node), place.period, place.pair)
        tally = self._near.get(key)
        if tally is None and key not in self._near:
            asked = self._asked(node, place)
            if asked not in self._tallies:
                self._count({asked: node})
            tally = self._near[key] = self._tallies[asked][0]
        if tally is None:
            exact = self.table.exact
            return (
                aggregate(exact, node, place) if isinstance(node, ir.Aggregate) else ratio(exact, node, place)
            )
        found = tally.step(node, place.cell, place.period)
        if found.node is node:
            return found
        # It was remembered for another formula; its place in the text is this one's own.
        return Step(node, found.value, (), **found.notes)

    # what is counted

    def _prepare(self, pairs: Sequence[tuple[Formula, Period]]) -> None:
        """Count in few passes what formulas will ask for, as far as that is seen without figures."""
        wanted: dict[Asked, Leaf] = {}
        for formula, period in pairs:
            looking = Looking(self.table.catalogue, self.table.exact.source, self.table.as_of)
            looking.step(formula.node, Place(period))
            wanted |= {self._asked(node, place): node for node, place in looking.seen}
        self._count({asked: node for asked, node in wanted.items() if asked not in self._tallies})

    def _count(self, wanted: Mapping[Asked, Leaf]) -> None:
        """Count what is wanted, all periods together."""
        whens = dict.fromkeys((asked.period, asked.pair) for asked in wanted)
        countings = {when: self._counting(*when, is_wide=len(whens) > 1) for when in whens}
        for asked, node in wanted.items():
            countings[asked.period, asked.pair].add(asked.leaf, node)
        count(countings.values(), self.table, self.dimensions)
        for asked in wanted:
            own = countings[asked.period, asked.pair]
            self._tallies[asked] = (own.found[asked.leaf], own.asked)
        for own in countings.values():
            if own.pair is None and own.seen is not None:
                self._present[own.period] = (list(dict.fromkeys(own.seen)), own.asked)

    def _counting(self, period: Period, pair: Period | None = None, *, is_wide: bool = False) -> Counting:
        return Counting(self.table, self.dimensions, period, pair, is_wide=is_wide)

    def _asked(self, node: Leaf, place: Place) -> Asked:
        held = self._keys.get(id(node))
        if held is None:
            held = (node, canonical(node))
            self._keys[id(node)] = held
        return Asked(held[1], place.period, place.pair)

    def _members(self, period: Period) -> list[tuple[str | None, ...]]:
        if period not in self._present:
            counting = self._counting(period)
            counting.look()
            count([counting], self.table, self.dimensions)
            self._present[period] = (list(dict.fromkeys(counting.seen or ())), counting.asked)
        return self._present[period][0]

    def _lifted(self, dimension: str, level: str, member: str | None) -> str | None:
        if member is None or not level:
            return member
        return self.table.catalogue.dimensions[dimension].lift(member, level)


class Tallied(Evaluator):
    """The exact evaluator, its aggregates read from the tallies of a cube."""

    cube: Cube

    @cached_property
    def _rules(self) -> dict[type[ir.Node], Any]:
        return RULES | {ir.Aggregate: _tallied, ir.Ratio: _tallied}


def _tallied(evaluator: Tallied, node: Leaf, place: Place) -> Step:
    return evaluator.cube.leaf(node, place)


class Looking(Evaluator):
    """The exact evaluator, looking only which leaves it would ask for."""

    @cached_property
    def seen(self) -> list[tuple[Leaf, Place]]:
        return []

    @cached_property
    def _rules(self) -> dict[type[ir.Node], Any]:
        return RULES | {ir.Aggregate: _looked, ir.Ratio: _looked}


def _looked(evaluator: Looking, node: Leaf, place: Place) -> Step:
    evaluator.seen.append((node, place))
    return Step(node, Missing())


def _rests_on(asked: frozenset[Period | None], period: Period | None) -> bool:
    return period is None or any(one is not None and one.touches(period) for one in asked)
