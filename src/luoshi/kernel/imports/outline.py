"""What a person is shown of a foreign workbook, and how its columns are found (表格概览、列对应)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.kernel.imports.kinds import ListKind
from luoshi.kernel.models import KnownColumns
from luoshi.kernel.services.imports import signature_of
from luoshi.kit.sheets import Header, find_header, guess_columns, guess_header, header_at
from luoshi.kit.sheets.folding import header_key
from luoshi.kit.workbooks import Grid, Workbook

ROWS, COLUMNS, CHARACTERS = 45, 60, 120


def outline_of(workbook: Workbook) -> list[dict[str, Any]]:
    """The first rows of every sheet with something in it, as texts."""
    return [
        {
            "name": grid.name,
            "is_hidden": grid.is_hidden,
            "rows": [[_shown(value) for value in row[:COLUMNS]] for row in grid.rows[:ROWS]],
            "height": len(grid.rows),
        }
        for grid in workbook.grids
        if any(True for _row in grid.filled())
    ]


def grid_of(shown: Mapping[str, Any]) -> Grid:
    """A sheet of the outline as a grid again."""
    return Grid(
        shown["name"], [[value or None for value in row] for row in shown["rows"]], shown["is_hidden"]
    )


def headers_of(workbook: Workbook, kind: ListKind, chosen: Mapping[str, Any]) -> dict[str, Header]:
    """Which sheets hold the list, with the header of each: as chosen, as named, as remembered."""
    if chosen:
        grid = next((each for each in workbook.grids if each.name == chosen["sheet"]), None)
        return {grid.name: _chosen(grid, chosen)} if grid else {}
    found = {}
    for grid in workbook.grids:
        header = None if grid.is_hidden or not grid.rows else find_header(grid, kind.sheet)
        if header and not header.missing(kind.sheet):
            found[grid.name] = header
    return found or _remembered(workbook, kind)


def known_columns(kind: ListKind, header: Header) -> dict[str, str]:
    """What somebody has said of this very header, by the header's words."""
    row = KnownColumns.objects.filter(kind=kind.code, signature=signature_of(header=header)).first()
    return dict(row.columns) if row else {}


def guessed(grid: Grid, row: int | None, kind: ListKind) -> tuple[Header, dict[str, tuple[int, str]]]:
    """The header that a person probably means, and what each column probably is, with the reason."""
    found = find_header(grid, kind.sheet) if row is None else None
    header = found or header_at(grid, guess_header(grid) if row is None else row)
    remembered = {header_key(name): key for name, key in known_columns(kind, header).items()}
    guesses = guess_columns(grid, header, kind.sheet, remembered)
    return header, {guess.key: (guess.column, guess.reason) for guess in guesses}


def header_of(grid: Grid, last: int, first: int | None) -> Header:
    """The header that a person has chosen by its last row; of two levels, with the words of both."""
    header = header_at(grid, last)
    found = header_at(grid, first) if first is not None and first < last else None
    names = {**found.names, **header.names} if found else header.names
    return Header(found.first if found else last, last, {}, names)


def _remembered(workbook: Workbook, kind: ListKind) -> dict[str, Header]:
    for grid in workbook.grids:
        if grid.is_hidden or not grid.rows:
            continue
        header = header_at(grid, guess_header(grid))
        known = known_columns(kind, header)
        columns = {known[name]: column for column, name in header.names.items() if name in known}
        made = Header(header.first, header.last, columns, header.names)
        if columns and not made.missing(kind.sheet):
            return {grid.name: made}
    return {}


def _chosen(grid: Grid, chosen: Mapping[str, Any]) -> Header:
    names = header_at(grid, chosen["last"]).names
    return Header(chosen["first"], chosen["last"], chosen["columns"], names)


def _shown(value: object) -> str:
    return "" if value is None else str(value)[:CHARACTERS]
