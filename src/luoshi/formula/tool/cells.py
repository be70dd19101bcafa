"""Cells become values (单元格取值): strictly, for a wrong figure is worse than none. What is refused says what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from luoshi.formula import units
from luoshi.formula.catalogue import Kind, Name
from luoshi.formula.errors import Said
from luoshi.formula.exact.figures import BIGGEST
from luoshi.formula.missing import WHY, Why
from luoshi.formula.periods import Period
from luoshi.formula.tool.faults import refuse
from luoshi.formula.tool.sheets import Percent
from luoshi.formula.units import Shape, Unit

Read: TypeAlias = Fraction | bool | str | date | Why | None
PLAIN: Final = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)")
GROUPED: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
SCIENTIFIC: Final = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}")
WITH_UNIT: Final = re.compile(r"([+-]?[\d.,]+)\s*([^\d\s].*)")
NOTHING: Final = frozenset(
    [
        "nan",
        "inf",
        "-inf",
        "infinity",
        "null",
        "none",
        "n/a",
        "na",
        "#n/a",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "无",
        "…",
        "*",
    ]
)
ERRORS: Final = frozenset(["#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#N/A"])
TRUTHS: Final = {
    **dict.fromkeys(("是", "真", "true", "yes", "y", "1", "√"), True),
    **dict.fromkeys(("否", "假", "false", "no", "n", "0", "×"), False),
}
REASONS: Final = {word: why for why, said in WHY.items() for word in said}
DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
MONTHS: Final = re.compile(r"(\d{4})年(?:(\d{1,2})(?:[-~—至](\d{1,2}))?月)?")
WHAT: Final = {
    "full": Said("全角字符", "full-width signs"),
    "grouped": Said("千位分隔符", "separators of thousands"),
    "scientific": Said("科学计数（Excel可能已略去位数）", "powers of ten (Excel may have dropped digits)"),
    "truth": Said("是非值", "a truth value"),
    "day": Said("日期", "a day"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds a name of the catalogue; `unit` is the one in its heading, or the name's."""

    at: int
    heading: str
    name: Name
    unit: Unit

    @property
    def scale(self) -> Fraction:
        """What one of its unit is in the unit of the name."""
        return self.unit.factor / self.name.unit.factor


@dataclass
class Cells:
    """Reads cells. With `is_tidy` it also takes figures written in another way, and counts them."""

    is_tidy: bool = False
    tidied: int = 0

    def read(self, value: object, column: Column) -> Read:
        """The value in the unit of the name; a reason where there is none. Raises Refused."""
        if value is None:
            return None
        if isinstance(value, str):
            value = value.strip()
            if not value:
                return None
            if value in REASONS:
                return REASONS[value]
            if value in ERRORS:
                raise refuse("T314", found=value)
        kinds: dict[Kind, Callable[[object, Column], Read]] = {
            Kind.NUMBER: self._number, Kind.TRUTH: _truth, Kind.DATE: _day, Kind.CODE: _code,
        }  # fmt: skip
        return kinds[column.name.kind](value, column)

    def _number(self, value: object, column: Column) -> Fraction:
        if isinstance(value, bool):
            raise refuse("T302", found=value, what=WHAT["truth"])
        if isinstance(value, date):
            raise refuse("T302", found=value, what=WHAT["day"])
        if isinstance(value, Percent):
            return _percent(value, column)
        if isinstance(value, str):
            return self._text(value, column)
        return _finite(value) * column.scale

    def _text(self, text: str, column: Column) -> Fraction:
        if PLAIN.fullmatch(text) and text.isascii():
            return _bounded(text) * column.scale
        if text.casefold() in NOTHING:
            raise refuse("T303", found=text)
        folded = unicodedata.normalize("NFKC", text).replace("−", "-").replace("，", ",")
        parted = WITH_UNIT.fullmatch(folded)
        if parted and _is_unit(parted[2]):
            return (
                self._number_of(parted[1], text) * _factor(text, parted[2], column) / column.name.unit.factor
            )
        return self._number_of(folded, text) * column.scale

    def _number_of(self, folded: str, text: str) -> Fraction:
        if PLAIN.fullmatch(folded):
            return _bounded(folded) if folded in text else self._odd("full", folded, text)
        if GROUPED.fullmatch(folded):
            return self._odd("grouped", folded.replace(",", ""), text)
        if SCIENTIFIC.fullmatch(folded):
            return self._odd("scientific", f"{Decimal(folded):f}", text)
        raise refuse("T301", found=text[:40])

    def _odd(self, what: str, right: str, text: str) -> Fraction:
        if not self.is_tidy:
            raise refuse("T304", found=text[:40], what=WHAT[what], right=right[:60])
        self.tidied += 1
        return _bounded(right)


def _bounded(text: str) -> Fraction:
    if len(text) > BIGGEST:
        raise refuse("T303", found=f"{text[:20]}…")
    return Fraction(text)


def _finite(value: object) -> Fraction:
    try:
        return Fraction(value if isinstance(value, int | Decimal) else str(value))
    except (ValueError, OverflowError, TypeError):
        raise refuse("T303", found=str(value)[:40]) from None


def _percent(cell: Percent, column: Column) -> Fraction:
    unit = column.name.unit
    if unit.powers or unit.shape is Shape.NUMBER:
        raise refuse("T306", found=cell.format, name=column.name.said, unit=unit.show() or "1")
    return _finite(cell.value) / unit.factor


def _is_unit(text: str) -> bool:
    try:
        return bool(units.unit(text).parts)
    except KeyError:
        return False


def _factor(text: str, unit: str, column: Column) -> Fraction:
    """The factor of a unit that stands behind a number. Raises Refused where it is none for this column."""
    found = units.unit(unit)
    if not found.alike(column.name.unit):
        raise refuse("T305", found=text[:40], unit=unit, wanted=column.name.unit.show() or "1")
    return found.factor


def _truth(value: object, column: Column) -> bool:
    if isinstance(value, bool):
        return value
    found = TRUTHS.get(str(value).casefold())
    if found is None:
        raise refuse("T307", found=str(value)[:40])
    return found


def _code(value: object, column: Column) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool | float | date | Percent):
        raise refuse("T310", found=str(value)[:40])
    return str(value)


def _day(value: object, column: Column | None = None) -> date:
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    found = DAY.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
    try:
        return date(*(int(one) for one in found.groups() if one)) if found else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: object) -> date:
    raise refuse("T308", found=str(value)[:40])


def day(value: object) -> date:
    """A day as people write it. Raises Refused."""
    return _day(value)


def period(value: object) -> Period:
    """A period as people write it: also 2020年, 2020年7月, 2020年1-7月, and the number 2020. Raises Refused."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = unicodedata.normalize("NFKC", text).strip().upper()
    if found := MONTHS.fullmatch(text):
        months = "..".join(f"{int(one):02d}" for one in found.groups()[1:] if one)
        text = f"{found[1]}-{months}" if months else found[1]
    try:
        return Period.parse(text)
    except ValueError:
        raise refuse("T309", found=str(value)[:40]) from None
