"""Time in bulk (时间): which period is asked is known when a formula is compiled, so time is a matter of columns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from luoshi.formula import ir
from luoshi.formula.bulk import amounts, terms
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.known import (
    Known,
    Number,
    Unsupported,
    compared,
    doubt,
    either_of,
    is_missing,
    lacking,
    literal,
    nothing,
    number,
    product_of,
    sum_of,
)
from luoshi.formula.bulk.logic import conditional
from luoshi.formula.bulk.reasons import bit, bits_of
from luoshi.formula.bulk.terms import NOUGHT
from luoshi.formula.exact.timing import alike, base_of, price_change, windows
from luoshi.formula.missing import Missing, Why
from luoshi.formula.periods import Period


def moved(compiler: Compiler, node: ir.Moved, period: Period) -> Known:
    return compiler.of(node.value, node.period)


def lagged(compiler: Compiler, node: ir.Lagged, period: Period) -> Known:
    return compiler.of(node.value, period.back(node.count * (node.months or period.months)))


def to_date(compiler: Compiler, node: ir.ToDate, period: Period) -> Known:
    return compiler.of(node.value, period.to_date())


def single(compiler: Compiler, node: ir.Single, period: Period) -> Known:
    before = period.first % 12
    merged = any(isinstance(one, ir.Read) and one.name.january_merged for one in ir.walk(node.value))
    if merged and before + period.months == 1:
        return nothing(bit(Why.NOT_APPLICABLE))
    value = compiler.number(node.value, period)
    if before == 0 or (merged and before == 1):
        return value
    base = compiler.number(node.value, Period(period.first - before, before))
    return conditional(sum_of(value, base, minus=True), value.bits)


def over(compiler: Compiler, node: ir.Over, period: Period) -> Known:
    values = [compiler.number(node.value, one) for one in windows(node, period)]
    found, *others = values
    for one in others:
        found = number(_folded(node.function, found, one))
    if node.function == "mean":
        found = product_of(found, literal(Fraction(1, len(values))))
    return replace(found, bits=lacking(*values), unsure=doubt(found, *values))


def _folded(function: str, found: Number, one: Number) -> Known:
    if function in {"sum", "mean"}:
        return sum_of(found, one)
    is_before = compared("<=" if function == "min" else ">=", found, one)
    chosen = either_of(is_before.true, found, one)
    return replace(chosen, unsure=terms.either(chosen.unsure, is_before.unsure))


def growth(compiler: Compiler, node: ir.Growth, period: Period) -> Known:
    if node.annual:
        raise Unsupported("root")
    base = base_of(node, period)
    now, then = compiler.number(node.value, period), compiler.number(node.value, base)
    prices = price_change(compiler.exact, node.index, base, period) if node.index else Fraction(1)
    change = Fraction(1) if isinstance(prices, Missing) else _fraction(prices) ** node.money
    own = terms.united(now.bits, terms.whole(bits_of(prices.why)) if isinstance(prices, Missing) else NOUGHT)
    is_up, is_zero = compared("<=", then, literal(Fraction(0))), compared("==", then, literal(Fraction(0)))
    sign = terms.chosen(is_zero.true, terms.whole(bit(Why.ZERO_BASE)), terms.whole(bit(Why.NEGATIVE_BASE)))
    low = terms.chosen(is_up.true, terms.united(own, sign), own)
    bits = terms.chosen(is_missing(then), terms.united(own, terms.whole(bit(Why.NO_BASE))), low)
    above = amounts.multiply(now.over, then.under)
    below = amounts.multiply(now.under, then.over)
    unsure = terms.either(doubt(now, then), is_up.unsure, is_zero.unsure)
    ratio = Number(above, below, now.factor / then.factor / change, bits=bits, unsure=unsure)
    return sum_of(ratio, literal(Fraction(1)), minus=True)


def _fraction(value: object) -> Fraction:
    if not isinstance(value, Fraction):
        raise Unsupported("prices")
    return value


def at_prices(compiler: Compiler, node: ir.AtPrices, period: Period) -> Known:
    value = compiler.number(node.value, period)
    prices = price_change(compiler.exact, node.index, alike(node.period, period), period)
    if isinstance(prices, Missing):
        return nothing_more(value, bits_of(prices.why))
    return product_of(value, literal(1 / _fraction(prices) ** node.money))


def nothing_more(value: Number, bits: int) -> Known:
    """What is missing for reasons of its own beside those of a value."""
    return replace(value, bits=terms.united(value.bits, terms.whole(bits)))
