"""What is dated (带日期的数据): parameters, classifications and tables, as they are in force on the day."""

from __future__ import annotations

from fractions import Fraction

from luoshi.formula import ir
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Found, Step
from luoshi.formula.missing import Missing, Why, united
from luoshi.formula.tables import BrokenLine, DecisionTable, Rule, ScoringTable
from luoshi.formula.units import Unit


def parameter(evaluator: Evaluator, node: ir.Parameter, place: Place) -> Step:
    day = evaluator.today(place)
    found = evaluator.catalogue.parameter(node.code)
    dated = found.on(day) if found else None
    if dated is None or found is None:
        return Step(node, Missing.because(Why.NO_PARAMETER, node.code, day))
    value = dated.value * found.unit.factor if isinstance(dated.value, Fraction) else dated.value
    return Step(node, value, dated=dated, parameter=found)


def members(evaluator: Evaluator, node: ir.Classified, place: Place) -> frozenset[str] | Missing:
    found = evaluator.catalogue.classification(node.code)
    edition = found and found.edition(node.edition, None if node.edition else evaluator.today(place))
    return edition.members if edition else Missing.because(Why.NO_PARAMETER, node.code)


def scored(evaluator: Evaluator, node: ir.Scored, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    table = table_on(evaluator, node.table, place)
    if arg.is_missing or not isinstance(arg.value, Fraction):
        return Step(node, arg.value, (arg,))
    if isinstance(table, BrokenLine):
        height = table.at(arg.value / table.unit.factor)
        return Step(node, height * table.gives.factor, (arg,), table=table)
    points = table.score(arg.value / table.unit.factor) if isinstance(table, ScoringTable) else None
    if points is None or not isinstance(table, ScoringTable):
        why = Why.NO_PARAMETER if table is None else Why.NOT_APPLICABLE
        return Step(node, Missing.because(why, node.table), (arg,))
    return Step(node, points * table.gives.factor, (arg,), table=table)


def table_on(evaluator: Evaluator, code: str, place: Place) -> object:
    """The table in force; one without a date needs no day."""
    latest = evaluator.catalogue.table(code)
    if latest is None or evaluator.catalogue.is_timeless(code):
        return latest
    return evaluator.catalogue.table(code, evaluator.today(place))


def decided(evaluator: Evaluator, node: ir.Decided, place: Place) -> Step:
    args = tuple(evaluator.step(one, place) for one in node.values)
    table = table_on(evaluator, node.table, place)
    if not isinstance(table, DecisionTable):
        return Step(node, Missing.because(Why.NO_PARAMETER, node.table), args)
    pairs = zip(args, table.inputs, strict=True)
    values = [_in_unit(arg.value, unit) for arg, unit in pairs]
    rule = (_only if table.is_unique else _first)(table, values)
    return Step(node, rule if isinstance(rule, Missing) else _result(table, rule), args, table=table)


def _result(table: DecisionTable, rule: Rule | None) -> Found:
    value = rule.result if rule else table.otherwise
    if value is None:
        return Missing.because(Why.NOT_APPLICABLE, table.code)
    return (
        value * table.gives.factor if isinstance(value, Fraction) and isinstance(table.gives, Unit) else value
    )


def _in_unit(value: Found, unit: Unit | str) -> Found:
    return value / unit.factor if isinstance(value, Fraction) and isinstance(unit, Unit) else value


def _holds(rule: Rule, values: list[Found]) -> bool | Missing:
    """Whether all conditions of a rule hold; a missing value counts only where its condition matters."""
    unknown: list[Found] = []
    for condition, value in zip(rule.conditions, values, strict=True):
        if condition is None:
            continue
        if isinstance(value, Missing):
            unknown.append(value)
        elif not condition.holds(value):  # type: ignore[arg-type]
            return False
    return united(unknown) if unknown else True


def _first(table: DecisionTable, values: list[Found]) -> Rule | Missing | None:
    for rule in table.rules:
        holds = _holds(rule, values)
        if isinstance(holds, Missing):
            return holds
        if holds:
            return rule
    return None


def _only(table: DecisionTable, values: list[Found]) -> Rule | Missing | None:
    """No two rules hold at once, so one that holds settles it, whatever is unknown of the others."""
    held = [(rule, _holds(rule, values)) for rule in table.rules]
    sure = next((rule for rule, holds in held if holds is True), None)
    unknown = [holds for _, holds in held if isinstance(holds, Missing)]
    return sure or (united(unknown) if unknown else None)
