"""What is known of a value in bulk (批量值): a number, a truth or a sign, why it is missing, and where it is not sure.

A number is over / under * factor, with under >= 0; under is 0 only where the number is missing. A sign is a code or a
day, by its number. What they hold where `bits` are set means nothing, and every rule here looks at `bits` first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from luoshi.formula.bulk import amounts, terms
from luoshi.formula.bulk.amounts import Amount, Sure
from luoshi.formula.bulk.reasons import MISSING, bit
from luoshi.formula.bulk.terms import FALSE, NOUGHT, ONE, TRUE, Term
from luoshi.formula.missing import Why


class Unsupported(Exception):
    """An engine can't do this exactly; says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    bits: Term = NOUGHT
    unsure: Term = FALSE


@dataclass(frozen=True, slots=True)
class Number(Value):
    over: Amount
    under: Amount
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Truth(Value):
    """`true` is false where the truth is missing."""

    true: Term


@dataclass(frozen=True, slots=True)
class Sign(Value):
    """A code (by its number in the table) or a day (by its ordinal)."""

    term: Term


@dataclass(frozen=True, slots=True)
class Nothing(Value):
    """Missing, of whatever kind."""


Known: TypeAlias = Number | Truth | Sign | Nothing


def nothing(bits: int = MISSING) -> Nothing:
    return Nothing(bits=terms.whole(bits))


def literal(value: Fraction) -> Number:
    """A number that is written out."""
    over, factor = amounts.parts(value)
    return Number(over, ONE, factor)


def number(value: Known) -> Number:
    """A value of which the checker knows that it is a number."""
    if isinstance(value, Nothing):
        return Number(NOUGHT, ONE, Fraction(1), bits=value.bits, unsure=value.unsure)
    if not isinstance(value, Number):
        raise Unsupported("a number")
    return value


def truth(value: Known) -> Truth:
    if isinstance(value, Nothing):
        return Truth(FALSE, bits=value.bits, unsure=value.unsure)
    if not isinstance(value, Truth):
        raise Unsupported("a truth")
    return value


def is_missing(value: Known) -> Term:
    return terms.negated(is_there(value))


def is_there(value: Known) -> Term:
    return terms.equal(value.bits, NOUGHT)


def lacking(*values: Known) -> Term:
    """The reasons of all of them."""
    found = NOUGHT
    for one in values:
        found = terms.united(found, one.bits)
    return found


def doubt(*values: Known) -> Term:
    """Where one of them is not sure."""
    return terms.either(*(one.unsure for one in values))


def first(bits: Term, then: Term) -> Term:
    """These reasons, or where there are none the others."""
    if then is NOUGHT:
        return bits
    return terms.chosen(terms.equal(bits, NOUGHT), then, bits)


def settled(value: Truth) -> Truth:
    """A truth that is false where it is missing."""
    return replace(value, true=terms.both(value.true, is_there(value)))


# arithmetic


def sum_of(left: Number, right: Number, *, minus: bool = False) -> Number:
    one, other, under, factor = together(left, right)
    over = amounts.subtract(one, other) if minus else amounts.add(one, other)
    return Number(over, under, factor, bits=lacking(left, right), unsure=doubt(left, right))


def together(left: Number, right: Number) -> tuple[Amount, Amount, Amount, Fraction]:
    """Two numbers over one divisor, and in one step: what stands above each, the divisor, the step."""
    step = _step(left, right)
    one, other = _in_steps(left, step), _in_steps(right, step)
    if left.under == right.under:
        return one, other, left.under, step
    under = amounts.multiply(left.under, right.under)
    return amounts.multiply(one, right.under), amounts.multiply(other, left.under), under, step


def _step(left: Number, right: Number) -> Fraction:
    """The largest number of which both are whole multiples; nought is a multiple of all."""
    if left.over is NOUGHT or right.over is NOUGHT:
        return right.factor if left.over is NOUGHT else left.factor
    return _common(left.factor, right.factor)


