"""Arithmetic in bulk (四则运算): sums, products, powers, days; division stays a pair of whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from luoshi.formula import ir
from luoshi.formula.bulk import amounts, terms
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.known import (
    Known,
    Number,
    Sign,
    Unsupported,
    compared,
    doubt,
    either_of,
    lacking,
    literal,
    number,
    opposite,
    product_of,
    quotient_of,
    sum_of,
)
from luoshi.formula.bulk.reasons import bit
from luoshi.formula.bulk.terms import NOUGHT, ONE, Term
from luoshi.formula.catalogue import Kind
from luoshi.formula.exact.evaluator import Place
from luoshi.formula.exact.timing import aged
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()
MOST_STEPS: Final = 400  # of a ladder


def negative(compiler: Compiler, node: ir.Negative, period: Period) -> Known:
    return opposite(compiler.number(node.value, period))


def absolute(compiler: Compiler, node: ir.Absolute, period: Period) -> Known:
    value = compiler.number(node.value, period)
    sign = amounts.is_negative(value.over)
    over = amounts.chosen(sign.true, amounts.negative(value.over), value.over)
    return replace(value, over=over, unsure=terms.either(value.unsure, sign.unsure))


def arithmetic(compiler: Compiler, node: ir.Arithmetic, period: Period) -> Known:
    left, right = compiler.of(node.left, period), compiler.of(node.right, period)
    if Kind.DATE in (node.left.type.kind, node.right.type.kind):
        return _days(compiler, node, left, right)
    one, other = number(left), number(right)
    if node.operator in "+-":
        return sum_of(one, other, minus=node.operator == "-")
    return product_of(one, other) if node.operator == "*" else quotient_of(one, other)


def _days(compiler: Compiler, node: ir.Arithmetic, left: Known, right: Known) -> Known:
    if not isinstance(left, Sign):
        raise Unsupported("days")
    bits, unsure = lacking(left, right), doubt(left, right)
    if isinstance(right, Sign):
        return Number(terms.minus(left.term, right.term), ONE, Fraction(1), bits=bits, unsure=unsure)
    days = _plain(number(right))
    if days is None:
        raise Unsupported("days")
    moved = terms.plus(left.term, terms.whole(days if node.operator == "+" else -days))
    is_day = terms.both(
        terms.at_most(terms.whole(FIRST_DAY), moved), terms.at_most(moved, terms.whole(LAST_DAY))
    )
    beyond = terms.chosen(is_day, NOUGHT, terms.whole(bit(Why.NOT_APPLICABLE)))
    return Sign(moved, bits=terms.chosen(terms.equal(bits, NOUGHT), beyond, bits), unsure=unsure)


def _plain(value: Number) -> int | None:
    """Whole days, where they are the same for all."""
    if not (amounts.is_plain(value.over) and amounts.is_plain(value.under)):
        return None
    return int(value.over.low * value.factor / value.under.low)  # type: ignore[union-attr]


def power(compiler: Compiler, node: ir.Power, period: Period) -> Known:
    base = compiler.number(node.value, period)
    if not node.exponent:
        return replace(literal(Fraction(1)), bits=base.bits, unsure=base.unsure)
    found = base
    for _ in range(abs(node.exponent) - 1):
        found = product_of(found, base)
    return quotient_of(literal(Fraction(1)), found) if node.exponent < 0 else found


def extreme(compiler: Compiler, node: ir.Extreme, period: Period) -> Known:
    values = [compiler.of(one, period) for one in node.values]
    bits = lacking(*values)
    found, *others = values
    for one in others:
        found = _nearer(node.function, found, one)
    return replace(found, bits=bits)


def _nearer(function: str, left: Known, right: Known) -> Known:
    if isinstance(left, Sign) and isinstance(right, Sign):
        return either_of(terms.at_most(left.term, right.term), *_in_order(function, left, right))
    found = compared("<=", number(left), number(right))
    chosen = either_of(found.true, *_in_order(function, left, right))
    return replace(chosen, unsure=terms.either(doubt(left, right), found.unsure))


def _in_order(function: str, left: Known, right: Known) -> tuple[Known, Known]:
    return (left, right) if function == "min" else (right, left)


def age(compiler: Compiler, node: ir.Age, period: Period) -> Known:
    """Days are a difference; whole years and months are a ladder of the days on which one more is complete."""
    value = compiler.of(node.value, period)
    if not isinstance(value, Sign):
        return number(value)
    day = compiler.exact.today(Place(period))
    if not node.months:
        term = terms.minus(terms.whole(day.toordinal()), value.term)
    else:
        term = _ladder(value.term, lambda one: aged(date.fromordinal(one), day, node.months))
    return Number(term, ONE, Fraction(1), bits=value.bits, unsure=value.unsure)


def _ladder(term: Term, function: Callable[[int], int]) -> Term:
    """A function that falls step by step, as choices between its steps."""
    steps: list[tuple[int, int]] = []  # the last number of a step, and the value there
    at = term.low
    while function(at) != function(term.high):
        low, high = at, term.high  # the step ends at `low` or after it, and before `high`
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if function(middle) == function(at) else (low, middle)
        steps.append((low, function(at)))
        at = high
        if len(steps) > MOST_STEPS:
            raise Unsupported("age")
    return _halved(term, [*steps, (term.high, function(at))])


def _halved(term: Term, steps: list[tuple[int, int]]) -> Term:
    if len(steps) == 1:
        return terms.whole(steps[0][1])
    middle = len(steps) // 2
    is_before = terms.at_most(term, terms.whole(steps[middle - 1][0]))
    return terms.chosen(is_before, _halved(term, steps[:middle]), _halved(term, steps[middle:]))
