"""A list into a workbook (导出): the same rows give the same bytes, and no cell is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .columns import Column, Kind, Sheet
from .figures import SIGNIFICANT, plain

MADE = datetime(2000, 1, 1)  # no clock in the file
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900
LONGEST_LIST = 255
RANGES: dict[Kind, tuple[str, Any, Any]] = {
    Kind.NUMBER: ("decimal", -(10**SIGNIFICANT), 10**SIGNIFICANT),
    Kind.INTEGER: ("integer", -(10**9), 10**9),
    Kind.DATE: ("date", FIRST_DAY, date(2119, 12, 31)),
}
TEXTS = {Kind.TEXT, Kind.CREDIT_CODE, Kind.REFERENCE}
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The workbook of a list, with its header, widths, choices and explanations."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": str(sheet.title), "author": "", "created": MADE})
        page = workbook.add_worksheet(sheet_name(str(sheet.title)))
        formats = _Formats(workbook)
        _prepare(page, sheet, formats)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, column in enumerate(sheet):
                _write_cell(page, last, at, column, row.get(column.key), formats)
        _finish(page, sheet, last)
    return buffer.getvalue()


def sheet_name(title: str) -> str:
    """A title as a sheet may be called: 31 characters, none of the forbidden ones."""
    return title.translate(_FORBIDDEN_IN_NAMES).strip()[:31] or "Sheet1"


class _Formats:
    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.head = workbook.add_format({"bold": True, "bg_color": "#E4EFFB", "border": 1, "text_wrap": True})
        self.needed = workbook.add_format(
            {"bold": True, "bg_color": "#FFF1C2", "border": 1, "text_wrap": True}
        )
        self.text = workbook.add_format({"num_format": "@"})
        self.quoted = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.number = workbook.add_format({"num_format": "General"})

    def of(self, column: Column) -> Format:
        if column.kind in TEXTS:
            return self.text
        return self.day if column.kind == Kind.DATE else self.number


def _prepare(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for at, column in enumerate(sheet):
        page.set_column(at, at, column.width, formats.of(column), {"hidden": column.is_hidden})
        page.write_string(0, at, column.header, formats.needed if column.required else formats.head)
        if words := _explained(column):
            page.write_comment(0, at, words, {"author": "", "x_scale": 2, "font_size": 9})


def _explained(column: Column) -> str:
    lines = [str(column.help) if column.help else "", _("Must be filled in.") if column.required else ""]
    if column.choices:
        lines.append(
            _("One of: %(choices)s") % {"choices": "、".join(str(each.label) for each in column.choices)}
        )
    return "\n".join(line for line in lines if line)


def _finish(page: Worksheet, sheet: Sheet, last: int) -> None:
    page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
    for at, column in enumerate(sheet):
        if rule := _rule(column):
            page.data_validation(1, at, max(last, 1) + 1000, at, rule | {"error_type": "warning"})


def _rule(column: Column) -> dict[str, Any]:
    """What a sheet program warns of in the column; a warning can be passed over."""
    words = [str(choice.label) for choice in column.choices]
    if column.kind == Kind.BOOLEAN:
        words = [_yes_or_no(True), _yes_or_no(False)]
    if words:
        return {"validate": "list", "source": words} if len(",".join(words)) <= LONGEST_LIST else {}
    if not column.is_checked or column.kind not in RANGES:
        return {}
    kind, least, most = RANGES[column.kind]
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}


def _write_cell(page: Worksheet, row: int, at: int, column: Column, value: Any, formats: _Formats) -> None:
    if value is None or value == "":
        return
    if column.kind == Kind.BOOLEAN:
        page.write_string(row, at, _yes_or_no(value))
    elif column.kind == Kind.CHOICE:
        page.write_string(row, at, _label(column, value))
    elif isinstance(value, date) and value >= FIRST_DAY:
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), formats.day)
    elif isinstance(value, int | float | Decimal) and _fits(value):
        page.write_number(row, at, float(value))
    else:
        _write_text(page, row, at, value, formats)


def _write_text(page: Worksheet, row: int, at: int, value: Any, formats: _Formats) -> None:
    text = (
        plain(value)
        if isinstance(value, Decimal)
        else value.isoformat()
        if isinstance(value, date)
        else str(value)
    )
    page.write_string(row, at, text, formats.quoted if text.startswith(FORMULA_SIGNS) else formats.text)


def _fits(number: int | float | Decimal) -> bool:
    """Whether Excel keeps every digit of it."""
    digits = f"{Decimal(str(number)).normalize():f}".replace("-", "").replace(".", "").strip("0")
    return len(digits) <= SIGNIFICANT and abs(Decimal(str(number))) < 10**SIGNIFICANT


def _yes_or_no(value: bool) -> str:
    return pgettext("in a sheet", "yes") if value else pgettext("in a sheet", "no")


def _label(column: Column, value: Any) -> str:
    return next((str(choice.label) for choice in column.choices if choice.value == value), str(value))
