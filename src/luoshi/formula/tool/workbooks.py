"""xlsx as people make it (xlsx工作簿): titles above the headings, merged cells, cells formatted as percentages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from luoshi.formula.tool.faults import Spot, refuse
from luoshi.formula.tool.sheets import HEADER_WITHIN, Line, Percent, Sheet


def opened(file: str, content: bytes) -> Any:
    """The workbook, with the values of its formulas. Raises Refused for a damaged one."""
    broken = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, ParseError, EOFError, OSError)
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except broken as error:
        raise refuse("T108", Spot(file), why=error) from None


def sheet(file: str, content: bytes, name: str = "") -> Sheet:
    """A sheet by its name; without one the first that holds anything."""
    book = opened(file, content)
    if name and name not in book.sheetnames:
        raise refuse("T109", Spot(file), found=name, sheets=list(book.sheetnames))
    wanted = [book[name]] if name else book.worksheets
    for each in wanted:
        lines = list(_lines(each))
        if lines:
            return Sheet(file, each.title, lines, tops=_tops(each))
    raise refuse("T103", Spot(file, name))


def _lines(page: Any) -> Iterator[Line]:
    for number, cells in enumerate(page.iter_rows(), 1):
        values = [_value(cell) for cell in cells]
        if any(value is not None for value in values):
            yield Line(number, values)


def _value(cell: Any) -> object:
    value = cell.value
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return Percent(value, cell.number_format)
    return value


def _tops(page: Any) -> dict[int, list[tuple[str, ...]]]:
    """For each of the first rows what stands above its cells in merged ones: 上年 over 营业收入 and 利润总额."""
    width = page.max_column
    filled: list[list[str]] = [
        [str(cell.value).strip() if cell.value is not None else "" for cell in row]
        for row in page.iter_rows(max_row=HEADER_WITHIN + 1)
    ]
    wide = set()
    for span in page.merged_cells.ranges:
        if span.min_row <= len(filled):
            word = filled[span.min_row - 1][span.min_col - 1]
            for row in range(span.min_row, min(span.max_row, len(filled)) + 1):
                for column in range(span.min_col, span.max_col + 1):
                    filled[row - 1][column - 1] = word
            if span.min_col == 1 and span.max_col == width:
                wide |= set(range(span.min_row, span.max_row + 1))  # a title, of the whole sheet
    return {
        number: [
            tuple(dict.fromkeys(row[column] for row in _above(filled, number, wide) if row[column]))
            for column in range(width)
        ]
        for number in range(1, len(filled) + 1)
    }


def _above(filled: list[list[str]], number: int, wide: set[int]) -> list[list[str]]:
    first = max((row for row in wide if row < number), default=0)
    return filled[first:number]
