"""The layout of an OpenDocument sheet: rows and cells that are written once and repeated are counted out."""

from __future__ import annotations

import io

from lxml import etree

from .extent import Counted, Survey
from .grid import Layout, Span
from .package import Package, attribute, local
from .refusals import Unreadable

HIDDEN = {"collapse", "filter"}
CELLS = {"table-cell", "covered-table-cell"}
_FAR = 1_048_576


def survey(package: Package) -> Survey:
    """Look through every sheet of the document."""
    if "content.xml" not in package.names:
        raise Unreadable("damaged")
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.read(manifest):
        raise Unreadable("encrypted")
    found = Survey(has_macros=any(name.startswith("Basic/") for name in package.names))
    walk = etree.iterparse(
        io.BytesIO(package.read("content.xml")),
        events=("end",),
        tag="{*}table",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    try:
        for _event, table in walk:
            found.layouts[attribute(table, "name")] = _layout(table)
            table.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged") from error
    return found


def _layout(table: etree._Element) -> Layout:
    layout, counted = Layout(), Counted()
    row = column = 0
    for element in table.iter("{*}table-row", "{*}table-column"):
        if local(element) == "table-column":
            column = _hide_columns(element, column, layout)
        else:
            row = _row(element, row, layout, counted)
    counted.refuse_strays()
    layout.hidden_rows = {each for each in layout.hidden_rows if each <= counted.row}
    layout.hidden_columns = {each for each in layout.hidden_columns if each <= counted.column}
    return layout


def _hide_columns(element: etree._Element, column: int, layout: Layout) -> int:
    after = column + _times(element, "number-columns-repeated")
    if attribute(element, "visibility") in HIDDEN:
        layout.hidden_columns.update(range(column, min(after, 16_384)))
    return after


def _row(element: etree._Element, row: int, layout: Layout, counted: Counted) -> int:
    times, column, before = _times(element, "number-rows-repeated"), 0, counted.cells
    for cell in element:
        if local(cell) not in CELLS:
            continue
        wide = _times(cell, "number-columns-repeated")
        if _is_filled(cell):
            counted.take(row + times - 1, column + wide - 1, wide * times)
            _mark_cell(cell, row, column, layout)
        column += wide
    if counted.cells > before and attribute(element, "visibility") in HIDDEN:
        layout.hidden_rows.update(range(row, row + times))
    return row + times


def _times(element: etree._Element, name: str) -> int:
    text = attribute(element, name)
    return max(1, min(int(text), _FAR)) if text.isdecimal() else 1


def _is_filled(cell: etree._Element) -> bool:
    written = any(local(each) == "p" and "".join(map(str, each.itertext())).strip() for each in cell)
    return written or bool(attribute(cell, "value-type") or attribute(cell, "formula"))


def _mark_cell(cell: etree._Element, row: int, column: int, layout: Layout) -> None:
    kind, text = attribute(cell, "value-type"), "".join(map(str, cell.itertext())).strip()
    wide, high = _times(cell, "number-columns-spanned"), _times(cell, "number-rows-spanned")
    if wide > 1 or high > 1:
        layout.merged.append(Span(row, column, row + high - 1, column + wide - 1))
    if attribute(cell, "formula") and (text.startswith(("#", "Err:")) or kind == "error"):
        layout.errors[row, column] = text or "#N/A"
    elif attribute(cell, "formula") and not kind and not text:
        layout.uncached.add((row, column))
    elif kind == "percentage":
        layout.percents.add((row, column))
