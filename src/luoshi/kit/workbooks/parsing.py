"""One file into a workbook, in this very process: call it where time and memory are bounded."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from . import biff, ods, xlsx
from .compound import Compound
from .delimited import read_text
from .grid import Grid, Layout, Span, Value, Workbook
from .limits import CELL_CHARACTERS, MOST_SHEETS
from .markup import read_html, read_spreadsheetml
from .package import Package
from .recognise import format_of
from .refusals import Unreadable

OTHER_PACKAGES = (
    ("word/", "Word"),
    ("ppt/", "PowerPoint"),
    ("OFD.xml", "OFD"),
    ("META-INF/container.xml", "EPUB"),
)
OPENDOCUMENT = b"application/vnd.oasis.opendocument."


def parse(content: bytes) -> Workbook:
    """Read whatever the content is. Raises Unreadable."""
    readers = {
        "zip": _read_package,
        "compound": _read_compound,
        "spreadsheetml": read_spreadsheetml,
        "html": read_html,
        "text": read_text,
    }
    workbook = readers[format_of(content)](content)
    if not any(True for grid in workbook.grids for _row in grid.filled()):
        raise Unreadable("nothing_inside")
    return workbook


def _read_package(content: bytes) -> Workbook:
    package = Package(content)
    kind = _package_kind(package)
    package.refuse_dangerous_xml()
    found = ods.survey(package) if kind == "ods" else xlsx.survey(package)
    grids = _grids(content, lambda name, _number: found.layouts.get(name, Layout()))
    return Workbook(kind, grids, found.has_macros, found.counts_from_1904)


def _package_kind(package: Package) -> str:
    names = set(package.names)
    if "mimetype" in names and package.read("mimetype").startswith(OPENDOCUMENT):
        if b"spreadsheet" not in package.read("mimetype"):
            raise Unreadable("not_a_workbook", what="OpenDocument")
        return "ods"
    if any(name.endswith("workbook.bin") for name in names):
        raise Unreadable("binary_workbook")
    if any(name.endswith("workbook.xml") for name in names) or (
        "[Content_Types].xml" in names and _has_sheets(names)
    ):
        return "xlsx"
    what = next(
        (label for start, label in OTHER_PACKAGES if any(name.startswith(start) for name in names)), "ZIP"
    )
    raise Unreadable("not_a_workbook", what=what)


def _has_sheets(names: set[str]) -> bool:
    return any("worksheets/" in name for name in names)


def _read_compound(content: bytes) -> Workbook:
    compound = Compound(content)
    layouts = biff.survey(compound)
    has_macros = any("VBA" in name for name in compound.names)
    grids = _grids(content, lambda _name, number: layouts[number] if number < len(layouts) else Layout())
    return Workbook("xls", grids, has_macros, biff.counts_from_1904(compound))


def _grids(content: bytes, layout_of: Any) -> list[Grid]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return [
                _grid(workbook, number, sheet.name, sheet.visible, layout_of(sheet.name, number))
                for number, sheet in enumerate(workbook.sheets_metadata[:MOST_SHEETS])
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, OSError, ValueError, IndexError, KeyError) as error:
        raise Unreadable("damaged") from error


def _grid(workbook: CalamineWorkbook, number: int, name: str, visible: Any, layout: Layout) -> Grid:
    sheet = workbook.get_sheet_by_index(number)
    rows = [[_value(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    if not layout.merged:
        layout.merged = [Span(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    return Grid(name, rows, is_hidden=visible != SheetVisibleEnum.Visible, layout=layout)


def _value(value: Any) -> Value:
    """A cell as one of our plain values; a time of day or a length of time is its text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value[: CELL_CHARACTERS + 1]
    if isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)
