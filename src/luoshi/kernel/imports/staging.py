"""Rows between a sheet and the database: their values as JSON, and what they mean here (暂存)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.kernel.imports.comparison import differences
from luoshi.kernel.imports.kinds import Entry, ListKind, Match, Values
from luoshi.kernel.models import ImportRow, Outcome
from luoshi.kit.sheets import Kind, Row, Sheet

# What a row that waits is made of; the last two say whether it was written, and how to take it back.
STAGED = (
    *("batch_id", "position", "sheet", "number", "values", "before", "target", "outcome", "candidates"),
    *("is_applied", "undo"),
)


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them."""
    return {key: _plain(value) for key, value in values.items()}


def taken(kept_values: Mapping[str, Any], sheet: Sheet) -> Values:
    """Values of a row as they were before JSON."""
    kinds = sheet.kinds
    return {key: _typed(value, kinds[key]) for key, value in kept_values.items() if key in kinds}


def staged(
    taken_rows: Sequence[tuple[Row, Match | None]], *, kind: ListKind, batch: int, first: int
) -> list[tuple[Any, ...]]:
    """Rows with what they mean here, their values in the order of STAGED; a row without a match is a refused one."""
    known = kind.current({match.target for _row, match in taken_rows if match and match.target})
    return [
        (batch, position, row.sheet[:100], row.number, *_meant(row, match, known, kind))
        for position, (row, match) in enumerate(taken_rows, start=first)
    ]


def _meant(row: Row, match: Match | None, known: Mapping[str, Values], kind: ListKind) -> tuple[Any, ...]:
    before = known.get(match.target) if match else None
    values = row.values if before is None else kind.settled(row.values, before)
    return (
        kept(values),
        None if before is None else kept(before),
        match.target if match else "",
        outcome_of(values, match, before, kind.sheet).value,
        list(match.candidates) if match else [],
        False,
        None,
    )


def outcome_of(values: Values, match: Match | None, before: Values | None, sheet: Sheet) -> Outcome:
    """What would happen to a row if the list were taken over now."""
    if match is None or match.faults:
        return Outcome.REFUSED
    if match.candidates and not match.target:
        return Outcome.ASK
    if before is None:
        return Outcome.NEW
    return Outcome.CHANGED if differences(values, before, sheet) else Outcome.SAME


def entries_of(rows: Sequence[ImportRow], sheet: Sheet, *, upload: int = 0) -> list[Entry]:
    """Staged rows as the list itself writes and takes them back; `upload` is the file in which they stand."""
    return [
        Entry(taken(row.values, sheet), row.target, row.undo, row.sheet, row.number, upload) for row in rows
    ]


def rows_of(batch: int, *, per: int) -> Iterator[list[ImportRow]]:
    """The rows still to be applied, in their order, some at a time."""
    last = -1
    waiting = ImportRow.objects.filter(batch=batch).to_apply().order_by("position")
    while rows := list(waiting.ahead(last)[:per]):
        last = rows[-1].position
        yield rows


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind == Kind.DATE:
        return date.fromisoformat(value)
    return Decimal(value) if kind == Kind.NUMBER else value
