"""Rational arithmetic (四则运算): exact; what is missing makes missing; nothing is divided by zero."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.errors import FormulaError, Problem
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Found, Step
from luoshi.formula.ir import Rounding
from luoshi.formula.missing import Missing, Why, united

BITS: Final = 20_000  # of the largest number that a power may give


def number(value: Found | None) -> Fraction:
    """A value of which the checker knows that it is a number."""
    if not isinstance(value, Fraction):
        raise TypeError(f"{value!r} is not a number")
    return value


def negative(evaluator: Evaluator, node: ir.Negative, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    return Step(node, arg.value if arg.is_missing else -number(arg.value), (arg,))


def absolute(evaluator: Evaluator, node: ir.Absolute, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    return Step(node, arg.value if arg.is_missing else abs(number(arg.value)), (arg,))


def arithmetic(evaluator: Evaluator, node: ir.Arithmetic, place: Place) -> Step:
    left, right = evaluator.step(node.left, place), evaluator.step(node.right, place)
    if left.is_missing or right.is_missing:
        value: Found = united((left.value, right.value))
    elif isinstance(left.value, date):
        value = _dates(node.operator, left.value, right.value)
    else:
        value = calculated(node.operator, number(left.value), number(right.value))
    return Step(node, value, (left, right))


def calculated(operator: str, left: Fraction, right: Fraction) -> Fraction | Missing:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    return left / right if right else Missing.because(Why.ZERO_DIVISOR)


def _dates(operator: str, left: date, right: Found) -> Found:
    if isinstance(right, date):
        return Fraction((left - right).days)
    days = number(right)
    try:
        return left + timedelta(int(days if operator == "+" else -days))
    except OverflowError:
        return Missing.because(Why.NOT_APPLICABLE)


def power(evaluator: Evaluator, node: ir.Power, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    if arg.is_missing:
        return Step(node, arg.value, (arg,))
    base = number(arg.value)
    if not base and node.exponent < 0:
        return Step(node, Missing.because(Why.ZERO_DIVISOR), (arg,))
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size * abs(node.exponent) > BITS:
        raise FormulaError([Problem("F605", node.span)])
    return Step(node, base**node.exponent, (arg,))


def extreme(evaluator: Evaluator, node: ir.Extreme, place: Place) -> Step:
    args = tuple(evaluator.step(one, place) for one in node.values)
    if any(one.is_missing for one in args):
        return Step(node, united(one.value for one in args), args)
    choose: Any = min if node.function == "min" else max
    return Step(node, choose(one.value for one in args), args)


def rounded(evaluator: Evaluator, node: ir.Rounded, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    if arg.is_missing:
        return Step(node, arg.value, (arg,))
    return Step(node, to_steps(number(arg.value) / node.step, node.mode) * node.step, (arg,))


def to_steps(amount: Fraction, mode: Rounding) -> int:
    """The whole number of steps that an amount is rounded to."""
    down = amount.numerator // amount.denominator
    if mode is Rounding.FLOOR:
        return down
    if mode is Rounding.CEILING:
        return -(-amount.numerator // amount.denominator)
    if mode is Rounding.TOWARDS:
        return int(amount)
    rest = amount - down
    if rest != Fraction(1, 2):
        return down + (rest > Fraction(1, 2))
    if mode is Rounding.EVEN:
        return down + down % 2
    return down + (amount > 0)
