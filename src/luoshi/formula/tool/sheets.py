"""Files of rows (表格文件): CSV, xlsx and Parquet, recognised by what is in them, as lines of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from luoshi.formula.tool.faults import Spot, refuse

HEADER_WITHIN: Final = 10  # so many rows are looked through for the headings


@dataclass(frozen=True, slots=True)
class Percent:
    """A number in a cell that is shown as a percentage: 0.03 in the cell, 3% to see."""

    value: float | int
    format: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, with the number that programs show for it."""

    number: int
    cells: Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """A sheet: all its lines, headings included. `tops` holds what merged cells put above a line."""

    file: str
    name: str
    lines: Sequence[Line]
    is_ragged: bool = False  # lines may be longer or shorter than the headings
    tops: Mapping[int, Sequence[tuple[str, ...]]] = field(default_factory=dict)

    def spot(self, row: int = 0, column: int | None = None, heading: str = "") -> Spot:
        return Spot(self.file, self.name, row, heading, letters(column) if column is not None else "")


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A, B, … AA."""
    found, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        found = chr(65 + digit) + found
    return found


def open_sheet(path: str, *, sheet: str = "", encoding: str = "") -> Sheet:
    """Read one sheet of a file. Raises Refused for what is no such file."""
    content = read_bytes(path)
    if content[:4] == b"PK\x03\x04":
        from luoshi.formula.tool import workbooks

        return workbooks.sheet(path, content, sheet)
    if content[:4] == b"PAR1":
        from luoshi.formula.tool import columnar

        return columnar.sheet(path, content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refuse("T107", Spot(path))
    from luoshi.formula.tool import delimited

    return delimited.sheet(path, content, encoding)


def read_bytes(path: str) -> bytes:
    """The content of a file that is there and not empty."""
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise refuse("T101", Spot(path)) from None
    except OSError as error:
        raise refuse("T102", Spot(path), why=error.strerror or str(error)) from None
    if not content.strip():
        raise refuse("T103", Spot(path))
    return content
