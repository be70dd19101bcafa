"""Refuse quantities that do not go together, and say what would."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from luoshi.formula import ir, units
from luoshi.formula.checking.checker import Checker
from luoshi.formula.errors import Said
from luoshi.formula.tables import plain

ACTS: Final = {
    "+": Said("相加", "add"), "-": Said("相减", "subtract"), "compare": Said("比较", "compare"),
}  # fmt: skip
SUMS_OF_MONEY: Final = {"千元", "万元", "亿元"}  # 2000万 lacks 元, not 万元


def unlike(checker: Checker, act: str, left: ir.Node, right: ir.Node) -> ir.Node:
    """Refuse two quantities that do not go together, with the unit that a bare number lacks."""
    for bare, other in ((left, right), (right, left)):
        if bare.type.unit.is_bare and not other.type.unit.is_bare:
            right_would_be = (
                _with_unit(checker, bare, other.type.unit) if isinstance(bare, ir.Constant) else ""
            )
            written = checker.words(bare)
            values = {"found": written, "name": checker.words(other), "unit": said(other.type.unit)}
            return checker.refuse("F201", bare.span, right_would_be, **values)
    return checker.refuse(
        "F202",
        left.span.to(right.span),
        left=checker.words(left),
        right=checker.words(right),
        left_unit=said(left.type.unit),
        right_unit=said(right.type.unit),
        act=ACTS[act],
    )


def _with_unit(checker: Checker, bare: ir.Constant, unit: units.Unit) -> str:
    """A bare number as it was meant: 300人, 2000万元, and 3% where 0.03 stands."""
    written, shown = checker.words(bare), unit.show("en" if checker.is_english else "zh")
    if shown == "%" and isinstance(bare.value, Fraction) and 0 < abs(bare.value) < 1:
        return f"{plain(bare.value * 100)}%"
    if written.endswith(("万", "亿")) and shown in SUMS_OF_MONEY:
        return written + "元"
    return f"{written} {shown}" if checker.is_english and shown[:1].isalpha() else written + shown


def go_together(left: ir.Node, right: ir.Node) -> bool:
    """Whether two numbers can be compared: 0.03 that is written out is no share, a quotient of bare numbers is one."""
    one, other = left.type.unit, right.type.unit
    if one.alike(other):
        return True
    if one.powers or other.powers or {one.shape, other.shape} != {units.Shape.NUMBER, units.Shape.SHARE}:
        return False
    bare = left if one.is_bare else right
    return not all(
        isinstance(each, ir.Constant | ir.Negative | ir.Arithmetic | ir.Power) for each in ir.walk(bare)
    )


def said(unit: units.Unit) -> Said:
    return Said(unit.show() or "无单位", unit.show("en") or "no unit")
