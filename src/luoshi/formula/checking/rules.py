"""What each kind of node must be, and what becomes of it: values, operators, conditions. Calls have their own files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from luoshi.formula import ir, syntax, units
from luoshi.formula.catalogue import Kind
from luoshi.formula.checking.calls import call, classified
from luoshi.formula.checking.checker import KINDS, Checker
from luoshi.formula.checking.rules_of_units import go_together, unlike
from luoshi.formula.checking.times import moved, product_time, sum_time
from luoshi.formula.errors import Said
from luoshi.formula.ir import Type

EXPONENTS: Final = range(-100, 101)
EQUALITIES: Final = {"==", "!="}


def number(checker: Checker, node: syntax.Number) -> ir.Node:
    unit = units.unit(node.unit)
    if unit.is_bare:  # 5万 is 50000
        return ir.Constant(node.value * unit.factor, type=Type(unit=units.BARE), span=node.span)
    return ir.Constant(node.value * unit.factor, type=Type(unit=unit), span=node.span)


def text(checker: Checker, node: syntax.Text) -> ir.Node:
    return ir.Constant(node.value, type=Type(Kind.CODE), span=node.span)


def day(checker: Checker, node: syntax.Day) -> ir.Node:
    return ir.Constant(node.value, type=Type(Kind.DATE), span=node.span)


def truth(checker: Checker, node: syntax.Truth) -> ir.Node:
    return ir.Constant(node.value, type=Type(Kind.TRUTH), span=node.span)


def nothing(checker: Checker, node: syntax.Nothing) -> ir.Node:
    return checker.hole(node.span)


def out_of_place(checker: Checker, node: syntax.Node) -> ir.Node:
    where = {
        syntax.When: Said("“@”之后和基期", 'after "@" and in since='),
        syntax.Everything: Said("count(*)", "count(*)"),
    }[type(node)]
    return checker.refuse("F124", node.span, found=checker.words(node), where=where)


def word(checker: Checker, node: syntax.Word) -> ir.Node:
    return checker.name(node)


def unary(checker: Checker, node: syntax.Unary) -> ir.Node:
    if node.operator == "not":
        value = checker.truth(node.value)
        return ir.Not(value, type=replace(checker.joined(value), kind=Kind.TRUTH), span=node.span)
    value = checker.number(node.value)
    if isinstance(value, ir.Constant) and isinstance(value.value, Fraction):
        return ir.Constant(-value.value, type=value.type, span=node.span)
    return ir.Negative(value, type=value.type, span=node.span)


def binary(checker: Checker, node: syntax.Binary) -> ir.Node:
    if node.operator == "**":
        return power(checker, node)
    left, right = checker.check(node.left), checker.check(node.right)
    if Kind.DATE in (left.type.kind, right.type.kind) and node.operator in "+-":
        return dates(checker, node, left, right)
    sides = ((left, node.left), (right, node.right))
    if not all([checker.is_kind(one, Kind.NUMBER, checker.words(written)) for one, written in sides]):
        return checker.hole(node.span)
    is_unknown = Kind.ANY in (left.type.kind, right.type.kind)
    if is_unknown and checker.problems and node.operator in "*/":
        return checker.hole(node.span)  # the unit of what is wrong is not known: no advice comes from it
    if is_unknown:
        unit: units.Unit | None = left.type.unit if left.type.kind is Kind.NUMBER else right.type.unit
    elif node.operator in "+-":
        unit = units.added(left.type.unit, right.type.unit, minus=node.operator == "-")
    else:
        unit = {"*": units.multiplied, "/": units.divided}[node.operator](left.type.unit, right.type.unit)
    if unit is None:
        return unlike(checker, node.operator, left, right)
    time = (sum_time if node.operator in "+-" else product_time)(checker, node.operator, left, right)
    return ir.Arithmetic(
        node.operator, left, right, type=checker.joined(left, right, unit=unit, time=time), span=node.span
    )


def dates(checker: Checker, node: syntax.Binary, left: ir.Node, right: ir.Node) -> ir.Node:
    """day ± days is a day, day - day is days."""
    kinds = (left.type.kind, right.type.kind)
    if kinds == (Kind.DATE, Kind.DATE) and node.operator == "-":
        whole = checker.joined(left, right, unit=units.DAYS)
    elif (
        kinds in {(Kind.DATE, Kind.NUMBER), (Kind.DATE, Kind.ANY)} and right.type.unit.alike(units.DAYS)
    ) or Kind.ANY in kinds:
        whole = checker.joined(left, right, kind=Kind.DATE)
    else:
        return checker.refuse("F207", node.span)
    return ir.Arithmetic(node.operator, left, right, type=whole, span=node.span)


def power(checker: Checker, node: syntax.Binary) -> ir.Node:
    value, exponent = checker.number(node.left), checker.number(node.right)
    by = folded(exponent)
    if by is None or by not in EXPONENTS or not exponent.type.unit.is_bare:
        if exponent.type.kind is Kind.ANY:
            return checker.hole(node.span)
        limits = {"low": EXPONENTS[0], "high": EXPONENTS[-1], "found": checker.words(node.right)}
        return checker.refuse("F205", node.right.span, **limits)
    whole = replace(value.type, unit=units.raised(value.type.unit, int(by)))
    return ir.Power(value, int(by), type=whole, span=node.span)


def folded(node: ir.Node) -> Fraction | None:
    """The value of a small sum that is written out, as in 2 ** 3 ** 2."""
    if isinstance(node, ir.Constant):
        return node.value if isinstance(node.value, Fraction) else None
    if isinstance(node, ir.Negative):
        inner = folded(node.value)
        return None if inner is None else -inner
    if isinstance(node, ir.Power):
        inner = folded(node.value)
        if not inner or max(abs(inner.numerator), inner.denominator) > EXPONENTS[-1]:
            return None
        return inner**node.exponent
    return None


def comparison(checker: Checker, node: syntax.Comparison) -> ir.Node:
    values = [checker.check(each) for each in node.values]
    if any(isinstance(each, syntax.Nothing) for each in node.values):
        checker.warn("W403", node.span)
    links = [
        compared(checker, operator, left, right)
        for operator, (left, right) in zip(node.operators, pairwise(values), strict=True)
    ]
    first, *others = links
    if not others:
        return replace(first, span=node.span)
    return ir.Logic("and", tuple(links), type=checker.joined(*links, kind=Kind.TRUTH), span=node.span)


def compared(checker: Checker, operator: str, left: ir.Node, right: ir.Node) -> ir.Node:
    span = left.span.to(right.span)
    kinds = {left.type.kind, right.type.kind} - {Kind.ANY}
    if len(kinds) > 1:
        expected, found = KINDS[left.type.kind], KINDS[right.type.kind]
        return checker.refuse("F204", right.span, what=checker.words(right), expected=expected, found=found)
    if kinds & {Kind.CODE, Kind.TRUTH} and operator not in EQUALITIES:
        return checker.refuse("F206", span, what=checker.words(left))
    if kinds == {Kind.NUMBER} and not go_together(left, right) and len(_typed(left, right)) == 2:
        return unlike(checker, "compare", left, right)
    return ir.Compare(operator, left, right, type=checker.joined(left, right, kind=Kind.TRUTH), span=span)


def _typed(*nodes: ir.Node) -> list[ir.Node]:
    return [one for one in nodes if one.type.kind is not Kind.ANY]


def logic(checker: Checker, node: syntax.Logic) -> ir.Node:
    values = tuple(checker.truth(each) for each in node.values)
    return ir.Logic(node.operator, values, type=checker.joined(*values, kind=Kind.TRUTH), span=node.span)


def present(checker: Checker, node: syntax.Present) -> ir.Node:
    value = checker.check(node.value)
    whole = replace(checker.joined(value), kind=Kind.TRUTH)
    return ir.Present(value, node.wanted, type=whole, span=node.span)


def member(checker: Checker, node: syntax.Member) -> ir.Node:
    value = checker.check(node.value)
    among = _among(checker, node.among, value)
    if among is None:
        return checker.hole(node.span)
    whole = checker.joined(value, among, kind=Kind.TRUTH)
    return ir.Member(value, among, node.wanted, type=whole, span=node.span)


def _among(checker: Checker, node: syntax.Node, value: ir.Node) -> ir.OneOf | ir.Range | ir.Classified | None:
    if isinstance(node, syntax.SetOf):
        return _listed(checker, node, value)
    if isinstance(node, syntax.RangeOf):
        return _range(checker, node, value)
    if not checker.is_kind(value, Kind.CODE, checker.words(value)):
        return None
    return classified(checker, node)


def _listed(checker: Checker, node: syntax.SetOf, value: ir.Node) -> ir.OneOf | None:
    held = [checker.check(each) for each in node.values]
    before = len(checker.problems)
    for one in held:
        compared(checker, "==", value, one)
        if not isinstance(one, ir.Constant):
            constant = Said("写明的值", "a value that is written out")
            checker.refuse("F123", one.span, function="in", argument=checker.words(one), expected=constant)
    if len(checker.problems) > before:
        return None
    values = frozenset(one.value for one in held if isinstance(one, ir.Constant) and one.value is not None)
    return ir.OneOf(values, type=value.type, span=node.span)


def _range(checker: Checker, node: syntax.RangeOf, value: ir.Node) -> ir.Range | None:
    low, high = checker.check(node.low), checker.check(node.high)
    before = len(checker.problems)
    for one in (low, high):
        compared(checker, "<=", value, one)
    if len(checker.problems) > before:
        return None
    ends = {"with_low": node.with_low, "with_high": node.with_high}
    return ir.Range(low, high, **ends, type=checker.joined(low, high), span=node.span)


def at(checker: Checker, node: syntax.At) -> ir.Node:
    return moved(checker, node)


def hole(checker: Checker, node: syntax.Hole) -> ir.Node:
    return checker.hole(node.span)


RULES: Final[dict[type[syntax.Node], Callable[[Checker, Any], ir.Node]]] = {
    syntax.Number: number, syntax.Text: text, syntax.Day: day, syntax.Truth: truth, syntax.Nothing: nothing,
    syntax.When: out_of_place, syntax.Everything: out_of_place, syntax.Word: word, syntax.Unary: unary,
    syntax.Binary: binary, syntax.Comparison: comparison, syntax.Logic: logic, syntax.Present: present,
    syntax.Member: member, syntax.At: at, syntax.Call: call, syntax.Hole: hole,
}  # fmt: skip
