"""Aggregates (汇总): over the bodies of a cell. Rates are not summed, aggregates do not stand in one another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import ir, syntax, units
from luoshi.formula.catalogue import Kind, Time
from luoshi.formula.checking import choices, times
from luoshi.formula.checking.arguments import Arguments, spelling
from luoshi.formula.checking.checker import Checker
from luoshi.formula.errors import Said
from luoshi.formula.ir import Scope

SUMS: Final = {"sum", "top"}
EVERYBODY: Final = {"全部", "all"}


def aggregate(checker: Checker, given: Arguments) -> ir.Node:
    if "over" in given.options:
        return times.over(checker, given)
    if given.function.code in {"min", "max"} and len(given.values) > 1:
        return choices.extreme(checker, given)
    if checker.inside:
        return checker.refuse("F306", given.span)
    value, where, weight = _inside(checker, given)
    group(checker, given)
    extra = _extra(checker, given)
    parts = [one for one in (value, where, weight) if one is not None]
    if not _fits(checker, given, value):
        return checker.hole(given.span)
    whole = replace(
        checker.joined(*parts) if parts else ir.Type(),
        scope=Scope.CELL,
        kind=Kind.NUMBER,
        **_changes(given, value),
    )
    return ir.Aggregate(given.function.code, value, where, weight, extra, type=whole, span=given.span)


def _inside(checker: Checker, given: Arguments) -> tuple[ir.Node | None, ir.Node | None, ir.Node | None]:
    checker.inside = given.function.code
    try:
        first = given.values[0] if given.values else None
        is_all = first is None or isinstance(first, syntax.Everything)
        value = None if is_all or first is None else _value(checker, given, first)
        where, weight = given.options.get("where"), given.options.get("weight")
        condition = checker.truth(where) if where else None
        return value, condition, checker.number(weight) if weight else None
    finally:
        checker.inside = ""


def _value(checker: Checker, given: Arguments, node: syntax.Node) -> ir.Node:
    if given.function.code in {"count", "distinct"}:
        return checker.check(node)
    return checker.truth(node) if given.function.code == "share" else checker.number(node)


def _extra(checker: Checker, given: Arguments) -> Fraction | None:
    """The q of a quantile, the n of top: written out."""
    if given.function.code not in {"quantile", "top"}:
        return None
    found = checker.check(given.values[1])
    value = found.value if isinstance(found, ir.Constant) and isinstance(found.value, Fraction) else None
    is_quantile = given.function.code == "quantile"
    if value is not None and (0 <= value <= 1 if is_quantile else value.denominator == 1 and value >= 1):
        return value
    expected = Said("0到1（0%到100%）之间的数", "between 0 and 1 (0% to 100%)")
    if not is_quantile:
        expected = Said("写明的正整数", "a whole number above zero")
    values: dict[str, Any] = {"argument": "q" if is_quantile else "n", "expected": expected}
    checker.refuse("F123", given.values[1].span, function=given.node.function, **values)
    return None


def _fits(checker: Checker, given: Arguments, value: ir.Node | None) -> bool:
    if value is None:
        if given.function.code == "count":
            return True
        checker.refuse("F120", given.span, function=given.node.function, expected=1, found=0)
        return False
    if value.type.scope is Scope.CELL:
        checker.refuse("F312", value.span, name=checker.words(value))
        return False
    if given.function.code in SUMS and value.type.time in {Time.RATE, Time.INDEX}:
        checker.refuse("F303", value.span)
        return False
    return True


def _changes(given: Arguments, value: ir.Node | None) -> dict[str, Any]:
    code = given.function.code
    if code in {"count", "distinct"}:
        return {"unit": units.COUNT if code == "count" else units.THINGS, "time": Time.STOCK}
    if code == "share" or value is None:
        return {"unit": units.SHARE, "time": Time.RATE}
    return {"unit": value.type.unit, "time": value.type.time}


def group(checker: Checker, given: Arguments) -> None:
    """Keep by= : the levels by which the whole formula is grouped."""
    node = given.options.get("by")
    if node is None:
        return
    nodes = node.values if isinstance(node, syntax.SetOf) else (node,)
    by = tuple(found for one in nodes if (found := _level(checker, one)))
    if checker.by is not None and checker.by != by:
        first, second = (
            "、".join(level or dimension for dimension, level in one) for one in (checker.by, by)
        )
        checker.refuse("F307", node.span, first=first, second=second)
    checker.by = by


def _level(checker: Checker, node: syntax.Node) -> tuple[str, str] | None:
    word = spelling(checker, node)
    if level := checker.catalogue.level(word):
        return level[0].code, level[1].zh
    if dimension := checker.catalogue.dimension(word):
        return dimension.code, ""
    checker.refuse("F115", node.span, checker.catalogue.near(word, among="levels"), found=word)
    return None


def ratio(checker: Checker, given: Arguments) -> ir.Node:
    if checker.inside:
        return checker.refuse("F306", given.span)
    checker.inside = "ratio"
    above, below = (checker.number(one) for one in given.values)
    where = given.options.get("where")
    condition = checker.truth(where) if where else None
    checker.inside = ""
    group(checker, given)
    for one in (above, below):
        if one.type.time in {Time.RATE, Time.INDEX}:
            return checker.refuse("F303", one.span)
        if one.type.scope is Scope.CELL:
            return checker.refuse("F312", one.span, name=checker.words(one))
    parts = [one for one in (above, below, condition) if one is not None]
    unit = units.divided(above.type.unit, below.type.unit)
    whole = checker.joined(*parts, scope=Scope.CELL, kind=Kind.NUMBER, unit=unit, time=Time.RATE)
    return ir.Ratio(above, below, condition, type=whole, span=given.span)


def per(checker: Checker, given: Arguments) -> ir.Node:
    above, below = (checker.number(one) for one in given.values)
    unit = units.divided(above.type.unit, below.type.unit)
    whole = checker.joined(above, below, kind=Kind.NUMBER, unit=unit, time=Time.RATE)
    return ir.Arithmetic("/", above, below, type=whole, span=given.span)


def within(checker: Checker, given: Arguments) -> ir.Node:
    """within(value, level) or within(level, value)."""
    first, second = given.values
    if isinstance(first, syntax.Word) and _is_level(checker, first):
        first, second = second, first
    value = checker.number(first)
    word = spelling(checker, second)
    if value.type.scope is Scope.BODY:
        return checker.refuse("F309", value.span, name=checker.words(value), function=given.node.function)
    if word.casefold() in EVERYBODY:
        return ir.Within(value, "", "", type=value.type, span=given.span)
    level = _level(checker, second)
    return ir.Within(value, *level, type=value.type, span=given.span) if level else checker.hole(given.span)


def _is_level(checker: Checker, node: syntax.Word) -> bool:
    return node.word.casefold() in EVERYBODY or bool(checker.catalogue.level(node.word))
