"""A table of indicators as rows and columns, whatever it was printed as (指标表)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.grammar.numerals import half_width, squeeze
from luoshi.reading.model import Cell, Table


@dataclass(frozen=True, slots=True)
class Box:
    """A cell's words and place; merged cells are the same box in several columns or rows."""

    text: str
    start: int
    end: int


EMPTY = Box("", 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of equal length; `heads` are the header's words over each column, from top to bottom."""

    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Box, ...], ...]
    start: int
    end: int


def plain(text: str) -> str:
    """A cell's words without blanks and in half width."""
    return squeeze(half_width(text.replace("\n", "")))[0].strip().replace(" ", "")


def grid(table: Table) -> list[list[Box]]:
    """The table with merged cells repeated in every place they cover."""
    height = max((cell.row + cell.rows for cell in table.cells), default=0)
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    if height * width > 50_000:
        return []
    rows = [[EMPTY] * width for _ in range(height)]
    for cell in table.cells:
        _place(rows, cell)
    return rows


def _place(rows: list[list[Box]], cell: Cell) -> None:
    box = Box(plain(cell.text), cell.start, cell.end)
    for row in rows[cell.row : cell.row + cell.rows]:
        row[cell.column : cell.column + cell.columns] = [box] * cell.columns


def distinct(row: Sequence[Box]) -> list[Box]:
    """The row's boxes, merged ones once, empty ones left out."""
    seen: list[Box] = []
    for box in row:
        if box.text and (not seen or seen[-1] is not box):
            seen.append(box)
    return seen
