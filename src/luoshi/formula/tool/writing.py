"""What is written (输出文件): CSV that Excel opens rightly, xlsx, Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from luoshi.formula.tool.faults import Spot, refuse

Lines = Sequence[Sequence[Any]]
LONGEST_EXACT: Final = 15  # digits that a number in a workbook keeps


def check(path: str) -> None:
    """Raises Refused for a file of another kind, before anything is computed."""
    if path and Path(path).suffix.casefold() not in WRITERS:
        raise refuse("T506", found=path)


def write(path: str, heads: list[str], lines: Lines, *, numbers: frozenset[int]) -> None:
    """Write a table; `numbers` are the columns that hold numbers."""
    try:
        WRITERS[Path(path).suffix.casefold()](path, heads, lines, numbers)
    except OSError as error:
        raise refuse("T508", Spot(path), why=error.strerror or str(error)) from None


def _csv(path: str, heads: list[str], lines: Lines, numbers: frozenset[int]) -> None:
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows(lines)


def _xlsx(path: str, heads: list[str], lines: Lines, numbers: frozenset[int]) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        page.write_row(0, 0, heads)
        for number, line in enumerate(lines, 1):
            for at, cell in enumerate(line):
                if cell is not None:
                    page.write(number, at, _cell(cell) if at in numbers else str(cell))


def _cell(cell: Any) -> Any:
    """A number where a workbook keeps every digit of it, else its text."""
    try:
        found = Decimal(str(cell))
    except ArithmeticError:
        return str(cell)
    return float(found) if len(found.as_tuple().digits) <= LONGEST_EXACT else str(cell)


def _parquet(path: str, heads: list[str], lines: Lines, numbers: frozenset[int]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [[line[at] for line in lines] for at in range(len(heads))]
    pq.write_table(
        pa.table({head: _column(values) for head, values in zip(heads, columns, strict=True)}), path
    )


def _column(values: list[Any]) -> Any:
    """Whole numbers as such, everything else as text: no digit is lost."""
    import pyarrow as pa

    if any(isinstance(value, int) for value in values):
        return pa.array(values, pa.int64())
    return pa.array([None if value is None else str(value) for value in values], pa.string())


Writer = Callable[[str, list[str], Lines, frozenset[int]], None]
WRITERS: Final[dict[str, Writer]] = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
