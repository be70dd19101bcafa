"""Where the cells of a table stand when some of them cover several columns or rows (合并单元格)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.kit.papers.model import Cell, Row, Table, Unprintable


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its column; `is_covered` marks the room that a cell of a row above takes."""

    cell: Cell
    column: int
    is_covered: bool = False


def placed(table: Table, rows: Sequence[Row], *, part: str) -> Iterator[list[Placed]]:
    """Each row with every column filled exactly once, or Unprintable that names the row."""
    above: dict[int, tuple[Cell, int]] = {}
    for number, row in enumerate(rows, start=1):
        line = list(_line([cell if isinstance(cell, Cell) else Cell(cell) for cell in row], above))
        filled = sum(each.cell.columns for each in line)
        if filled != len(table.columns):
            raise Unprintable(
                f"{part} row {number} of table “{table.caption}” fills {filled} columns of {len(table.columns)}"
            )
        yield line
        above = {each.column: (each.cell, left) for each in line if (left := _rows_left(each, above)) > 0}
    if above:
        raise Unprintable(f"a cell of table “{table.caption}” reaches below its last {part} row")


def _rows_left(each: Placed, above: dict[int, tuple[Cell, int]]) -> int:
    return above[each.column][1] - 1 if each.is_covered else each.cell.rows - 1


def _line(cells: list[Cell], above: dict[int, tuple[Cell, int]]) -> Iterator[Placed]:
    column = 0
    for cell in cells:
        while column in above:
            yield Placed(above[column][0], column, is_covered=True)
            column += above[column][0].columns
        yield Placed(cell, column)
        column += cell.columns
    while column in above:
        yield Placed(above[column][0], column, is_covered=True)
        column += above[column][0].columns