def _common(left: Fraction, right: Fraction) -> Fraction:
    top = gcd(left.numerator * right.denominator, right.numerator * left.denominator)
    return Fraction(top, left.denominator * right.denominator)


def _in_steps(value: Number, step: Fraction) -> Amount:
    return NOUGHT if value.over is NOUGHT else amounts.magnified(value.over, int(value.factor / step))


def product_of(left: Number, right: Number) -> Number:
    over, under = amounts.multiply(left.over, right.over), amounts.multiply(left.under, right.under)
    return Number(
        over, under, left.factor * right.factor, bits=lacking(left, right), unsure=doubt(left, right)
    )


def quotient_of(left: Number, right: Number, by_zero: Why = Why.ZERO_DIVISOR) -> Number:
    """What is divided by zero is missing. The divisor's sign goes above, so that what is below is not negative."""
    is_zero = amounts.equal(right.over, NOUGHT)
    is_negative = amounts.is_negative(right.over)
    over = amounts.multiply(left.over, right.under)
    under = amounts.multiply(left.under, right.over)
    over = amounts.chosen(is_negative.true, amounts.negative(over), over)
    under = amounts.chosen(is_negative.true, amounts.negative(under), under)
    bits = first(lacking(left, right), terms.chosen(is_zero.true, terms.whole(bit(by_zero)), NOUGHT))
    unsure = terms.either(doubt(left, right), is_zero.unsure, is_negative.unsure)
    return Number(over, under, left.factor / right.factor, bits=bits, unsure=unsure)


def opposite(value: Number) -> Number:
    return replace(value, over=amounts.negative(value.over))


# comparison and choice


def compared(sign: str, left: Number, right: Number) -> Sure:
    """How two numbers stand, where both are there."""
    one, other, *_ = together(left, right)
    if sign in {"==", "!="}:
        found = amounts.equal(one, other)
    else:
        is_up = sign in {"<=", ">"}
        found = amounts.at_most(one, other) if is_up else amounts.at_most(other, one)
    is_negated = sign in {"!=", ">", "<"}
    return Sure(terms.negated(found.true), found.unsure) if is_negated else found


def either_of(condition: Term, then: Known, otherwise: Known) -> Known:
    """One of two values of a kind, by a condition that is never missing."""
    bits = terms.chosen(condition, then.bits, otherwise.bits)
    unsure = terms.decided(condition, then.unsure, otherwise.unsure)
    if condition is TRUE:
        return then
    if condition is FALSE:
        return otherwise
    if isinstance(then, Nothing) and isinstance(otherwise, Nothing):
        return Nothing(bits=bits, unsure=unsure)
    if isinstance(then, Sign) or isinstance(otherwise, Sign):
        return Sign(_sign(condition, then, otherwise), bits=bits, unsure=unsure)
    if isinstance(then, Truth) or isinstance(otherwise, Truth):
        both = truth(then).true, truth(otherwise).true
        return Truth(terms.decided(condition, *both), bits=bits, unsure=unsure)
    return _number(condition, number(then), number(otherwise), bits, unsure)


def _sign(condition: Term, then: Known, otherwise: Known) -> Term:
    if isinstance(then, Sign) and isinstance(otherwise, Sign):
        return terms.chosen(condition, then.term, otherwise.term)
    held = then if isinstance(then, Sign) else otherwise
    if not isinstance(held, Sign):
        raise Unsupported("a code or a day")
    return held.term


def _number(condition: Term, then: Number, otherwise: Number, bits: Term, unsure: Term) -> Number:
    """Where one of them is never there, the other's number stands for both."""
    if then.bits.low > 0:
        return replace(otherwise, bits=bits, unsure=unsure)
    if otherwise.bits.low > 0:
        return replace(then, bits=bits, unsure=unsure)
    step = _step(then, otherwise)
    over = amounts.chosen(condition, _in_steps(then, step), _in_steps(otherwise, step))
    return Number(
        over, amounts.chosen(condition, then.under, otherwise.under), step, bits=bits, unsure=unsure
    )
