"""Aggregates (汇总) over the bodies of a cell: what is missing is skipped, but always counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from luoshi.formula import ir
from luoshi.formula.catalogue import Kind
from luoshi.formula.exact.arithmetic import number
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Coverage, Found, Step
from luoshi.formula.missing import Missing, Reason, Why, united
from luoshi.formula.periods import Period

CONTRIBUTORS: Final = 5  # shown in a trace
COUNTS: Final = {"count", "distinct"}  # are 0 where nobody reported


class Held(NamedTuple):
    """The value of one body, missing or not, with its weight."""

    body: str
    value: Found
    weight: Found


def aggregate(evaluator: Evaluator, node: ir.Aggregate, place: Place) -> Step:
    held, unknown = _held(evaluator, (node.value, node.weight), node.where, place)
    return summed_up(node, held, unknown, place.period)


def ratio(evaluator: Evaluator, node: ir.Ratio, place: Place) -> Step:
    """Over those that reported both: they are each other's weight."""
    held, unknown = _held(evaluator, (node.above, node.below), node.where, place)
    return summed_up(node, held, unknown, place.period)


def summed_up(node: ir.Aggregate | ir.Ratio, held: list[Held], unknown: int, period: Period) -> Step:
    """An aggregate of the bodies that the condition keeps."""
    expected = [one for one in held if not _is_apart(one)]
    reported = [
        one for one in expected if not isinstance(one.value, Missing) and not isinstance(one.weight, Missing)
    ]
    weight = _weights(expected, reported) if isinstance(node, ir.Aggregate) and node.weight else None
    coverage = Coverage(len(reported), len(expected), unknown, weight)
    found = concluded(
        node, coverage, period, floor_of(node), lambda: _lacking(expected), lambda: _amount(node, reported)
    )
    is_sum = isinstance(node, ir.Aggregate) and node.function == "sum"
    return Step(node, found, (), coverage=coverage, period=period, top=_top(reported) if is_sum else ())


def concluded(
    node: ir.Aggregate | ir.Ratio,
    coverage: Coverage,
    period: Period,
    floor: Fraction,
    lacking: Callable[[], frozenset[Why]],
    amount: Callable[[], Found],
) -> Found:
    """The value of an aggregate: its amount, unless too few or none reported. `lacking` says why nobody did."""
    counts = isinstance(node, ir.Aggregate) and node.function in COUNTS
    if not (isinstance(node, ir.Aggregate) and counts_reports(node)) and floor and coverage.share < floor:
        return Missing.because(Why.COVERAGE, period=period)
    if counts or coverage.reported:
        return amount()
    return (
        Missing(frozenset(Reason(why) for why in lacking()))
        if coverage.expected
        else Missing.because(Why.NOT_APPLICABLE)
    )


def _held(
    evaluator: Evaluator, wanted: tuple[ir.Node | None, ir.Node | None], where: ir.Node | None, place: Place
) -> tuple[list[Held], int]:
    """The bodies that the condition keeps, and of how many it is unknown."""
    held, unknown = [], 0
    for body in bodies(evaluator, place):
        is_kept = kept(evaluator, where, body, place)
        if isinstance(is_kept, Missing):
            unknown += 1
        elif is_kept:
            values = [of_body(evaluator, one, body, place) for one in wanted]
            held.append(Held(body, *values))
    return held, unknown


def bodies(evaluator: Evaluator, place: Place) -> list[str]:
    """Who is in the cell; of a comparison on the same bodies, who is there in both periods."""
    found = [body for body in evaluator.source.bodies(place.period) if _is_in(evaluator, body, place)]
    if place.pair is None:
        return found
    others = evaluator.source.bodies(place.pair)
    return [body for body in found if body in others]


def _is_in(evaluator: Evaluator, body: str, place: Place) -> bool:
    for dimension, wanted in place.cell:
        tree = evaluator.catalogue.dimensions.get(dimension)
        at = evaluator.source.member(body, dimension, place.period)
        while at is not None and at != wanted:
            at = tree.parents.get(at) if tree else None
        if at is None:
            return False
    return True


def kept(evaluator: Evaluator, where: ir.Node | None, body: str, place: Place) -> Found:
    """Whether the condition keeps a body; of a comparison on the same bodies, in both periods."""
    if where is None:
        return True
    found = [evaluator.step(where, replace(place, body=body, pair=None)).value]
    if place.pair is not None:
        found.append(evaluator.step(where, Place(place.pair, body, place.cell)).value)
    if False in [one for one in found if isinstance(one, bool)]:
        return False
    return united(found) if any(isinstance(one, Missing) for one in found) else True


def of_body(evaluator: Evaluator, node: ir.Node | None, body: str, place: Place) -> Found:
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


def counts_reports(node: ir.Aggregate) -> bool:
    """Whether it counts who reported, not for whom something is true."""
    return node.function == "count" and (node.value is None or node.value.type.kind is not Kind.TRUTH)


def floor_of(node: ir.Aggregate | ir.Ratio) -> Fraction:
    """The least coverage of an aggregate: that of the most demanding of its figures."""
    return max((name.floor for name in ir.reads(node).values()), default=Fraction(0))


def _weights(expected: list[Held], reported: list[Held]) -> Fraction | None:
    whole = _total([one.weight for one in expected if isinstance(one.weight, Fraction)])
    return _total([one.weight for one in reported]) / whole if whole else None


def _total(values: list[Found]) -> Fraction:
    return sum((number(one) for one in values), Fraction(0))


def _amount(node: ir.Aggregate | ir.Ratio, reported: list[Held]) -> Found:
    """The number of an aggregate over those that reported: somebody, unless it counts."""
    if isinstance(node, ir.Ratio):
        return quotient(_total([one.value for one in reported]), _total([one.weight for one in reported]))
    values = [one.value for one in reported]
    if node.function == "count":
        return Fraction(len(values) if counts_reports(node) else sum(one is True for one in values))
    if node.function == "distinct":
        return Fraction(len(set(values)))
    if node.function in {"mean", "share"}:
        return _mean(node, reported)
    return _of_numbers(node, sorted(number(one) for one in values))


def _lacking(expected: list[Held]) -> frozenset[Why]:
    """Why those who should have reported did not."""
    return united([*(one.value for one in expected), *(one.weight for one in expected)]).why


def quotient(above: Fraction, below: Fraction) -> Found:
    """A sum over a sum."""
    return above / below if below else Missing.because(Why.ZERO_DIVISOR)


def _mean(node: ir.Aggregate, reported: list[Held]) -> Found:
    weights = [number(one.weight) if node.weight else Fraction(1) for one in reported]
    values = [Fraction(one.value) if isinstance(one.value, bool) else number(one.value) for one in reported]
    total = sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0))
    return quotient(total, sum(weights, Fraction(0)))


def _of_numbers(node: ir.Aggregate, values: list[Fraction]) -> Fraction:
    if node.function == "sum":
        return sum(values, Fraction(0))
    if node.function == "top":
        return sum(values[-int(number(node.extra)) :], Fraction(0))
    if node.function in {"min", "max"}:
        return values[0 if node.function == "min" else -1]
    return quantile(values, Fraction(1, 2) if node.function == "median" else number(node.extra))


def quantile(values: Sequence[Fraction | int], share: Fraction) -> Fraction:
    """Of sorted values, between two neighbours in proportion."""
    place = (len(values) - 1) * share
    below = place.numerator // place.denominator
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _top(reported: list[Held]) -> tuple[Held, ...]:
    return tuple(sorted(reported, key=lambda one: -abs(number(one.value)))[:CONTRIBUTORS])


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
