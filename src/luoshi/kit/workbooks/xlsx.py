"""The layout of an xlsx sheet: what is hidden, merged, broken, never calculated, or a percentage."""

from __future__ import annotations

import io
import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from .extent import Counted, Survey
from .grid import Layout, column_of, span_of
from .package import Package, attribute
from .refusals import Unreadable

MACROS = ("xl/vbaProject.bin",)
_PERCENT = {9, 10}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
TRUE = {"1", "true"}
# Sheets formatted down to their last row hold a million of these; they say nothing.
_EMPTY_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*\br=["'][^>]*/>""")
_EMPTY_ROW = re.compile(rb"""<((?:\w+:)?row)\s[^>]*\br=["'][^>]*(?:/>|(?<!/)>\s*</\1>)""")


@dataclass
class Sheet:
    """A sheet's name and the part that holds it."""

    name: str
    part: str


def survey(package: Package) -> Survey:
    """Look through every sheet of the workbook."""
    main = _main_part(package)
    workbook = package.parse(main)
    if workbook is None:
        raise Unreadable("damaged")
    percents = _percent_styles(package, main)
    found = Survey(has_macros=any(name in package.names for name in MACROS))
    found.counts_from_1904 = any(
        attribute(each, "date1904") in TRUE for each in workbook.iter("{*}workbookPr")
    )
    for sheet in _sheets(package, workbook, main):
        if sheet.part in package.names:
            found.layouts[sheet.name] = _layout(package.read(sheet.part), percents)
    return found


def _main_part(package: Package) -> str:
    rels = package.parse("_rels/.rels")
    for relation in () if rels is None else rels:
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "xl/workbook.xml"


def _relations(package: Package, main: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(main)
    rels = package.parse(f"{folder}/_rels/{name}.rels".lstrip("/"))
    found = {}
    for relation in () if rels is None else rels:
        target = attribute(relation, "Target")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[attribute(relation, "Id")] = (attribute(relation, "Type").rpartition("/")[2], path)
    return found


def _sheets(package: Package, workbook: etree._Element, main: str) -> list[Sheet]:
    relations = _relations(package, main)
    return [
        Sheet(str(sheet.get("name", "")), relations.get(attribute(sheet, "id"), ("", ""))[1])
        for sheet in workbook.iter("{*}sheet")
    ]


def _percent_styles(package: Package, main: str) -> set[str]:
    """The numbers of the cell styles that show a share as a percentage."""
    part = next((path for kind, path in _relations(package, main).values() if kind == "styles"), "")
    styles = package.parse(part)
    if styles is None:
        return set()
    own = {each.get("numFmtId"): str(each.get("formatCode", "")) for each in styles.iter("{*}numFmt")}
    shares = {number for number, code in own.items() if "%" in _QUOTED.sub("", code)}
    shares |= {str(number) for number in _PERCENT}
    formats = next(styles.iter("{*}cellXfs"), None)
    return {
        str(at)
        for at, style in enumerate(() if formats is None else formats)
        if style.get("numFmtId") in shares
    }


def _layout(content: bytes, percents: set[str]) -> Layout:
    layout, counted = Layout(), Counted()
    row = -1
    walk = etree.iterparse(
        io.BytesIO(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))),
        events=("end",),
        tag=("{*}row", "{*}col", "{*}mergeCell"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    try:
        for _event, element in walk:
            name = element.tag.rpartition("}")[2]
            if name == "row":
                row = _row(element, row, layout, counted, percents)
            else:
                _mark_layout(element, name, layout)
            element.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("damaged") from error
    counted.refuse_strays()
    layout.hidden_rows = {each for each in layout.hidden_rows if each <= counted.row}
    layout.hidden_columns = {each for each in layout.hidden_columns if each <= counted.column}
    return layout


def _mark_layout(element: etree._Element, name: str, layout: Layout) -> None:
    if name == "col" and element.get("hidden") in TRUE:
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        layout.hidden_columns.update(range(first - 1, min(last, 16384)))
    elif name == "mergeCell" and (span := span_of(element.get("ref", ""))):
        layout.merged.append(span)


def _row(element: etree._Element, before: int, layout: Layout, counted: Counted, percents: set[str]) -> int:
    """Note what the cells of one row say; return its number."""
    number = element.get("r", "")
    row = int(number) - 1 if number.isdecimal() else before + 1
    column, last = -1, -1
    for cell in element:
        column = _column(cell.get("r", ""), column + 1)
        if _cell(cell, (row, column), layout, percents):
            counted.take(row, column)
            last = column
    if last >= 0 and element.get("hidden") in TRUE:
        layout.hidden_rows.add(row)
    return row


def _column(name: str, following: int) -> int:
    letters = name.rstrip("0123456789")
    return column_of(letters) if letters.isalpha() and letters.isascii() else following


def _cell(cell: etree._Element, place: tuple[int, int], layout: Layout, percents: set[str]) -> bool:
    """Whether the cell is filled; what is odd about it is noted."""
    found = {str(part.tag).rpartition("}")[2]: part.text for part in cell}
    if not found:
        return False
    kind, value = cell.get("t", "n"), found.get("v")
    if value is None and "f" not in found and "is" not in found:
        return False
    if kind == "e":
        layout.errors[place] = value or "#N/A"
    elif value is None and "f" in found and kind != "str":
        layout.uncached.add(place)
    elif kind == "n" and cell.get("s") in percents:
        layout.percents.add(place)
    return True
