"""A list out of a workbook (导入读取): every row, every refusal, every note, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from luoshi.kit.workbooks import Grid, Value, Workbook, cell_name, open_workbook

from .columns import Column, Sheet
from .headers import Header, find_header
from .lines import why_not_data
from .remarks import Remark, Wrong
from .values import Cell, value_of

Lookup = Callable[[Collection[str]], Mapping[str, Any]]


@dataclass(frozen=True)
class Row:
    """One row of the list: where it stands, and its values by the columns' keys."""

    sheet: str
    number: int
    values: dict[str, Any]
    places: Mapping[str, int]

    def cell(self, key: str) -> str:
        """The name of the cell of a column; of the row's first known one where the column is absent."""
        return cell_name(self.number - 1, self.places.get(key, min(self.places.values(), default=0)))

    def remark(self, code: str, key: str, **values: Any) -> Remark:
        return Remark(code, self.sheet, self.cell(key), key, values)


@dataclass
class Reading:
    """What was read: rows, what keeps them from being taken, and what else one should know."""

    format: str = ""
    rows: list[Row] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    headers: dict[str, Header] = field(default_factory=dict)


def read_rows(content: bytes, sheet: Sheet, *, lookups: Mapping[str, Lookup] | None = None) -> Reading:
    """Read a list from the bytes of a file. Raises Unreadable when the file as a whole can't be read."""
    return read_workbook(open_workbook(content), sheet, lookups=lookups)


def read_workbook(
    workbook: Workbook,
    sheet: Sheet,
    *,
    headers: Mapping[str, Header] | None = None,
    lookups: Mapping[str, Lookup] | None = None,
) -> Reading:
    """Read a list from a workbook: from the sheets whose `headers` are given, else from all that bear it."""
    reading = Reading(workbook.format)
    if workbook.has_macros:
        reading.notes.append(Remark("macros_ignored"))
    for grid, header in _lists(workbook, sheet, headers, reading):
        reading.headers[grid.name] = header
        _read_grid(grid, header, sheet, workbook, reading)
    _check_unique(reading, sheet)
    for key, lookup in (lookups or {}).items():
        _look_up(reading, key, lookup)
    if not reading.rows and not reading.faults:
        reading.faults.append(Remark("no_rows"))
    return reading


def _lists(
    workbook: Workbook, sheet: Sheet, headers: Mapping[str, Header] | None, reading: Reading
) -> list[tuple[Grid, Header]]:
    """The sheets that hold the list; every other one with anything in it is named in a note."""
    found: list[tuple[Grid, Header]] = []
    others: list[Remark] = []
    for grid in workbook.grids:
        if not any(True for _row in grid.filled()):
            continue
        if grid.is_hidden:
            others.append(Remark("hidden_sheet", grid.name))
        elif header := headers.get(grid.name) if headers is not None else find_header(grid, sheet):
            found.append((grid, header))
        else:
            others.append(Remark("other_sheet", grid.name))
    complete = [each for each in found if not each[1].missing(sheet)]
    others += [
        Remark("other_sheet", grid.name) for grid, header in found if complete and header.missing(sheet)
    ]
    if not found:
        hidden = all(note.code == "hidden_sheet" for note in others)
        reading.faults.append(Remark("only_hidden_sheets" if hidden else "no_header"))
    reading.notes += others
    return complete or found[:1]


def _read_grid(grid: Grid, header: Header, sheet: Sheet, workbook: Workbook, reading: Reading) -> None:
    reading.faults += _header_faults(grid, header, sheet)
    reading.notes += _header_notes(grid, header)
    if header.missing(sheet):
        return
    cells = _Cells(grid, header, sheet, workbook)
    hidden = []
    for row in grid.filled():
        if row <= header.last:
            continue
        if code := why_not_data(grid, row, header):
            reading.notes.append(Remark(code, grid.name, cell_name(row, 0)))
            continue
        read = _read_row(row, cells, reading.faults)
        if read:
            reading.rows.append(read)
            hidden += [row] if row in grid.layout.hidden_rows else []
        if len(reading.rows) > sheet.most_rows:
            reading.faults.append(Remark("too_many_rows", grid.name, values={"most": sheet.most_rows}))
            return
    if hidden:
        reading.notes.append(Remark("hidden_rows", grid.name, values={"rows": _ranges(hidden)}))


def _header_faults(grid: Grid, header: Header, sheet: Sheet) -> Iterator[Remark]:
    for column in header.missing(sheet):
        yield Remark("missing_column", grid.name, cell_name(header.last, 0), column.key)
    for key, first, second in header.doubled:
        values = {"other": cell_name(header.last, first), "name": header.names[second]}
        yield Remark("doubled_column", grid.name, cell_name(header.last, second), key, values)


