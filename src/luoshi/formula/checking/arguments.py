"""What a call was given, once it is known to be what the function takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from luoshi.formula import ir, syntax, units
from luoshi.formula.checking.checker import Checker
from luoshi.formula.errors import Said, Span
from luoshi.formula.functions import Function
from luoshi.formula.periods import Period
from luoshi.formula.words import NARROW

YEARS: Final = range(1000, 10_000)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one call, by position and by option."""

    function: Function
    node: syntax.Call
    values: tuple[syntax.Node, ...]
    options: Mapping[str, syntax.Node]

    @property
    def span(self) -> Span:
        return self.node.span

    @property
    def first(self) -> syntax.Node:
        return self.values[0]


def spelling(checker: Checker, node: syntax.Node) -> str:
    """The word that names a table, a level or an edition."""
    return checker.words(node).translate(NARROW)


def period(checker: Checker, node: syntax.Node) -> Period | None:
    """A period that is written out; a year may be written as a number."""
    if isinstance(node, syntax.When):
        return node.value
    if isinstance(node, syntax.Number) and node.unit in {"", "年"}:
        year = int(node.value)
        if year == node.value and year in YEARS:
            return Period.year_of(year)
    checker.refuse("F105", node.span, found=checker.words(node))
    return None


def whole_number(
    checker: Checker, arguments: Arguments, node: syntax.Node, argument: Said
) -> ir.Constant | None:
    """A whole number above zero that is written out, bare or in months, quarters, years."""
    checked = checker.check(node)
    if isinstance(checked, ir.Constant) and isinstance(checked.value, Fraction):
        unit = checked.type.unit
        fits = unit.is_bare or unit.alike(units.MONTHS)
        if fits and checked.value > 0 and (checked.value / unit.factor).denominator == 1:
            return checked
    expected = Said("写明的正整数，可带单位年、月", "a whole number above zero, perhaps with years or months")
    checker.refuse("F123", node.span, function=arguments.node.function, argument=argument, expected=expected)
    return None


def steps(amount: ir.Constant) -> tuple[int, int]:
    """How many periods, and of how many months each; 0 months: as long as the period that is asked for."""
    unit = amount.type.unit
    count = int(amount.value / unit.factor) if isinstance(amount.value, Fraction) else 0
    return (count, 0) if unit.is_bare else (count, int(unit.factor))
