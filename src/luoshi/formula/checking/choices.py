"""Choices and roundings: if, orelse, min and max of several values, round, abs."""

from __future__ import annotations

from fractions import Fraction

from luoshi.formula import ir, units
from luoshi.formula.catalogue import Kind, Time
from luoshi.formula.checking.arguments import Arguments
from luoshi.formula.checking.checker import KINDS, Checker
from luoshi.formula.checking.rules_of_units import go_together, unlike
from luoshi.formula.errors import Said
from luoshi.formula.ir import Rounding, Type


def choose(checker: Checker, given: Arguments) -> ir.Node:
    condition = checker.truth(given.first)
    then, otherwise = (checker.check(one) for one in given.values[1:])
    whole = one_of(checker, (then, otherwise))
    if whole is None:
        return checker.hole(given.span)
    joined = checker.joined(condition, then, otherwise, kind=whole.kind, unit=whole.unit, time=whole.time)
    return ir.Chosen(condition, then, otherwise, type=joined, span=given.span)


def or_else(checker: Checker, given: Arguments) -> ir.Node:
    value, otherwise = (checker.check(one) for one in given.values)
    whole = one_of(checker, (value, otherwise))
    return ir.OrElse(value, otherwise, type=whole, span=given.span) if whole else checker.hole(given.span)


def extreme(checker: Checker, given: Arguments) -> ir.Node:
    values = tuple(checker.check(one) for one in given.values)
    if given.options:
        return checker.refuse(
            "F116", given.span, function=given.node.function, found=next(iter(given.options))
        )
    whole = one_of(checker, values)
    if whole is None or whole.kind not in {Kind.NUMBER, Kind.DATE, Kind.ANY}:
        if whole:
            checker.refuse("F206", given.span, what=checker.words(values[0]))
        return checker.hole(given.span)
    return ir.Extreme(given.function.code, values, type=whole, span=given.span)


def one_of(checker: Checker, values: tuple[ir.Node, ...]) -> Type | None:
    """The type of what is one of several values: they must be of one kind and unit."""
    typed = [one for one in values if one.type.kind is not Kind.ANY]
    for one in typed:
        first = typed[0]
        if one.type.kind is not first.type.kind:
            values_ = {"expected": KINDS[first.type.kind], "found": KINDS[one.type.kind]}
            checker.refuse("F204", one.span, what=checker.words(one), **values_)
            return None
        if one.type.kind is Kind.NUMBER and not go_together(first, one):
            unlike(checker, "compare", first, one)
            return None
    times = {one.type.time for one in typed} - {Time.NONE}
    time = times.pop() if len(times) == 1 else Time.RATE if times else Time.NONE
    if not typed:
        return checker.joined(*values, kind=Kind.ANY)
    shown = next((one for one in typed if not one.type.unit.is_bare), typed[0])
    return checker.joined(*values, kind=shown.type.kind, unit=shown.type.unit, time=time)


def rounded(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.number(given.first)
    step = value.type.unit.factor
    if len(given.values) == 2:
        found = _step(checker, given, value)
        if found is None:
            return checker.hole(given.span)
        step = found
    return ir.Rounded(value, Rounding(given.function.code), step, type=value.type, span=given.span)


def _step(checker: Checker, given: Arguments, value: ir.Node) -> Fraction | None:
    """A bare whole number is how many digits of the unit shown; a quantity is the step itself."""
    node = checker.check(given.values[1])
    amount = node.value if isinstance(node, ir.Constant) and isinstance(node.value, Fraction) else None
    if amount is not None:
        unit = node.type.unit
        if unit.is_bare and amount.denominator == 1 and abs(amount) <= 30:
            return value.type.unit.factor / Fraction(10) ** int(amount)
        if amount > 0 and unit.alike(value.type.unit) and not unit.is_bare:
            return amount
        points = {unit.shape, value.type.unit.shape} == {units.Shape.SHARE, units.Shape.POINTS}
        if amount > 0 and points and not unit.powers and not value.type.unit.powers:
            return amount
    shown = value.type.unit
    expected = Said(
        f"小数位数，或以“{shown.show() or '数'}”计的步长",
        f"how many digits, or a step in {shown.show('en') or 'numbers'}",
    )
    argument = Said("位数", "digits")
    checker.refuse("F123", node.span, function=given.node.function, argument=argument, expected=expected)
    return None


def absolute(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.number(given.first)
    return ir.Absolute(value, type=value.type, span=given.span)
