"""What the columns of a foreign list may mean (列对应猜测): by their names, by words alike, by their contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from luoshi.kit.workbooks import Grid, Value

from . import credit
from .columns import Column, Kind, Sheet
from .folding import clean, header_key, header_keys, machine
from .headers import Header, keys_of

SAMPLES, SEARCHED_ROWS, ALIKE, MOSTLY = 30, 30, 75, 0.7
_AREA = re.compile(r"[1-8]\d{5}")
_BODY = re.compile(
    r".+(局|委|办|厅|部|处|院|中心|公司|厂|政府|委员会|办公室|管委会|集团|协会|银行|学校|大学|合作社)$"
)


@dataclass(frozen=True)
class Guess:
    """A declared column, where it probably stands, and why: name, alike or content."""

    key: str
    column: int
    reason: str


def guess_header(grid: Grid) -> int:
    """The row that looks most like a header: texts all different, above rows that are filled as wide."""
    best, score = 0, 0.0
    for row in list(grid.filled())[:SEARCHED_ROWS]:
        texts = [clean(value) for value in grid.rows[row] if isinstance(value, str) and clean(value)]
        below = [sum(value is not None for value in cells) for cells in grid.rows[row + 1 : row + 4]]
        width = (
            len(set(texts)) - sum(len(text) > 20 for text in texts) - sum(text.isdecimal() for text in texts)
        )
        likely = min(width, max(below, default=0)) - 0.01 * row
        if likely > score:
            best, score = row, likely
    return best


def header_at(grid: Grid, row: int) -> Header:
    """A row taken as the header by somebody's choice, with no column named yet."""
    cells = grid.rows[row] if row < len(grid.rows) else []
    names = {
        at: clean(str(value)) for at, value in enumerate(cells) if value is not None and clean(str(value))
    }
    return Header(row, row, {}, names)


def guess_columns(
    grid: Grid, header: Header, sheet: Sheet, known: Mapping[str, str] | None = None
) -> list[Guess]:
    """What each declared column most probably is: first what is remembered, then names, likeness, contents."""
    found: dict[str, Guess] = {}
    for guess in (
        *_remembered(header, known or {}),
        *_by_name(header, sheet),
        *_alike(header, sheet),
        *_by_content(grid, header, sheet),
    ):
        taken = {each.column for each in found.values()}
        if guess.key not in found and guess.column not in taken:
            found[guess.key] = guess
    return list(found.values())


def _remembered(header: Header, known: Mapping[str, str]) -> Iterator[Guess]:
    for column, name in header.names.items():
        if key := known.get(header_key(name)):
            yield Guess(key, column, "remembered")


def _by_name(header: Header, sheet: Sheet) -> Iterator[Guess]:
    keys = keys_of(sheet)
    for column, name in header.names.items():
        for key in header_keys(name) & set(keys):
            yield Guess(keys[key], column, "name")


def _alike(header: Header, sheet: Sheet) -> Iterator[Guess]:
    scored = [
        (fuzz.ratio(header_key(name), word), declared.key, column)
        for column, name in header.names.items()
        for declared in sheet
        for word in declared.names
        if len(word) > 1
    ]
    for score, key, column in sorted(scored, reverse=True):
        if score >= ALIKE:
            yield Guess(key, column, "alike")


def _by_content(grid: Grid, header: Header, sheet: Sheet) -> Iterator[Guess]:
    samples = {column: sample(grid, header, column) for column in header.names}
    for declared in sorted(sheet, key=lambda each: not each.required):
        shares = {column: _share(values, declared) for column, values in samples.items() if values}
        best = max(shares, key=lambda column: shares[column], default=None)
        if best is not None and shares[best] >= MOSTLY:
            yield Guess(declared.key, best, "content")


def sample(grid: Grid, header: Header, column: int) -> list[Value]:
    """The first values below the header."""
    rows = grid.rows[header.last + 1 : header.last + 1 + SAMPLES]
    return [row[column] for row in rows if column < len(row) and row[column] is not None]


def _share(values: Sequence[Value], column: Column) -> float:
    """Which share of the values look as if they belonged into the column."""
    texts = [machine(str(value)) if not isinstance(value, float) else f"{value:.0f}" for value in values]
    if column.kind == Kind.CREDIT_CODE:
        return sum(credit.is_right(text.upper()) for text in texts) / len(texts)
    if column.kind == Kind.DATE:
        return sum(isinstance(value, date) for value in values) / len(texts)
    if column.kind == Kind.CHOICE:
        return sum(header_key(text) in column.choice_of for text in texts) / len(texts)
    if column.kind == Kind.REFERENCE and column.digits:
        return sum(bool(_AREA.fullmatch(text)) for text in texts) / len(texts)
    if column.kind == Kind.TEXT and column.required:
        return sum(bool(_BODY.fullmatch(text)) for text in texts) / len(texts)
    return 0.0
