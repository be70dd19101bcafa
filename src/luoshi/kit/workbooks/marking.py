"""Write remarks into the cells of a workbook, in a process that is confined: the workbook is not trusted."""

from __future__ import annotations

import io
import json
import sys
import warnings
from collections import defaultdict
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from .confined import answer
from .grid import Workbook, place_of
from .parsing import parse

FILL = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
_ILLEGAL = {code: None for code in (*range(9), 11, 12, *range(14, 32))}
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_BROKEN = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError)


def marked(given: bytes) -> bytes:
    """The order and the workbook in, the marked workbook out."""
    length = int.from_bytes(given[:8], "big")
    order, content = json.loads(given[8 : 8 + length]), given[8 + length :]
    book = _opened(content, parse(content))
    for name, marks in _by_sheet(order["marks"]).items():
        if name in book.sheetnames:
            _mark_sheet(book[name], marks)
    _summarise(book, order)
    buffer = io.BytesIO()
    save_workbook(book, buffer)
    return buffer.getvalue()


def _opened(content: bytes, parsed: Workbook) -> Any:
    """The user's own file where it is an xlsx that can be written back, else its cells in a new one."""
    if parsed.format == "xlsx":
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return openpyxl.load_workbook(io.BytesIO(content))
        except _BROKEN:
            pass
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in parsed.grids:
        page = book.create_sheet(grid.name.translate(_FORBIDDEN_IN_NAMES)[:31] or "Sheet")
        for number, row in enumerate(grid.rows, start=1):
            for column, value in enumerate(row, start=1):
                _put(page, number, column, value)
        for place, error in grid.layout.errors.items():
            _put(page, place[0] + 1, place[1] + 1, error)
        page.sheet_state = "hidden" if grid.is_hidden else "visible"
    return book


def _put(page: Worksheet, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    cell = page.cell(row, column)
    cell.value = value.translate(_ILLEGAL)[:32_767] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _by_sheet(marks: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    grouped = defaultdict(list)
    for each in marks:
        grouped[each["sheet"].translate(_FORBIDDEN_IN_NAMES)[:31]].append(each)
        if each["sheet"] != each["sheet"].translate(_FORBIDDEN_IN_NAMES)[:31]:
            grouped[each["sheet"]].append(each)
    return grouped


def _mark_sheet(page: Any, marks: list[dict[str, str]]) -> None:
    tops = {
        (row, column): merged.start_cell.coordinate
        for merged in getattr(page, "merged_cells", ())
        for row, column in list(merged.cells)[:10_000]
    }
    texts = defaultdict(list)
    for each in marks:
        if place := place_of(each["cell"]):
            texts[tops.get((place[0] + 1, place[1] + 1), each["cell"])].append(each["text"])
    for cell, said in texts.items():
        before = page[cell].comment
        words = "\n".join(([before.text] if before else []) + said).translate(_ILLEGAL)
        page[cell].comment = Comment(words[:8000], "", width=320, height=110)
        page[cell].fill = FILL


def _summarise(book: Any, order: dict[str, Any]) -> None:
    title = order["title"].translate(_FORBIDDEN_IN_NAMES)[:31]
    if title in book.sheetnames:
        book.remove(book[title])
    page = book.create_sheet(title, 0)
    page.append(order["heads"])
    for each in order["marks"]:
        page.append([each["sheet"], each["cell"], each["text"].translate(_ILLEGAL)])
    for cell in page[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABC", (20, 12, 90), strict=True):
        page.column_dimensions[column].width = width
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s" if cell.value is not None else cell.data_type
    page.freeze_panes = "A2"
    book.active = 0
    for each in book.worksheets[1:]:
        each.sheet_view.tabSelected = False


if __name__ == "__main__":
    sys.exit(answer(marked))
