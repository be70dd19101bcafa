"""Where a list begins in a sheet (表头识别): title lines above, one level of header or two, whatever their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from luoshi.kit.workbooks import Grid, Span

from .columns import Column, Sheet
from .folding import clean, header_key, header_keys

SEARCHED_ROWS = 60


@dataclass(frozen=True)
class Header:
    """The rows of a header, and which declared column stands where; rows and columns count from 0."""

    first: int
    last: int
    columns: Mapping[str, int]
    names: Mapping[int, str]
    doubled: tuple[tuple[str, int, int], ...] = ()

    @property
    def unknown(self) -> list[int]:
        known = set(self.columns.values()) | {second for _key, _first, second in self.doubled}
        return [column for column in self.names if column not in known]

    def missing(self, sheet: Sheet) -> list[Column]:
        return [column for column in sheet.required if column.key not in self.columns]

    def signature(self) -> str:
        """The header's words in their order: the same list is known again by it."""
        return "|".join(header_key(self.names[column]) for column in sorted(self.names))


@dataclass
class _Candidate:
    first: int
    last: int
    names: dict[int, str]
    columns: dict[str, int] = field(default_factory=dict)
    doubled: list[tuple[str, int, int]] = field(default_factory=list)

    def header(self) -> Header:
        return Header(self.first, self.last, self.columns, self.names, tuple(self.doubled))


def find_header(grid: Grid, sheet: Sheet) -> Header | None:
    """The row, or the two rows, that name most of the declared columns; None where none is named."""
    best, score = None, (0, 0)
    known = keys_of(sheet)
    for candidate in _candidates(grid, known):
        required = sum(column.key in candidate.columns for column in sheet.required)
        if (required, len(candidate.columns)) > score:
            best, score = candidate, (required, len(candidate.columns))
    if best is None or not _is_enough(best, sheet):
        return None
    best.last = max(best.last, _merged_until(grid, best))
    return best.header()


def keys_of(sheet: Sheet) -> dict[str, str]:
    """Every name of every column, folded; a name that two columns claim belongs to the first."""
    known: dict[str, str] = {}
    for column in sheet:
        known |= {key: column.key for key in column.names if key not in known}
    return known


def _is_enough(found: _Candidate, sheet: Sheet) -> bool:
    """One word alone may stand in any text: it makes a header only where a list has but one column."""
    named = len(found.columns) + len(found.doubled)
    return named >= min(2, len(sheet.columns)) or len(found.names) == 1


def _candidates(grid: Grid, known: Mapping[str, str]) -> Iterator[_Candidate]:
    """Rows alone first: two levels must name more than either of them."""
    rows = list(islice(grid.filled(), SEARCHED_ROWS))
    for row in rows:
        yield _single(grid, row, known)
    for row in rows:
        if row + 1 < len(grid.rows):
            yield _double(grid, row, known)


def _single(grid: Grid, row: int, known: Mapping[str, str]) -> _Candidate:
    names = {column: name for column in range(len(grid.rows[row])) if (name := _name(grid, row, column))}
    found = _Candidate(row, row, names)
    for column, name in names.items():
        _claim(found, column, header_keys(name), known)
    return found


def _double(grid: Grid, row: int, known: Mapping[str, str]) -> _Candidate:
    spans = {column: span for span in grid.layout.merged if span.top == row for column in _along(span)}
    found, above = _Candidate(row, row + 1, {}), ""
    for column in range(grid.width):
        span = spans.get(column)
        above = _name(grid, row, span.left if span else column) or above
        below = _name(grid, row + 1, column)
        own = above if span or _name(grid, row, column) or below else ""
        if name := (f"{own} {below}".strip() if below != own else own):
            found.names[column] = name
            tried = (header_keys(own + below), header_keys(below), header_keys(own) if not below else set())
            _claim(found, column, next((keys for keys in tried if keys & set(known)), set()), known)
    return found


def _along(span: Span) -> range:
    return range(span.left, min(span.right, 16_383) + 1)


def _claim(found: _Candidate, column: int, keys: set[str], known: Mapping[str, str]) -> None:
    for key in keys:
        if key not in known:
            continue
        if known[key] in found.columns:
            found.doubled.append((known[key], found.columns[known[key]], column))
        else:
            found.columns[known[key]] = column
        return


def _merged_until(grid: Grid, found: _Candidate) -> int:
    """A header cell that reaches over several rows takes them all into the header."""
    columns = set(found.columns.values())
    return max(
        (
            span.bottom
            for span in grid.layout.merged
            if found.first <= span.top <= found.last and span.left in columns and span.bottom - span.top < 5
        ),
        default=found.last,
    )


def _name(grid: Grid, row: int, column: int) -> str:
    value = grid.at(row, column)
    return clean(str(value)) if value is not None and len(str(value)) <= 200 else ""
