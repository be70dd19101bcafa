"""Leaves (叶子汇总): what an aggregate needs of every body, as terms that are added up.

A condition is not part of what is added up: it is one of the groups, so that one pass serves every condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, TypeAlias

from luoshi.formula import ir
from luoshi.formula.bulk import amounts, terms
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.engine import is_summable
from luoshi.formula.bulk.frame import Frame
from luoshi.formula.bulk.known import Known, Number, Sign, Truth, Unsupported, doubt, is_there, lacking
from luoshi.formula.bulk.logic import conditional, joined
from luoshi.formula.bulk.reasons import BITS, bit, why
from luoshi.formula.bulk.rows import outcome_of
from luoshi.formula.bulk.terms import FALSE, NOUGHT, ONE, TRUE, Term
from luoshi.formula.exact.aggregation import counts_reports
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period

Leaf: TypeAlias = ir.Aggregate | ir.Ratio
APART: Final = bit(Why.NOT_APPLICABLE)
SUMMED: Final = {"sum", "mean", "share"}
BOUNDS: Final = {"min", "max"}
RANKED: Final = {"median", "quantile", "top", "distinct"}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A leaf over the bodies of a frame: its condition in parts, its value, its weight."""

    where: tuple[Truth, ...]
    value: Known
    weight: Known

    @property
    def states(self) -> tuple[Term, ...]:
        """Of each part of the condition 0, 1, 2: false, true, unknown."""
        found = (outcome_of(one) for one in self.where)
        return tuple(dict.fromkeys(one for one in found if one is not ONE))


@dataclass(frozen=True, slots=True)
class Sums:
    """What is added up for a leaf: by name, how and of what; and what one step of its total and weight is worth."""

    states: tuple[Term, ...]
    parts: Mapping[str, tuple[str, Term]]
    step: Fraction = Fraction(1)
    weight_step: Fraction = Fraction(1)
    reasons: tuple[Why, ...] = field(default=())
    is_alike: bool = False  # all that is missing is missing for these reasons: nobody is asked
    empty: int = 0  # what the total has too much for each body that did not report


def compiled(compiler: Compiler, frame: Frame, node: Leaf, period: Period, pair: Period | None) -> Compiled:
    """A leaf in a period; in comparison on the same bodies, of those that are there in the other, `pair`, too.

    Raises Unsupported.
    """
    where = [
        one for when in (period, pair) if when and node.where for one in _links(compiler, node.where, when)
    ]
    if pair:
        frame.asked.add(pair)
        where.append(Truth(frame.is_in(pair)))
    value, weight = parts_of(node)
    return Compiled(
        tuple(where), _paired(compiler, value, period, pair), _paired(compiler, weight, period, pair)
    )


def parts_of(node: Leaf) -> tuple[ir.Node | None, ir.Node | None]:
    """The value of a leaf and its weight, or what stands below."""
    return (node.above, node.below) if isinstance(node, ir.Ratio) else (node.value, node.weight)


def _links(compiler: Compiler, where: ir.Node, period: Period) -> list[Truth]:
    """A condition as several that must all hold."""
    if isinstance(where, ir.Logic) and where.operator == "and":
        return [link for one in where.values for link in _links(compiler, one, period)]
    return [compiler.truth(where, period)]


def _paired(compiler: Compiler, node: ir.Node | None, period: Period, pair: Period | None) -> Known:
    if node is None:
        return Truth(TRUE)
    value = compiler.of(node, period)
    if pair is None:
        return value
    other = compiler.of(node, pair)  # it is missing where it is, else where it is in the other period
    found = conditional(value, terms.chosen(is_there(value), other.bits, NOUGHT))
    return replace(found, unsure=doubt(value, other))


def state(where: tuple[Truth, ...]) -> Term:
    """Whether a whole condition holds: 0, 1, 2."""
    return outcome_of(joined("and", list(where)))


def is_sure(leaf: Compiled) -> bool:
    """Whether an engine gives each body's value exactly."""
    values = (*leaf.where, leaf.value, leaf.weight)
    numbers = [one for one in values if isinstance(one, Number)]
    return all(one.unsure is FALSE for one in values) and all(
        isinstance(part, Term) for one in numbers for part in (one.over, one.under)
    )