def _header_notes(grid: Grid, header: Header) -> Iterator[Remark]:
    for column in header.unknown:
        values = {"name": header.names[column]}
        yield Remark("unknown_column", grid.name, cell_name(header.last, column), values=values)
    known = set(header.columns.values())
    if hidden := sorted(known & grid.layout.hidden_columns):
        names = "、".join(header.names[column] for column in hidden if column in header.names)
        yield Remark("hidden_columns", grid.name, cell_name(header.last, hidden[0]), values={"names": names})


def _covered(grid: Grid, header: Header) -> dict[tuple[int, int], Value]:
    """The value of every cell that a taller merged cell above it covers: it holds for all its rows."""
    known = set(header.columns.values())
    values: dict[tuple[int, int], Value] = {}
    last = len(grid.rows) - 1
    for span in grid.layout.merged:
        if span.left in known and span.bottom > span.top > header.last:
            value = grid.at(span.top, span.left)
            values |= {(row, span.left): value for row in range(span.top + 1, min(span.bottom, last) + 1)}
    return values


class _Cells:
    """The cells of one sheet as its columns read them; what stands in a column again is read once."""

    def __init__(self, grid: Grid, header: Header, sheet: Sheet, workbook: Workbook) -> None:
        self.grid, self.header = grid, header
        self.known = [
            (column, header.columns[column.key]) for column in sheet if column.key in header.columns
        ]
        self.required = [(column.key, header.columns[column.key]) for column in sheet.required]
        self.covered = _covered(grid, header)
        self._counts_from_1904 = workbook.counts_from_1904
        self._read: dict[tuple[str, type, Value, bool], Any] = {}

    def value(self, place: tuple[int, int], column: Column) -> Any:
        """What the column keeps of a cell. Raises Wrong."""
        layout = self.grid.layout
        if error := layout.errors.get(place):
            raise Wrong("error_cell", error=error)
        if place in layout.uncached:
            raise Wrong("formula_without_value")
        raw = self.covered[place] if place in self.covered else self.grid.at(*place)
        if raw is None:
            return None
        known = (column.key, type(raw), raw, place in layout.percents)
        if known not in self._read:
            self._read[known] = value_of(Cell(raw, known[-1], self._counts_from_1904), column)
        return self._read[known]


def _read_row(row: int, cells: _Cells, faults: list[Remark]) -> Row | None:
    """One row with its faults; None where none of the known columns holds anything."""
    values: dict[str, Any] = {}
    wrong: list[Remark] = []
    for column, at in cells.known:
        try:
            values[column.key] = cells.value((row, at), column)
        except Wrong as refused:
            wrong.append(
                Remark(refused.code, cells.grid.name, cell_name(row, at), column.key, refused.values)
            )
    if not wrong and all(value is None or _is_lent(key, row, cells) for key, value in values.items()):
        return None
    for key, at in cells.required:
        if values.get(key) is None and all(remark.column != key for remark in wrong):
            wrong.append(Remark("missing", cells.grid.name, cell_name(row, at), key))
    faults += wrong
    return Row(cells.grid.name, row + 1, values, cells.header.columns)


def _is_lent(key: str, row: int, cells: _Cells) -> bool:
    """Whether the value was only lent by a merged cell above."""
    return (row, cells.header.columns[key]) in cells.covered


def _check_unique(reading: Reading, sheet: Sheet) -> None:
    for column in sheet:
        if not column.unique:
            continue
        first: dict[Any, Row] = {}
        for row in reading.rows:
            value = row.values.get(column.key)
            if value is None:
                continue
            earlier = first.setdefault(value, row)
            if earlier is not row:
                place = earlier.cell(column.key)
                other = place if earlier.sheet == row.sheet else f"{earlier.sheet}!{place}"
                reading.faults.append(row.remark("doubled_value", column.key, value=str(value), other=other))


def _look_up(reading: Reading, key: str, lookup: Lookup) -> None:
    """Put in what a reference stands for, all rows at once; what stands for nothing is refused."""
    asked = {row.values[key] for row in reading.rows if row.values.get(key)}
    found = lookup(asked)
    for row in reading.rows:
        text = row.values.get(key)
        if not text:
            continue
        answer = found.get(text, Wrong("not_found", value=text))
        if isinstance(answer, Wrong):
            reading.faults.append(row.remark(answer.code, key, **answer.values))
        else:
            row.values[key] = answer


def _ranges(rows: list[int]) -> str:
    """Numbers of rows as a reader counts them: 3-5, 9."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(
        f"{first + 1}-{last + 1}" if last > first else f"{first + 1}" for first, last in runs[:50]
    )
