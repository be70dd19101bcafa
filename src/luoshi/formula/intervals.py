"""Bounds (区间): between what a value lies while some figures move within bounds. What is not known is `Anything`.

The search for the cheapest change leaves out whatever these bounds exclude, so they must never be too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias

from luoshi.formula import ir
from luoshi.formula.exact.arithmetic import to_steps
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.logic import MIRRORED
from luoshi.formula.exact.steps import Found
from luoshi.formula.exact.timing import base_of
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period
from luoshi.formula.tables import BrokenLine, ScoringTable


class Interval(NamedTuple):
    """A number from `low` to `high`, both included."""

    low: Fraction
    high: Fraction


class Truths(NamedTuple):
    """What a condition may be: true, false, missing."""

    true: bool
    false: bool
    missing: bool


class Anything(NamedTuple):
    """Whatever it may be, missing too."""


Bounds: TypeAlias = Interval | Truths | Anything | Found
ANYTHING: Final = Anything()
EVERY_TRUTH: Final = Truths(True, True, True)


@dataclass
class Bounding:
    """Bounds of nodes while figures of one body in one period move. `moving` has the code and bounds of each."""

    evaluator: Evaluator
    place: Place
    moving: Mapping[str, Interval]
    still: dict[tuple[int, Period], Found] = field(
        default_factory=dict
    )  # what does not move, kept for all boxes

    moved: dict[int, bool] = field(default_factory=dict)

    def of(self, node: ir.Node, place: Place | None = None) -> Bounds:
        place = place or self.place
        found = self.still_value(node, place)
        if found is not None:
            return found
        return RULES.get(type(node), _unknown)(self, node, place)

    def still_value(self, node: ir.Node, place: Place) -> Found | None:
        """The value of what does not move; None of what does."""
        if self._moves(node):
            return None
        key = (id(node), place.period)
        if key not in self.still:
            self.still[key] = self.evaluator.step(node, place).value
        return self.still[key]

    def _moves(self, node: ir.Node) -> bool:
        if id(node) not in self.moved:
            reads = (one for one in ir.walk(node) if isinstance(one, ir.Read))
            self.moved[id(node)] = any(one.name.code in self.moving for one in reads)
        return self.moved[id(node)]

    def number(self, node: ir.Node, place: Place) -> Interval | Missing | Anything:
        """The bounds of a number."""
        found = self.of(node, place)
        if isinstance(found, Fraction):
            return Interval(found, found)
        return found if isinstance(found, Interval | Missing) else ANYTHING

    def truths(self, node: ir.Node, place: Place) -> Truths:
        """What a condition may be."""
        found = self.of(node, place)
        if isinstance(found, bool):
            return Truths(found, not found, False)
        if isinstance(found, Missing):
            return Truths(False, False, True)
        return found if isinstance(found, Truths) else EVERY_TRUTH


def _unknown(bounding: Bounding, node: ir.Node, place: Place) -> Bounds:
    return ANYTHING


def _read(bounding: Bounding, node: ir.Read, place: Place) -> Bounds:
    if node.name.code in bounding.moving and place.period == bounding.place.period:
        return bounding.moving[node.name.code]
    return bounding.evaluator.step(node, place).value


def _derived(bounding: Bounding, node: ir.Derived, place: Place) -> Bounds:
    return bounding.of(node.body, place)


def _numbers(
    bounding: Bounding, place: Place, nodes: tuple[ir.Node, ...], work: Callable[..., Interval | None]
) -> Bounds:
    """Work on the bounds of numbers: one that is missing makes missing, of one that is unknown nothing is known."""
    found = [bounding.number(one, place) for one in nodes]
    if any(isinstance(one, Anything) for one in found):
        return ANYTHING
    lacking = [one for one in found if isinstance(one, Missing)]
    if lacking:
        return lacking[0]
    return work(*found) or ANYTHING


def _negative(bounding: Bounding, node: ir.Negative, place: Place) -> Bounds:
    return _numbers(bounding, place, (node.value,), lambda one: Interval(-one.high, -one.low))


def _absolute(bounding: Bounding, node: ir.Absolute, place: Place) -> Bounds:
    return _numbers(bounding, place, (node.value,), _distance)


def _distance(one: Interval) -> Interval:
    far = max(abs(one.low), abs(one.high))
    return Interval(Fraction(0) if one.low <= 0 <= one.high else min(abs(one.low), abs(one.high)), far)


def _arithmetic(bounding: Bounding, node: ir.Arithmetic, place: Place) -> Bounds:
    return _numbers(bounding, place, (node.left, node.right), CALCULATED[node.operator])


def _product(one: Interval, other: Interval) -> Interval:
    corners = [left * right for left in one for right in other]
    return Interval(min(corners), max(corners))


def _quotient(one: Interval, other: Interval) -> Interval | None:
    if other.low <= 0 <= other.high:
        return None
    return _product(one, Interval(1 / other.high, 1 / other.low))


CALCULATED: Final[dict[str, Callable[[Interval, Interval], Interval | None]]] = {
    "+": lambda one, other: Interval(one.low + other.low, one.high + other.high),
    "-": lambda one, other: Interval(one.low - other.high, one.high - other.low),
    "*": _product,
    "/": _quotient,
}


def _power(bounding: Bounding, node: ir.Power, place: Place) -> Bounds:
    return _numbers(bounding, place, (node.value,), lambda one: _raised(one, node.exponent))


def _raised(one: Interval, exponent: int) -> Interval | None:
    if exponent < 0 and one.low <= 0 <= one.high:
        return None
    ends = sorted((one.low**exponent, one.high**exponent))
    straddles = one.low < 0 < one.high and exponent % 2 == 0 and exponent > 0
    return Interval(Fraction(0) if straddles else ends[0], ends[1])


def _extreme(bounding: Bounding, node: ir.Extreme, place: Place) -> Bounds:
    choose: Any = min if node.function == "min" else max

    def work(*found: Interval) -> Interval:
        return Interval(choose(one.low for one in found), choose(one.high for one in found))

    return _numbers(bounding, place, node.values, work)


def _rounded(bounding: Bounding, node: ir.Rounded, place: Place) -> Bounds:
    def work(one: Interval) -> Interval:
        return Interval(*(to_steps(end / node.step, node.mode) * node.step for end in one))

    return _numbers(bounding, place, (node.value,), work)


def _scored(bounding: Bounding, node: ir.Scored, place: Place) -> Bounds:
    table = bounding.evaluator.catalogue.table(node.table)
    if table is None or not bounding.evaluator.catalogue.is_timeless(node.table):
        return ANYTHING
    if isinstance(table, BrokenLine):
        return _numbers(bounding, place, (node.value,), lambda one: _heights(table, one))
    if isinstance(table, ScoringTable):
        return _numbers(bounding, place, (node.value,), lambda one: _points(table, one))
    return ANYTHING


def _points(table: ScoringTable, one: Interval) -> Interval | None:
    low, high = (end / table.unit.factor for end in one)
    met = [
        band.points
        for band in table.bands
        if (band.low is None or band.low <= high) and (band.high is None or low <= band.high)
    ]
    outside = [] if table.otherwise is None else [table.otherwise]
    given = [points * table.gives.factor for points in (*met, *outside)]
    return Interval(min(given), max(given)) if given else None


def _heights(table: BrokenLine, one: Interval) -> Interval:
    low, high = (end / table.unit.factor for end in one)
    corners = [x for x, _ in table.points if low < x < high]
    heights = [table.at(x) * table.gives.factor for x in (low, *corners, high)]
    return Interval(min(heights), max(heights))


def _growth(bounding: Bounding, node: ir.Growth, place: Place) -> Bounds:
    """Of growth since a base that does not move; of what is not above zero nothing is known."""
    if node.annual or node.index:
        return ANYTHING
    base = place.at(base_of(node, place.period))
    now, then = bounding.number(node.value, place), bounding.number(node.value, base)
    if not isinstance(now, Interval) or not isinstance(then, Interval) or then.low <= 0:
        return ANYTHING
    found = _quotient(now, then)
    return Interval(found.low - 1, found.high - 1) if found else ANYTHING


def _chosen(bounding: Bounding, node: ir.Chosen, place: Place) -> Bounds:
    condition = bounding.truths(node.condition, place)
    if condition == Truths(True, False, False):
        return bounding.of(node.then, place)
    if condition == Truths(False, True, False):
        return bounding.of(node.otherwise, place)
    return ANYTHING if condition.missing else _either(bounding, (node.then, node.otherwise), place)


def _either(bounding: Bounding, nodes: tuple[ir.Node, ...], place: Place) -> Bounds:
    found = [bounding.number(one, place) for one in nodes]
    if all(isinstance(one, Interval) for one in found):
        held = [one for one in found if isinstance(one, Interval)]
        return Interval(min(one.low for one in held), max(one.high for one in held))
    return ANYTHING


def _or_else(bounding: Bounding, node: ir.OrElse, place: Place) -> Bounds:
    found = bounding.of(node.value, place)
    if isinstance(found, Missing):
        return bounding.of(node.otherwise, place)
    return found if isinstance(found, Interval) else ANYTHING


def _compare(bounding: Bounding, node: ir.Compare, place: Place) -> Bounds:
    left, right = bounding.number(node.left, place), bounding.number(node.right, place)
    if isinstance(left, Missing) or isinstance(right, Missing):
        return Truths(False, False, True)
    if isinstance(left, Anything) or isinstance(right, Anything):
        return EVERY_TRUTH
    return _tested(node.operator, left, right)


def _tested(sign: str, left: Interval, right: Interval) -> Truths:
    if sign in {"==", "!="}:
        may_meet = left.low <= right.high and right.low <= left.high
        is_one = left.low == left.high == right.low == right.high
        return Truths(may_meet, not is_one, False) if sign == "==" else Truths(not is_one, may_meet, False)
    if sign in {"<", "<="}:
        left, right, sign = right, left, MIRRORED[sign]
    if sign == ">":
        return Truths(left.high > right.low, left.low <= right.high, False)
    return Truths(left.high >= right.low, left.low < right.high, False)


def _logic(bounding: Bounding, node: ir.Logic, place: Place) -> Bounds:
    found = [bounding.truths(one, place) for one in node.values]
    if node.operator == "and":
        lacking = any(one.missing for one in found) and all(one.true or one.missing for one in found)
        return Truths(all(one.true for one in found), any(one.false for one in found), lacking)
    lacking = any(one.missing for one in found) and all(one.false or one.missing for one in found)
    return Truths(any(one.true for one in found), all(one.false for one in found), lacking)


def _not(bounding: Bounding, node: ir.Not, place: Place) -> Bounds:
    found = bounding.truths(node.value, place)
    return Truths(found.false, found.true, found.missing)


def _present(bounding: Bounding, node: ir.Present, place: Place) -> Bounds:
    found = bounding.of(node.value, place)
    if isinstance(found, Anything | Truths):
        return Truths(True, True, False)
    is_there = not isinstance(found, Missing)
    return is_there is node.wanted


def _member(bounding: Bounding, node: ir.Member, place: Place) -> Bounds:
    if not isinstance(node.among, ir.Range):
        return EVERY_TRUTH
    value = bounding.number(node.value, place)
    ends = [bounding.number(one, place) for one in (node.among.low, node.among.high)]
    if not isinstance(value, Interval) or not all(isinstance(one, Interval) for one in ends):
        return EVERY_TRUTH
    low, high = (one for one in ends if isinstance(one, Interval))
    links = (
        _tested(">=" if node.among.with_low else ">", value, low),
        _tested("<=" if node.among.with_high else "<", value, high),
    )
    inside = Truths(all(one.true for one in links), any(one.false for one in links), False)
    return inside if node.wanted else Truths(inside.false, inside.true, False)


RULES: Final[dict[type[ir.Node], Callable[[Bounding, Any, Place], Bounds]]] = {
    ir.Read: _read, ir.Derived: _derived, ir.Negative: _negative, ir.Absolute: _absolute,
    ir.Arithmetic: _arithmetic, ir.Power: _power, ir.Extreme: _extreme, ir.Rounded: _rounded, ir.Scored: _scored,
    ir.Growth: _growth, ir.Chosen: _chosen, ir.OrElse: _or_else, ir.Compare: _compare, ir.Logic: _logic,
    ir.Not: _not, ir.Present: _present, ir.Member: _member,
}  # fmt: skip
