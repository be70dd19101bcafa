"""Tables (表格)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from luoshi.kit.papers.docx.runs import paragraph, run, runs
from luoshi.kit.papers.docx.xml import Element, w
from luoshi.kit.papers.grids import Placed, placed
from luoshi.kit.papers.model import Align, Column, Table


def table(content: Table, *, width: int) -> Iterator[Element]:
    """A table as wide as the text, with its caption above it."""
    if content.caption:
        yield paragraph("Caption", run(content.caption))
    widths = shares(content.columns, width)
    rows = [
        *(
            _row(row, content, widths, is_head=True)
            for row in placed(content, content.head_rows(), part="head")
        ),
        *(_row(row, content, widths, is_head=False) for row in placed(content, content.rows, part="body")),
    ]
    look = w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    properties = w(
        "tblPr", w("tblStyle", val="Grid"), w("tblW", w=width, type="dxa"), w("tblLayout", type="fixed"), look
    )
    yield w("tbl", properties, w("tblGrid", *(w("gridCol", w=each) for each in widths)), *rows)


def shares(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column; together they are exactly as wide as the table."""
    whole = sum(column.width for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    marks = [round(width * edge / whole) for edge in edges]
    return [right - left for left, right in pairwise(marks)]


def _row(row: list[Placed], content: Table, widths: list[int], *, is_head: bool) -> Element:
    properties = _HEAD_ROW if is_head else _BODY_ROW
    return w("tr", properties, *(_cell(each, content, widths, is_head=is_head) for each in row))


def _cell(each: Placed, content: Table, widths: list[int], *, is_head: bool) -> Element:
    cell = each.cell
    wide = sum(widths[each.column : each.column + cell.columns])
    align = cell.align or (Align.CENTER if is_head else content.columns[each.column].align)
    inside = () if each.is_covered else runs(cell.words)
    merge = "continue" if each.is_covered else "restart" if cell.rows > 1 else ""
    return w(
        "tc",
        _box(wide, cell.columns, merge),
        w("p", _line("HeadCell" if is_head else "Cell", align), *inside),
    )


# What thousands of cells have in common is made once.
_HEAD_ROW = w("trPr", w("cantSplit"), w("tblHeader"))
_BODY_ROW = w("trPr", w("cantSplit"))
_OWN_ALIGN = {"HeadCell": Align.CENTER, "Cell": Align.LEFT}


@lru_cache(maxsize=256)
def _box(wide: int, columns: int, merge: str) -> Element:
    return w(
        "tcPr",
        w("tcW", w=wide, type="dxa"),
        w("gridSpan", val=columns) if columns > 1 else None,
        w("vMerge", val=merge) if merge else None,
        w("vAlign", val="center"),
    )


@lru_cache(maxsize=16)
def _line(style: str, align: Align) -> Element:
    return w(
        "pPr",
        w("pStyle", val=style),
        w("jc", val=align.value) if align is not _OWN_ALIGN[style] else None,
    )
