"""Aggregates (汇总) over the bodies of a cell: what is missing is skipped, but always counted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from luoshi.formula import ir
from luoshi.formula.catalogue import Kind
from luoshi.formula.exact.arithmetic import number
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Coverage, Found, Step
from luoshi.formula.missing import Missing, Reason, Why, united

CONTRIBUTORS: Final = 5  # shown in a trace


class Held(NamedTuple):
    """The value of one body, missing or not, with its weight."""

    body: str
    value: Found
    weight: Found


def aggregate(evaluator: Evaluator, node: ir.Aggregate, place: Place) -> Step:
    held, unknown = _held(evaluator, (node.value, node.weight), node.where, place)
    expected = [one for one in held if not _is_apart(one)]
    reported = [
        one for one in expected if not isinstance(one.value, Missing) and not isinstance(one.weight, Missing)
    ]
    coverage = Coverage(len(reported), len(expected), unknown, _weights(node, expected, reported))
    value = _value(node, reported, expected)
    if not _counts_reports(node) and coverage.share < _floor(node):
        value = Missing.because(Why.COVERAGE, period=place.period)
    notes = {
        "coverage": coverage,
        "period": place.period,
        "top": _top(reported) if node.function == "sum" else (),
    }
    return Step(node, value, (), **notes)


def _held(
    evaluator: Evaluator, wanted: tuple[ir.Node | None, ir.Node | None], where: ir.Node | None, place: Place
) -> tuple[list[Held], int]:
    """The bodies that the condition keeps, and of how many it is unknown."""
    held, unknown = [], 0
    for body in _bodies(evaluator, place):
        kept = _kept(evaluator, where, body, place)
        if isinstance(kept, Missing):
            unknown += 1
        elif kept:
            values = [_of(evaluator, one, body, place) for one in wanted]
            held.append(Held(body, *values))
    return held, unknown


def _bodies(evaluator: Evaluator, place: Place) -> list[str]:
    """Who is in the cell; of a comparison on the same bodies, who is there in both periods."""
    bodies = [
        body for body in evaluator.source.bodies(place.period) if _is_in(evaluator, body, place, place.period)
    ]
    if place.pair is None:
        return bodies
    others = evaluator.source.bodies(place.pair)
    return [body for body in bodies if body in others and _is_in(evaluator, body, place, place.pair)]


def _is_in(evaluator: Evaluator, body: str, place: Place, period: object) -> bool:
    for dimension, wanted in place.cell:
        tree = evaluator.catalogue.dimensions.get(dimension)
        at = evaluator.source.member(body, dimension, place.period)
        while at is not None and at != wanted:
            at = tree.parents.get(at) if tree else None
        if at is None:
            return False
    return True


def _kept(evaluator: Evaluator, where: ir.Node | None, body: str, place: Place) -> Found:
    if where is None:
        return True
    found = [evaluator.step(where, replace(place, body=body, pair=None)).value]
    if place.pair is not None:
        found.append(evaluator.step(where, Place(place.pair, body, place.cell)).value)
    if False in [one for one in found if isinstance(one, bool)]:
        return False
    return united(found) if any(isinstance(one, Missing) for one in found) else True


def _of(evaluator: Evaluator, node: ir.Node | None, body: str, place: Place) -> Found:
    """A body's value; of a comparison on the same bodies it is missing when the other period's is."""
    if node is None:
        return True
    value = evaluator.step(node, replace(place, body=body, pair=None)).value
    if place.pair is None or isinstance(value, Missing):
        return value
    other = evaluator.step(node, Place(place.pair, body, place.cell)).value
    return other if isinstance(other, Missing) else value


def _is_apart(one: Held) -> bool:
    """What is not applicable leaves the denominator of the coverage."""
    values = [each for each in (one.value, one.weight) if isinstance(each, Missing)]
    return any(each.why == {Why.NOT_APPLICABLE} for each in values)


def _counts_reports(node: ir.Aggregate) -> bool:
    return node.function == "count" and (node.value is None or node.value.type.kind is not Kind.TRUTH)


def _floor(node: ir.Aggregate | ir.Ratio) -> Fraction:
    return max((name.floor for name in ir.reads(node).values()), default=Fraction(0))


def _weights(node: ir.Aggregate, expected: list[Held], reported: list[Held]) -> Fraction | None:
    if node.weight is None:
        return None
    whole = _total([one.weight for one in expected if isinstance(one.weight, Fraction)])
    return _total([one.weight for one in reported]) / whole if whole else None


def _total(values: list[Found]) -> Fraction:
    return sum((number(one) for one in values), Fraction(0))


def _value(node: ir.Aggregate, reported: list[Held], expected: list[Held]) -> Found:
    values = [one.value for one in reported]
    if node.function == "count":
        is_condition = not _counts_reports(node)
        return Fraction(sum(one is True for one in values) if is_condition else len(values))
    if node.function == "distinct":
        return Fraction(len(set(values)))
    if not values:
        return _nothing(expected)
    if node.function in {"mean", "share"}:
        return _mean(node, reported)
    return _of_numbers(node, sorted(number(one) for one in values))


def _nothing(expected: list[Held]) -> Missing:
    """The sum of nothing is missing: because nobody reported, or because there is nobody."""
    lacking = united([*(one.value for one in expected), *(one.weight for one in expected)])
    return (
        Missing(frozenset(Reason(why) for why in lacking.why))
        if expected
        else Missing.because(Why.NOT_APPLICABLE)
    )


def _mean(node: ir.Aggregate, reported: list[Held]) -> Found:
    weights = [number(one.weight) if node.weight else Fraction(1) for one in reported]
    whole = sum(weights, Fraction(0))
    if not whole:
        return Missing.because(Why.ZERO_DIVISOR)
    values = [Fraction(one.value) if isinstance(one.value, bool) else number(one.value) for one in reported]
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / whole


def _of_numbers(node: ir.Aggregate, values: list[Fraction]) -> Fraction:
    if node.function == "sum":
        return sum(values, Fraction(0))
    if node.function == "top":
        return sum(values[-int(node.extra or 1) :], Fraction(0))
    if node.function in {"min", "max"}:
        return values[0 if node.function == "min" else -1]
    return quantile(values, Fraction(1, 2) if node.function == "median" else node.extra or Fraction(0))


def quantile(values: list[Fraction], share: Fraction) -> Fraction:
    """Of sorted values, between two neighbours in proportion."""
    place = (len(values) - 1) * share
    below = place.numerator // place.denominator
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _top(reported: list[Held]) -> tuple[Held, ...]:
    return tuple(sorted(reported, key=lambda one: -abs(number(one.value)))[:CONTRIBUTORS])


def ratio(evaluator: Evaluator, node: ir.Ratio, place: Place) -> Step:
    """Over those that reported both: they are each other's weight."""
    held, unknown = _held(evaluator, (node.above, node.below), node.where, place)
    expected = [one for one in held if not _is_apart(one)]
    pairs = [
        one for one in expected if not isinstance(one.value, Missing) and not isinstance(one.weight, Missing)
    ]
    coverage = Coverage(len(pairs), len(expected), unknown)
    notes = {"coverage": coverage, "period": place.period}
    if coverage.share < _floor(node):
        return Step(node, Missing.because(Why.COVERAGE, period=place.period), (), **notes)
    if not pairs:
        return Step(node, _nothing(expected), (), **notes)
    above, below = _total([one.value for one in pairs]), _total([one.weight for one in pairs])
    value: Found = above / below if below else Missing.because(Why.ZERO_DIVISOR)
    return Step(node, value, (), **notes, above=above, below=below)


def within(evaluator: Evaluator, node: ir.Within, place: Place) -> Step:
    """Ask the same of the cell above."""
    cell = dict(place.cell)
    if not node.dimension:
        cell = {}
    elif node.dimension in cell:
        tree = evaluator.catalogue.dimensions[node.dimension]
        above = tree.lift(cell[node.dimension], node.level) if node.level else cell[node.dimension]
        if above is None:
            return Step(node, Missing.because(Why.NOT_APPLICABLE, node.level, place.period))
        cell[node.dimension] = above
    arg = evaluator.step(node.value, replace(place, cell=tuple(sorted(cell.items()))))
    return Step(node, arg.value, (arg,), cell=tuple(sorted(cell.items())))
