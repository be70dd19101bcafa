"""Amounts (数量): whole numbers, and floats with a bound on their error where whole numbers get too long.

A float is decided only outside its band of error; what lies inside is `unsure`, and goes to the exact evaluator.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from luoshi.formula.bulk import terms
from luoshi.formula.bulk.terms import FALSE, NOUGHT, ONE, Sort, Term, TooLong

ULP: Final = 2.0**-50  # four times the rounding of one operation
CONVERTED: Final = 4  # operations that turning a long whole number into a float may cost


class Rough(NamedTuple):
    """A float that is wrong by at most `steps` roundings of `size`."""

    value: Term
    size: Term
    steps: int


Amount: TypeAlias = Term | Rough


class Sure(NamedTuple):
    """A truth, and where it is not sure."""

    true: Term
    unsure: Term = FALSE


def rough(amount: Amount) -> Rough:
    """An amount as a float."""
    if isinstance(amount, Rough):
        return amount
    value = terms.floated(amount)
    return Rough(value, terms.sized(value), CONVERTED)


def add(left: Amount, right: Amount) -> Amount:
    return _either_way(terms.plus, terms.rough_sum, left, right)


def subtract(left: Amount, right: Amount) -> Amount:
    return _either_way(terms.minus, terms.rough_difference, left, right)


def multiply(left: Amount, right: Amount) -> Amount:
    if isinstance(left, Term) and isinstance(right, Term):
        try:
            return terms.times(left, right)
        except TooLong:
            pass
    one, other = rough(left), rough(right)
    value = terms.rough_product(one.value, other.value)
    return Rough(value, terms.rough_product(one.size, other.size), one.steps + other.steps + 2)


def _either_way(
    whole: Callable[[Term, Term], Term], floats: Callable[[Term, Term], Term], left: Amount, right: Amount
) -> Amount:
    if isinstance(left, Term) and isinstance(right, Term):
        try:
            return whole(left, right)
        except TooLong:
            pass
    one, other = rough(left), rough(right)
    size = terms.rough_sum(one.size, other.size)
    return Rough(floats(one.value, other.value), size, max(one.steps, other.steps) + 2)


def magnified(amount: Amount, by: int) -> Amount:
    """An amount so many times."""
    try:
        if isinstance(amount, Term):
            return terms.times(terms.whole(by), amount)
    except TooLong:
        pass
    one = rough(amount)
    try:
        factor = float(by)
    except OverflowError:
        raise TooLong from None
    return Rough(terms.scaled(one.value, factor), terms.scaled(one.size, abs(factor)), one.steps + 2)


def negative(amount: Amount) -> Amount:
    if isinstance(amount, Term):
        return terms.minus(NOUGHT, amount)
    return Rough(terms.scaled(amount.value, -1.0), amount.size, amount.steps)


def chosen(condition: Term, then: Amount, otherwise: Amount) -> Amount:
    if isinstance(then, Term) and isinstance(otherwise, Term):
        return terms.chosen(condition, then, otherwise)
    one, other = rough(then), rough(otherwise)
    value = terms.chosen(condition, one.value, other.value)
    return Rough(value, terms.chosen(condition, one.size, other.size), max(one.steps, other.steps))


def at_most(left: Amount, right: Amount) -> Sure:
    """left <= right."""
    if isinstance(left, Term) and isinstance(right, Term):
        return Sure(terms.at_most(left, right))
    one, other = rough(left), rough(right)
    return Sure(terms.rough_at_most(one.value, other.value), _is_near(one, other))


def equal(left: Amount, right: Amount) -> Sure:
    if isinstance(left, Term) and isinstance(right, Term):
        return Sure(terms.equal(left, right))
    return Sure(FALSE, _is_near(rough(left), rough(right)))


def _is_near(left: Rough, right: Rough) -> Term:
    distance = terms.sized(terms.rough_difference(left.value, right.value))
    band = terms.scaled(terms.rough_sum(left.size, right.size), ULP * (left.steps + right.steps + 4))
    return terms.rough_at_most(distance, band)


def is_negative(amount: Amount) -> Sure:
    """amount < 0."""
    found = at_most(NOUGHT, amount)
    return Sure(terms.negated(found.true), found.unsure)


def is_plain(amount: Amount) -> bool:
    """Whether it is one whole number for all."""
    return isinstance(amount, Term) and amount.sort is Sort.WHOLE and amount.value is not None


def parts(value: Fraction) -> tuple[Term, Fraction]:
    """A number that is written out as a sign and a size."""
    if not value:
        return NOUGHT, Fraction(1)
    return (ONE if value > 0 else terms.whole(-1)), abs(value)
