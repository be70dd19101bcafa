"""Which rule compiles which node. A node without a rule goes to the exact evaluator: rounding, for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.bulk import arithmetic, logic, lookups, timing
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.known import Known
from luoshi.formula.periods import Period


def read(compiler: Compiler, node: ir.Read, period: Period) -> Known:
    return compiler.figures.figure(node.name, period)


def derived(compiler: Compiler, node: ir.Derived, period: Period) -> Known:
    return compiler.of(node.body, period)


RULES: Final[dict[type[ir.Node], Callable[[Compiler, Any, Period], Known]]] = {
    ir.Read: read,
    ir.Derived: derived,
    ir.Negative: arithmetic.negative,
    ir.Absolute: arithmetic.absolute,
    ir.Arithmetic: arithmetic.arithmetic,
    ir.Power: arithmetic.power,
    ir.Extreme: arithmetic.extreme,
    ir.Age: arithmetic.age,
    ir.Compare: logic.compare,
    ir.Logic: logic.logic,
    ir.Not: logic.negation,
    ir.Member: logic.member,
    ir.Present: logic.present,
    ir.Chosen: logic.chosen,
    ir.OrElse: logic.or_else,
    ir.Moved: timing.moved,
    ir.Lagged: timing.lagged,
    ir.ToDate: timing.to_date,
    ir.Single: timing.single,
    ir.Over: timing.over,
    ir.Growth: timing.growth,
    ir.AtPrices: timing.at_prices,
    ir.Scored: lookups.scored,
    ir.Decided: lookups.decided,
}
