"""One cell into one value (单元格取值): by the kind of its column, or refused with what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from luoshi.kit.workbooks import Value

from . import credit
from .columns import Column, Kind
from .days import day_of
from .figures import exact, number_of, plain
from .folding import clean, folded, header_key, is_placeholder, machine
from .remarks import Wrong

_SCIENTIFIC = re.compile(r"\d(\.\d+)?e\+?\d{2}", re.I)
_DIGITS_KEPT = 15
YES = {"是", "有", "对", "真", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "1"}
NO = {"否", "无", "没有", "错", "假", "×", "✗", "✘", "x", "☐", "n", "no", "false", "f", "0", "不是"}


@dataclass(frozen=True)
class Cell:
    """A cell as it was found, with what its format says."""

    raw: Value
    is_percent: bool = False
    counts_from_1904: bool = False


def value_of(cell: Cell, column: Column) -> Any:
    """The value that the column keeps; None where the cell is empty. Raises Wrong."""
    if cell.raw is None or (isinstance(cell.raw, str) and not clean(cell.raw)):
        return None
    if (
        column.kind not in (Kind.TEXT, Kind.BOOLEAN)
        and isinstance(cell.raw, str)
        and is_placeholder(cell.raw)
    ):
        return None
    return READERS[column.kind](cell, column)


def _text(cell: Cell, column: Column) -> str | None:
    text = text_of(cell.raw)
    if column.digits:
        return _code(text, isinstance(cell.raw, float | int), column)
    if column.longest and len(text) > column.longest:
        raise Wrong("too_long", length=len(text), most=column.longest)
    return text or None


def text_of(raw: Value) -> str:
    """A cell as text. What Excel has turned into a day or a rounded number is refused: the text is lost."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime | date):
        raise Wrong("text_became_date", value=raw.isoformat()[:10])
    if isinstance(raw, float | int):
        if abs(raw) >= 10**_DIGITS_KEPT:
            raise Wrong("digits_lost", value=f"{raw:.6g}")
        return plain(exact(raw))
    return folded(str(raw))


def _code(text: str, is_number: bool, column: Column) -> str:
    code = machine(text)
    if _SCIENTIFIC.fullmatch(code):
        raise Wrong("digits_lost", value=text)
    if re.fullmatch(r"\d+\.0+", code):
        code = code.partition(".")[0]
    if len(code) < column.digits and code.isdecimal() and is_number:
        raise Wrong("zeros_lost", value=code, digits=column.digits)
    if len(code) != column.digits:
        raise Wrong("wrong_length", value=code, digits=column.digits, length=len(code))
    return code


def _number(cell: Cell, column: Column) -> Decimal:
    return number_of(cell.raw, column, is_percent=cell.is_percent)


def _integer(cell: Cell, column: Column) -> int:
    number = number_of(cell.raw, column, is_percent=cell.is_percent)
    if number != number.to_integral_value():
        raise Wrong("not_whole", value=plain(number))
    if isinstance(cell.raw, float | int) and abs(cell.raw) >= 10**_DIGITS_KEPT:
        raise Wrong("digits_lost", value=f"{cell.raw:.6g}")
    return int(number)


def _date(cell: Cell, column: Column) -> date:
    return day_of(cell.raw, counts_from_1904=cell.counts_from_1904)


def _boolean(cell: Cell, column: Column) -> bool:
    if isinstance(cell.raw, bool):
        return cell.raw
    text = machine(text_of(cell.raw)).lower()
    if text in YES or text in NO:
        return text in YES
    raise Wrong("not_yes_or_no", value=text_of(cell.raw))


def _choice(cell: Cell, column: Column) -> str:
    text = text_of(cell.raw)
    if value := column.choice_of.get(header_key(text)):
        return value
    raise Wrong("not_a_choice", value=text)


def _credit_code(cell: Cell, column: Column) -> str:
    if isinstance(cell.raw, float | int) and not isinstance(cell.raw, bool):
        raise Wrong("code_became_number", value=f"{cell.raw:.6g}")
    text = text_of(cell.raw)
    code = re.sub(r"[-_.·]", "", machine(text)).upper()
    if _SCIENTIFIC.fullmatch(machine(text)):
        raise Wrong("code_became_number", value=text)
    if len(code) != credit.LENGTH:
        raise Wrong("credit_code_length", value=code, length=len(code))
    if credit.is_right(code):
        return code
    if meant := credit.meant(code):
        raise Wrong("credit_code_mistyped", value=code, meant=meant)
    raise Wrong("credit_code_wrong", value=code)


def _reference(cell: Cell, column: Column) -> str:
    text = text_of(cell.raw)
    if column.longest and len(text) > column.longest:
        raise Wrong("too_long", length=len(text), most=column.longest)
    return text


READERS: dict[Kind, Callable[[Cell, Column], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.INTEGER: _integer,
    Kind.DATE: _date,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.CREDIT_CODE: _credit_code,
    Kind.REFERENCE: _reference,
}


def normal_form(value: Any, column: Column) -> Any:
    """A value of ours as it would come back from a sheet, so that only real differences count."""
    if isinstance(value, str):
        return (folded(value) or None) if column.kind in (Kind.TEXT, Kind.REFERENCE) else value or None
    if isinstance(value, float):
        return exact(value)
    return Decimal(plain(value)) if isinstance(value, Decimal) else value
