"""Tables in bulk (评分表、折线表、决策表): bands, lines and rules as choices, one after the other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from luoshi.formula import ir
from luoshi.formula.bulk import terms
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.known import (
    Known,
    Nothing,
    Number,
    Sign,
    Truth,
    doubt,
    either_of,
    is_there,
    lacking,
    literal,
    nothing,
    number,
    product_of,
    sum_of,
)
from luoshi.formula.bulk.logic import against, choose, conditional, joined
from luoshi.formula.bulk.reasons import bit
from luoshi.formula.bulk.terms import FALSE, NOUGHT
from luoshi.formula.exact.evaluator import Place
from luoshi.formula.exact.lookups import table_on
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period
from luoshi.formula.tables import (
    Between,
    BrokenLine,
    Condition,
    DecisionTable,
    Rule,
    ScoringTable,
    Value,
)
from luoshi.formula.units import Unit

Ends: TypeAlias = tuple[Fraction | None, Fraction | None]  # of a band, the low and the high one


def scored(compiler: Compiler, node: ir.Scored, period: Period) -> Known:
    value = compiler.of(node.value, period)
    if isinstance(value, Nothing):
        return value
    table = table_on(compiler.exact, node.table, Place(period))
    own = _taken_as_there(number(value))
    if isinstance(table, BrokenLine):
        return conditional(_height(table, own), value.bits)
    if isinstance(table, ScoringTable):
        return conditional(_points(table, own), value.bits)
    return conditional(nothing(bit(Why.NO_PARAMETER)), value.bits)


def _taken_as_there(value: Number) -> Number:
    """A figure whose reasons stand before all that is made of it: nothing below need look at them again."""
    return replace(value, bits=NOUGHT)


def _points(table: ScoringTable, value: Number) -> Known:
    rest: Known = nothing(bit(Why.NOT_APPLICABLE))
    if table.otherwise is not None:
        rest = literal(table.otherwise * table.gives.factor)
    found, is_whole = rest, _is_whole(table)
    for band in reversed(table.bands):
        ends = (None if is_whole else band.low, band.high)
        found = choose(_holds_band(table, ends, value), literal(band.points * table.gives.factor), found)
    return choose(_holds_band(table, (table.bands[0].low, None), value), found, rest) if is_whole else found


def _is_whole(table: ScoringTable) -> bool:
    """Whether each band begins where the one before it ends: then the first end that is not reached decides."""
    return all(one.high is not None and one.high == then.low for one, then in pairwise(table.bands)) and all(
        one.low is None or one.high is None or one.low < one.high for one in table.bands
    )


def _holds_band(table: ScoringTable, ends: Ends, value: Number) -> Truth:
    signs = (">", "<=") if table.with_high else (">=", "<")
    links = zip(ends, signs, strict=True)
    return joined(
        "and",
        [against(sign, value, literal(end * table.unit.factor)) for end, sign in links if end is not None],
    )


def _height(table: BrokenLine, value: Number) -> Known:
    """Level before the first point and after the last, straight between."""
    factor, gives = table.unit.factor, table.gives.factor
    found: Known = literal(table.points[-1][1] * gives)
    for (x0, y0), (x1, y1) in reversed(list(pairwise(table.points))):
        slope = (y1 - y0) / (x1 - x0) * gives / factor
        rise = product_of(sum_of(value, literal(x0 * factor), minus=True), literal(slope))
        straight = sum_of(rise, literal(y0 * gives))
        found = choose(against("<=", value, literal(x1 * factor)), straight, found)
    level = literal(table.points[0][1] * gives)
    return choose(against("<=", value, literal(table.points[0][0] * factor)), level, found)


def decided(compiler: Compiler, node: ir.Decided, period: Period) -> Known:
    values = [compiler.of(one, period) for one in node.values]
    table = table_on(compiler.exact, node.table, Place(period))
    if not isinstance(table, DecisionTable):
        return nothing(bit(Why.NO_PARAMETER))
    if len(values) == 1 and all(None not in rule.conditions for rule in table.rules):
        own = replace(values[0], bits=NOUGHT) if not isinstance(values[0], Nothing) else values[0]
        return conditional(_ruled(compiler, table, [own]), values[0].bits)
    return _ruled(compiler, table, values)


def _ruled(compiler: Compiler, table: DecisionTable, values: list[Known]) -> Known:
    held = [
        (_holds(compiler, table, rule, values), _written(compiler, table, rule.result))
        for rule in table.rules
    ]
    rest: Known = nothing(bit(Why.NOT_APPLICABLE))
    if table.otherwise is not None:
        rest = _written(compiler, table, table.otherwise)
    return _only(held, rest) if table.is_unique else _first(held, rest)


def _first(held: list[tuple[Truth, Known]], rest: Known) -> Known:
    """The first rule that holds; one that may hold leaves it open."""
    found = rest
    for holds, result in reversed(held):
        found = choose(holds, result, found)
    return found


def _only(held: list[tuple[Truth, Known]], rest: Known) -> Known:
    """No two rules hold at once, so one that holds settles it, whatever is unknown of the others."""
    found = conditional(rest, lacking(*(holds for holds, _ in held)))
    for holds, result in reversed(held):
        found = either_of(holds.true, result, found)
    return replace(found, unsure=doubt(found, *(holds for holds, _ in held)))


def _holds(compiler: Compiler, table: DecisionTable, rule: Rule, values: list[Known]) -> Truth:
    tests = zip(rule.conditions, values, table.inputs, strict=True)
    return joined("and", [_meets(compiler, *test) for test in tests if test[0] is not None])


def _meets(compiler: Compiler, condition: Condition, value: Known, unit: Unit | str) -> Truth:
    if isinstance(value, Nothing):
        return Truth(FALSE, bits=value.bits, unsure=value.unsure)
    if isinstance(condition, Between):
        factor = unit.factor if isinstance(unit, Unit) else Fraction(1)
        ends = ((condition.low, ">="), (condition.high, "<"))
        links = [against(sign, value, literal(end * factor)) for end, sign in ends if end is not None]
        return joined("and", [Truth(is_there(value), bits=value.bits, unsure=value.unsure), *links])
    wanted = condition.values if condition else frozenset()
    if isinstance(value, Sign):
        numbers = frozenset(compiler.figures.code(one) for one in wanted if isinstance(one, str))
        held = terms.among(value.term, numbers)
    elif isinstance(value, Truth):
        yes = value.true if True in wanted else FALSE
        held = terms.either(yes, terms.negated(value.true)) if False in wanted else yes
    else:
        held = FALSE
    return Truth(terms.both(held, is_there(value)), bits=value.bits, unsure=value.unsure)


def _written(compiler: Compiler, table: DecisionTable, value: Value) -> Known:
    if isinstance(value, Fraction) and isinstance(table.gives, Unit):
        return literal(value * table.gives.factor)
    return compiler.written(value)
