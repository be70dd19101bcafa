"""Tables (表格)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    marks = [round(width * edge / whole) for edge in edges]
    return [right - left for left, right in pairwise(marks)]


def _row(row: list[Placed], content: Table, widths: list[int], *, is_head: bool) -> Element:
    properties = w("trPr", w("cantSplit"), w("tblHeader") if is_head else None)
    return w("tr", properties, *(_cell(each, content, widths, is_head=is_head) for each in row))


def _cell(each: Placed, content: Table, widths: list[int], *, is_head: bool) -> Element:
    cell = each.cell
    merge = None
    if each.is_covered:
        merge = w("vMerge")
    elif cell.rows > 1:
        merge = w("vMerge", val="restart")
    properties = w(
        "tcPr",
        w("tcW", w=sum(widths[each.column : each.column + cell.columns]), type="dxa"),
        w("gridSpan", val=cell.columns) if cell.columns > 1 else None,
        merge,
        w("vAlign", val="center"),
    )
    align = cell.align or (Align.CENTER if is_head else content.columns[each.column].align)
    is_plain = align is (Align.CENTER if is_head else Align.LEFT)
    return w(
        "tc",
        properties,
        paragraph(
            "HeadCell" if is_head else "Cell",
            *([] if each.is_covered else runs(cell.words)),
            properties=() if is_plain else (w("jc", val=align.value),),
        ),
    )
