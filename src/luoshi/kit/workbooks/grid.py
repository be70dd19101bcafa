"""What a workbook holds: its sheets as rows of plain values, and what only the layout says (工作表)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

Value = str | float | int | bool | date | datetime | None
Place = tuple[int, int]
_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Span(NamedTuple):
    """A block of merged cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Layout:
    """What a sheet says beside its values: hidden, merged, broken and percent cells; places count from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Span] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)

    def plain(self) -> dict[str, Any]:
        return {
            "hidden_rows": sorted(self.hidden_rows),
            "hidden_columns": sorted(self.hidden_columns),
            "merged": [list(span) for span in self.merged],
            "errors": [[*place, text] for place, text in self.errors.items()],
            "uncached": [list(place) for place in sorted(self.uncached)],
            "percents": [list(place) for place in sorted(self.percents)],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Layout:
        return cls(
            hidden_rows=set(plain["hidden_rows"]),
            hidden_columns=set(plain["hidden_columns"]),
            merged=[Span(*span) for span in plain["merged"]],
            errors={(row, column): text for row, column, text in plain["errors"]},
            uncached={(row, column) for row, column in plain["uncached"]},
            percents={(row, column) for row, column in plain["percents"]},
        )


@dataclass
class Grid:
    """One sheet: every row from the first, every cell from column A; an empty cell is None."""

    name: str
    rows: list[list[Value]]
    is_hidden: bool = False
    layout: Layout = field(default_factory=Layout)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> Value:
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    def filled(self) -> Iterator[int]:
        """The numbers of the rows that hold anything."""
        broken = {row for row, _column in (*self.layout.errors, *self.layout.uncached)}
        return (
            number
            for number, row in enumerate(self.rows)
            if number in broken or any(value is not None for value in row)
        )


@dataclass
class Workbook:
    """A whole file: which format it really is, and its sheets in their order."""

    format: str
    grids: list[Grid]
    has_macros: bool = False
    counts_from_1904: bool = False

    def plain(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "has_macros": self.has_macros,
            "counts_from_1904": self.counts_from_1904,
            "grids": [
                {
                    "name": grid.name,
                    "is_hidden": grid.is_hidden,
                    "layout": grid.layout.plain(),
                    "rows": [[_plain(value) for value in row] for row in grid.rows],
                }
                for grid in self.grids
            ],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Workbook:
        grids = [
            Grid(
                name=grid["name"],
                rows=[[_value(value) for value in row] for row in grid["rows"]],
                is_hidden=grid["is_hidden"],
                layout=Layout.from_plain(grid["layout"]),
            )
            for grid in plain["grids"]
        ]
        return cls(plain["format"], grids, plain["has_macros"], plain["counts_from_1904"])


def column_name(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The place as a spreadsheet prints it: (6, 1) is B7."""
    return f"{column_name(column)}{row + 1}"


def place_of(name: str) -> Place | None:
    """B7 is (6, 1); None where the text names no cell."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    return int(found[2]) - 1, column_of(found[1])


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def span_of(reference: str) -> Span | None:
    """A1:B2 as a block of cells."""
    first, _colon, last = reference.partition(":")
    start, end = place_of(first), place_of(last or first)
    return Span(*start, *end) if start and end else None


def _plain(value: Value) -> Any:
    if isinstance(value, datetime):
        return {"m": value.isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _value(plain: Any) -> Value:
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]
    return datetime.fromisoformat(plain["m"]) if "m" in plain else date.fromisoformat(plain["d"])
