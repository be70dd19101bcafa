"""Tables in a web page, and the workbook in one XML file of Office 2003: both are found named .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree, html

from luoshi.reading.errors import Unreadable as NotText
from luoshi.reading.sources.encodings import decode

from .extent import Counted
from .grid import Grid, Layout, Span, Value, Workbook
from .limits import MOST_CELLS, MOST_GRID, MOST_SHEETS
from .package import attribute, local, parser
from .refusals import Unreadable

MOST_SPAN = 1000
_CELL = re.compile(rb"<t[dh][\s>]", re.I)
_SKIPPED = {"script", "style", "template"}


def read_html(content: bytes) -> Workbook:
    """Each table of the page that holds no other table is a sheet."""
    if len(_CELL.findall(content)) > MOST_CELLS:
        raise Unreadable("too_large", most=MOST_CELLS)
    try:
        root = html.document_fromstring(decode(content).text.replace("\x00", ""))
    except (etree.ParserError, NotText, ValueError) as error:
        raise Unreadable("damaged") from error
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    grids = [
        grid for number, table in enumerate(tables[:MOST_SHEETS], 1) if (grid := _table(table, number)).rows
    ]
    if not grids:
        raise Unreadable("not_a_workbook", what="HTML")
    return Workbook("html", grids)


def _table(table: html.HtmlElement, number: int) -> Grid:
    counted, layout = Counted(), Layout()
    filled: dict[tuple[int, int], Value] = {}
    for row, line in enumerate(table.iter("tr")):
        column = 0
        if "display:none" in line.get("style", "").replace(" ", "").lower():
            layout.hidden_rows.add(row)
        for cell in line.iter("td", "th"):
            while (row, column) in filled:
                column += 1
            column = _place(cell, row, column, filled, layout)
            counted.take(row, column - 1)
    counted.refuse_strays()
    height = max((row for row, _column in filled), default=-1) + 1
    rows = [[filled.get((row, column)) for column in range(counted.column + 1)] for row in range(height)]
    return Grid(f"Table{number}", rows, layout=layout)


def _place(
    cell: html.HtmlElement, row: int, column: int, filled: dict[tuple[int, int], Value], layout: Layout
) -> int:
    """Put a cell where it stands, with the places that it covers; return the column after it."""
    wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
    for down in range(high):
        for along in range(wide):
            filled[row + down, column + along] = None
    if len(filled) > MOST_GRID:
        raise Unreadable("too_large", most=MOST_CELLS)
    filled[row, column] = _text(cell)
    if wide > 1 or high > 1:
        layout.merged.append(Span(row, column, row + high - 1, column + wide - 1))
    return column + wide


def _span(cell: html.HtmlElement, name: str) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), MOST_SPAN)) if text.isdecimal() else 1


def _text(cell: html.HtmlElement) -> Value:
    pieces: list[str] = []
    for element in cell.iter():
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        if element is not cell and element.tag in {"br", "p", "div"}:
            pieces.append("\n")
        pieces.append(" ".join((element.text or "").split(" ")).replace("\r", " ").replace("\n", " "))
        if element is not cell:
            pieces.append((element.tail or "").replace("\r", " ").replace("\n", " "))
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return "\n".join(line for line in lines if line) or None


def read_spreadsheetml(content: bytes) -> Workbook:
    """The workbook of Office 2003 in one XML file."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("dangerous_xml", part="xml")
    try:
        root = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged") from error
    return Workbook("spreadsheetml", [_worksheet(each) for each in root.iter("{*}Worksheet")][:MOST_SHEETS])


def _worksheet(sheet: etree._Element) -> Grid:
    layout, counted = Layout(), Counted()
    filled: dict[tuple[int, int], Value] = {}
    row = -1
    for line in sheet.iter("{*}Row"):
        row = _index(line, row + 1)
        if attribute(line, "Hidden") == "1":
            layout.hidden_rows.add(row)
        column = -1
        for cell in (each for each in line if local(each) == "Cell"):
            column = _index(cell, column + 1)
            _typed(cell, row, column, filled, layout, counted)
            column += _count(cell, "MergeAcross")
    counted.refuse_strays()
    rows = [
        [filled.get((at, column)) for column in range(counted.column + 1)] for at in range(counted.row + 1)
    ]
    visible = "".join(each.text or "" for each in sheet.iter("{*}Visible"))
    return Grid(attribute(sheet, "Name"), rows, is_hidden="Hidden" in visible, layout=layout)


def _index(element: etree._Element, following: int) -> int:
    text = attribute(element, "Index")
    return int(text) - 1 if text.isdecimal() and int(text) > 0 else following


def _count(element: etree._Element, name: str) -> int:
    text = attribute(element, name)
    return int(text) if text.isdecimal() else 0


def _typed(
    cell: etree._Element,
    row: int,
    column: int,
    filled: dict[tuple[int, int], Value],
    layout: Layout,
    counted: Counted,
) -> None:
    """Note one cell with its value; a block of merged cells, too."""
    wide, high = _count(cell, "MergeAcross"), _count(cell, "MergeDown")
    if wide or high:
        layout.merged.append(Span(row, column, row + high, column + wide))
    written = next(iter(_values(cell)), None)
    if written is None:
        if attribute(cell, "Formula"):
            counted.take(row, column)
            layout.uncached.add((row, column))
        return
    counted.take(row, column)
    kind, text = written
    if kind == "Error":
        layout.errors[row, column] = text
    filled[row, column] = _converted(kind, text)


def _values(cell: etree._Element) -> Iterator[tuple[str, str]]:
    for data in (each for each in cell if local(each) == "Data"):
        text = "".join(map(str, data.itertext()))
        if text:
            yield attribute(data, "Type"), text


def _converted(kind: str, text: str) -> Value:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return moment if moment.time().isoformat() != "00:00:00" else date(*moment.timetuple()[:3])
    except ValueError:
        return text
    return {"1": True, "0": False}.get(text, text) if kind == "Boolean" else None if kind == "Error" else text
