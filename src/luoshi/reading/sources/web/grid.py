"""Tables of a web page (表格): which hold facts and which merely lay out the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.sources.draft import Draft, Line
from luoshi.reading.sources.web.flow import lines_of

_MOST_SPAN = 1_000
_LONG_CELL = 1_500
_SECTIONS = ("thead", "tbody", "tfoot")


@dataclass(slots=True)
class Place:
    """A cell with its place in the grid."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[Line] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(len(line.text) for line in self.lines)


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """A table's own rows, not those of tables inside it."""
    for child in table.iterchildren():
        if child.tag == "tr":
            yield child
        elif child.tag in _SECTIONS:
            yield from child.iterchildren("tr")


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """A row's own cells."""
    return row.iterchildren("td", "th")


def is_layout(table: etree._Element) -> bool:
    """Whether a table has tables inside or no grid of filled cells: it lays out the page (布局表格)."""
    inner = table.iterdescendants("table")
    if next(inner, None) is not None:
        return True
    widths = [sum(1 for cell in cells_of(row) if _has_text(cell)) for row in rows_of(table)]
    return sum(width >= 2 for width in widths) < 1 or len(widths) < 2


def _has_text(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def read_grid(table: etree._Element) -> list[Place]:
    """A table's cells in reading order, each with its lines."""
    places: list[Place] = []
    taken: dict[int, int] = {}  # column -> the first row in which it is free again
    for number, row in enumerate(rows_of(table)):
        column = 0
        for cell in cells_of(row):
            while taken.get(column, 0) > number:
                column += 1
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            places.append(Place(number, column, rows, columns, lines_of(cell)))
            taken.update(dict.fromkeys(range(column, column + columns), number + rows))
            column += columns
    return places


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() and len(value) < 6 else 1


def holds_prose(places: list[Place]) -> bool:
    """Whether one cell holds a whole document: the table is the page's frame."""
    return any(place.length > _LONG_CELL and len(place.lines) > 8 for place in places)


def write_grid(places: list[Place], draft: Draft) -> None:
    """Write a table."""
    number = draft.open_table()
    last = max((place.row for place in places), default=0)
    for place in places:
        draft.write_cell(
            number,
            place.lines,
            row=place.row,
            column=place.column,
            rows=min(place.rows, last - place.row + 1),
            columns=place.columns,
        )
