"""Which rule evaluates which node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.exact import aggregation, arithmetic, logic, lookups, reading, timing
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Step

RULES: Final[dict[type[ir.Node], Callable[[Evaluator, Any, Place], Step]]] = {
    ir.Constant: reading.constant,
    ir.Parameter: lookups.parameter,
    ir.Read: reading.read,
    ir.Derived: reading.derived,
    ir.Negative: arithmetic.negative,
    ir.Absolute: arithmetic.absolute,
    ir.Arithmetic: arithmetic.arithmetic,
    ir.Power: arithmetic.power,
    ir.Extreme: arithmetic.extreme,
    ir.Rounded: arithmetic.rounded,
    ir.Compare: logic.compare,
    ir.Logic: logic.logic,
    ir.Not: logic.negation,
    ir.Member: logic.member,
    ir.Present: logic.present,
    ir.Chosen: logic.chosen,
    ir.OrElse: logic.or_else,
    ir.Age: timing.age,
    ir.Moved: timing.moved,
    ir.Lagged: timing.lagged,
    ir.ToDate: timing.to_date,
    ir.Single: timing.single,
    ir.Over: timing.over,
    ir.Growth: timing.growth,
    ir.AtPrices: timing.at_prices,
    ir.Scored: lookups.scored,
    ir.Decided: lookups.decided,
    ir.Aggregate: aggregation.aggregate,
    ir.Ratio: aggregation.ratio,
    ir.Within: aggregation.within,
}
