"""Straight lines (线性): a comparison as `sum of gains + level >= 0`, where it is one, over figures that move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from luoshi.formula import ir
from luoshi.formula.exact.evaluator import Place
from luoshi.formula.exact.timing import base_of
from luoshi.formula.intervals import Bounding, Interval


@dataclass(frozen=True, slots=True)
class Sum:
    """level + the sum of so many times each moving figure."""

    level: Fraction
    gains: Mapping[str, Fraction]

    @property
    def is_constant(self) -> bool:
        return not self.gains

    def times(self, factor: Fraction) -> Sum:
        return Sum(self.level * factor, {code: gain * factor for code, gain in self.gains.items() if factor})

    def plus(self, other: Sum) -> Sum:
        codes = {**self.gains, **other.gains}
        zero = Fraction(0)
        gains = {code: self.gains.get(code, zero) + other.gains.get(code, zero) for code in codes}
        return Sum(self.level + other.level, {code: gain for code, gain in gains.items() if gain})

    def by(self, other: Sum) -> Sum | None:
        """The product, where it is straight."""
        if other.is_constant:
            return self.times(other.level)
        return other.times(self.level) if self.is_constant else None


class Quotient(NamedTuple):
    """One sum by another."""

    above: Sum
    below: Sum


ONE: Final = Sum(Fraction(1), {})


def constraints(bounding: Bounding, node: ir.Compare, place: Place) -> list[Sum]:
    """The sums that must not be below zero where the comparison holds; none where it is not straight."""
    left, right = quotient(bounding, node.left, place), quotient(bounding, node.right, place)
    if left is None or right is None or node.operator == "!=":
        return []
    sign = _sign(bounding, left.below) * _sign(bounding, right.below)
    one, other = left.above.by(right.below), right.above.by(left.below)
    if not sign or one is None or other is None:
        return []
    difference = one.plus(other.times(Fraction(-1))).times(Fraction(sign))
    if node.operator == "==":
        return [difference, difference.times(Fraction(-1))]
    return [difference if node.operator in {">=", ">"} else difference.times(Fraction(-1))]


def _sign(bounding: Bounding, below: Sum) -> int:
    """1 or -1 if a divisor is above or below zero wherever the figures move, else 0."""
    ends = [below.level, below.level]
    for code, gain in below.gains.items():
        moving = bounding.moving[code]
        low, high = sorted((gain * moving.low, gain * moving.high))
        ends = [ends[0] + low, ends[1] + high]
    return 1 if ends[0] > 0 else -1 if ends[1] < 0 else 0


def quotient(bounding: Bounding, node: ir.Node, place: Place) -> Quotient | None:
    """A number as a quotient of sums; None where it is none."""
    found = bounding.still_value(node, place)
    if found is not None:
        return Quotient(Sum(found, {}), ONE) if isinstance(found, Fraction) else None
    if isinstance(node, ir.Read):
        is_moving = place.period == bounding.place.period
        return Quotient(Sum(Fraction(0), {node.name.code: Fraction(1)}), ONE) if is_moving else None
    if isinstance(node, ir.Derived):
        return quotient(bounding, node.body, place)
    if isinstance(node, ir.Negative):
        inner = quotient(bounding, node.value, place)
        return inner and Quotient(inner.above.times(Fraction(-1)), inner.below)
    if isinstance(node, ir.Arithmetic):
        parts = [quotient(bounding, one, place) for one in (node.left, node.right)]
        left, right = parts
        return None if left is None or right is None else _joined(node.operator, left, right)
    return _grown(bounding, node, place) if isinstance(node, ir.Growth) else None


def _joined(operator: str, left: Quotient, right: Quotient) -> Quotient | None:
    if operator == "/":
        left, right, operator = left, Quotient(right.below, right.above), "*"
    below = left.below.by(right.below)
    if operator == "*":
        above = left.above.by(right.above)
    else:
        one, other = left.above.by(right.below), right.above.by(left.below)
        turn = Fraction(1 if operator == "+" else -1)
        above = one.plus(other.times(turn)) if one and other else None
    return Quotient(above, below) if above and below else None


def _grown(bounding: Bounding, node: ir.Growth, place: Place) -> Quotient | None:
    """Growth since a base that stands still and is above zero."""
    if node.annual or node.index:
        return None
    value = quotient(bounding, node.value, place)
    base = bounding.number(node.value, place.at(base_of(node, place.period)))
    if value is None or not isinstance(base, Interval) or base.low != base.high or base.low <= 0:
        return None
    return _joined("-", Quotient(value.above.times(1 / base.low), value.below), Quotient(ONE, ONE))
