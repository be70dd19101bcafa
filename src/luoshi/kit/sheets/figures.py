"""Numbers as people write them (数字): separators, percentages, units, and magnitudes where a column says so."""

from __future__ import annotations

import re
from decimal import Decimal

from .columns import Column
from .folding import machine
from .remarks import Wrong

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.I)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_MAGNITUDES = {"万": 4, "亿": 8, "万亿": 12, "千": 3, "百": 2, "百万": 6, "千万": 7}
_MAGNITUDE = re.compile(r"(.+?)(万亿|千万|百万|亿|万|千|百)")
SIGNIFICANT = 15  # what Excel keeps of a number


def number_of(raw: object, column: Column, *, is_percent: bool = False) -> Decimal:
    """The number that a cell holds, in the column's unit. Raises Wrong."""
    if isinstance(raw, bool) or not isinstance(raw, float | int | str):
        raise Wrong("not_a_number", value=str(raw))
    if isinstance(raw, str):
        return _from_text(raw, column)
    number = exact(raw)
    if is_percent and column.unit != "%":
        raise Wrong("percent_not_expected", value=f"{plain(number * 100)}%")
    return normal(number * 100) if is_percent else number


def exact(number: float) -> Decimal:
    """A float as Excel shows it: fifteen digits, so that 0.1 + 0.2 is 0.3."""
    if number != number or number in (float("inf"), float("-inf")):
        raise Wrong("not_a_number", value=str(number))
    return normal(Decimal(f"{number:.{SIGNIFICANT}g}"))


def normal(number: Decimal) -> Decimal:
    """One form for one number: no trailing zeros, no exponent, no negative zero."""
    number = number.normalize()
    if number == 0:
        return Decimal(0)
    return (
        number.quantize(Decimal(1))
        if number == number.to_integral_value() and number.adjusted() < 27
        else number
    )


def plain(number: Decimal) -> str:
    return f"{normal(number):f}"


def _from_text(text: str, column: Column) -> Decimal:
    written = _without_unit(machine(text), column)
    if written.endswith(("%", "‰")):
        if column.unit != "%" or written.endswith("‰"):
            raise Wrong("percent_not_expected", value=text)
        written = written[:-1]
    shift = 0
    if found := _MAGNITUDE.fullmatch(written):
        if not column.takes_magnitudes:
            raise Wrong("magnitude_not_expected", value=text)
        written, shift = found[1], _MAGNITUDES[found[2]] - _magnitude(column.unit)
    if _GROUPED.fullmatch(written):
        written = written.replace(",", "")
    elif "," in written:
        raise Wrong("odd_separators", value=text)
    if not _PLAIN.fullmatch(written):
        raise Wrong("not_a_number", value=text)
    return normal(Decimal(written).scaleb(shift))


def _magnitude(unit: str) -> int:
    """How many places the column's own unit has moved already: four in 万元."""
    found = next((each for each in sorted(_MAGNITUDES, key=len, reverse=True) if unit.startswith(each)), "")
    return _MAGNITUDES.get(found, 0)


def _without_unit(written: str, column: Column) -> str:
    """A unit behind the number is dropped when it is the column's own; another unit is refused as no number."""
    unit = machine(column.unit)
    if unit and unit != "%" and written.endswith(unit) and written != unit:
        written = written[: -len(unit)]
    return written[1:] if unit.endswith("元") and written[:1] in "¥￥" else written