def sums(node: Leaf, leaf: Compiled, frame: Frame) -> Sums:
    """What is added up for a leaf. Raises Unsupported where a sum is not enough, or gets too long."""
    there, expected = _standing(leaf)
    lacks = lacking(leaf.value, leaf.weight)
    is_alike = lacks in frame.alike
    reasons = (
        why(lacks.high)
        if is_alike
        else [one for one, own in BITS.items() if terms.has(lacks, own) is not FALSE]
    )
    parts = {"reported": ("sum", terms.flag(there)), "expected": ("sum", terms.flag(expected))}
    if not is_alike and not (isinstance(node, ir.Aggregate) and node.function == "count"):
        bits = terms.chosen(expected, lacks, NOUGHT)
        parts |= {f"why {one}": ("max", terms.flag(terms.has(bits, BITS[one]))) for one in reasons}
    more, step, weight_step = _amounts(node, leaf, there, expected)
    empty = _empty(leaf.value, there, more, frame)
    if empty is not None:
        more = {"total": ("sum", _whole(leaf.value)[0])} | ({"rows": ("sum", ONE)} if empty else {})
    parts |= more
    if not all(is_summable(how, term, frame.rows) for how, term in parts.values()):
        raise Unsupported("digits")
    return Sums(leaf.states, parts, step, weight_step, tuple(reasons), is_alike, empty or 0)


def _empty(value: Known, there: Term, more: Mapping[str, tuple[str, Term]], frame: Frame) -> int | None:
    """What a column holds where a body did not report, if its sum may be taken as it is."""
    if set(more) != {"total"} or not isinstance(value, Number) or not isinstance(value.over, Term):
        return None
    bits, empty = frame.empties.get(value.over, (None, 0))
    return empty if bits is value.bits and there is is_there(value) else None


def ranks(node: Leaf, leaf: Compiled) -> tuple[dict[str, Term], Fraction]:
    """What is asked of every body where values are sorted, and what one step of a value is worth.

    Raises Unsupported where a value is no whole number of steps.
    """
    if not isinstance(node, ir.Aggregate) or node.function not in RANKED:
        raise Unsupported("ranks")
    value, step = (leaf.value.term, Fraction(1)) if isinstance(leaf.value, Sign) else _whole(leaf.value)
    there, expected = _standing(leaf)
    asked = {"state": state(leaf.where), "reported": terms.flag(there), "expected": terms.flag(expected)}
    return asked | {"bits": leaf.value.bits, "value": value}, step


def _standing(leaf: Compiled) -> tuple[Term, Term]:
    """Who reported, and who was expected to."""
    apart = terms.either(*(terms.equal(one.bits, terms.whole(APART)) for one in (leaf.value, leaf.weight)))
    return terms.both(is_there(leaf.value), is_there(leaf.weight)), terms.negated(apart)


def _amounts(
    node: Leaf, leaf: Compiled, there: Term, expected: Term
) -> tuple[dict[str, tuple[str, Term]], Fraction, Fraction]:
    none: dict[str, tuple[str, Term]] = {}
    if isinstance(node, ir.Ratio):
        above, step = _whole(leaf.value)
        below, weight_step = _whole(leaf.weight)
        return {"total": _sum(there, above), "weight": _sum(there, below)}, step, weight_step
    if node.function == "count":
        is_condition = not counts_reports(node) and isinstance(leaf.value, Truth)
        trues = terms.both(there, leaf.value.true if isinstance(leaf.value, Truth) else FALSE)
        return {"trues": ("sum", terms.flag(trues))} if is_condition else none, Fraction(1), Fraction(1)
    if node.function not in SUMMED | BOUNDS:
        raise Unsupported(node.function)
    value, step = _whole(leaf.value)
    if node.function in BOUNDS:
        edge = terms.whole(value.high if node.function == "min" else value.low)
        return {"bound": (node.function, terms.chosen(there, value, edge))}, step, Fraction(1)
    if node.weight is None:
        return {"total": _sum(there, value)}, step, Fraction(1)
    weight, weight_step = _whole(leaf.weight)
    known = terms.both(expected, is_there(leaf.weight))
    parts = {
        "total": _sum(there, _product(value, weight)),
        "weight": _sum(there, weight),
        "whole": _sum(known, weight),
    }
    return parts, step * weight_step, weight_step


def _sum(condition: Term, term: Term) -> tuple[str, Term]:
    return "sum", terms.chosen(condition, term, NOUGHT)


def _product(left: Term, right: Term) -> Term:
    found = amounts.multiply(left, right)
    if not isinstance(found, Term):
        raise Unsupported("digits")
    return found


def _whole(value: Known) -> tuple[Term, Fraction]:
    """A value as a whole number of steps. Raises Unsupported for quotients."""
    if isinstance(value, Truth):
        return terms.flag(value.true), Fraction(1)
    if (
        isinstance(value, Number)
        and isinstance(value.over, Term)
        and isinstance(value.under, Term)
        and value.under.value
    ):
        return value.over, value.factor / value.under.value
    if isinstance(value, Sign | Number):
        raise Unsupported("quotient")
    return NOUGHT, Fraction(1)
