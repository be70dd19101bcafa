"""What the pages of an import print (导入页面内容)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.kernel import wording
from luoshi.kernel.imports.comparison import differences
from luoshi.kernel.imports.kinds import LISTS, ListKind
from luoshi.kernel.imports.outline import grid_of, guessed
from luoshi.kernel.imports.staging import taken
from luoshi.kernel.models import ImportRemark, ImportRow, ImportState, ListImport, Outcome
from luoshi.kit.sheets import Column, Header, Kind, Remark, sentence
from luoshi.kit.sheets.wording import SENTENCES, refusal

TONES = {
    ImportState.READING: "blue",
    ImportState.COLUMNS: "amber",
    ImportState.REFUSED: "red",
    ImportState.OPEN: "amber",
    ImportState.READY: "amber",
    ImportState.APPLYING: "blue",
    ImportState.APPLIED: "green",
    ImportState.UNDOING: "blue",
    ImportState.UNDONE: "grey",
    ImportState.DISCARDED: "grey",
}
WITH_ROWS = {ImportState.OPEN, ImportState.READY, ImportState.APPLIED, ImportState.UNDONE}
UNDER_WAY = {ImportState.READING, ImportState.APPLYING, ImportState.UNDOING}
OUTCOME_TONES = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "amber",
    Outcome.SAME: "grey",
    Outcome.ASK: "blue",
    Outcome.LEFT_OUT: "grey",
    Outcome.REFUSED: "red",
    Outcome.CONFLICT: "red",
}
SHOWN_ROWS = 10
HEADER_ROWS = 15
REASONS = {
    "remembered": _("as said the last time"),
    "name": _("by its name"),
    "alike": _("by a similar name"),
    "content": _("by what stands in it"),
}


def batch(found: ListImport) -> dict[str, Any]:
    """One import with its words."""
    return {
        "batch": found,
        "label": label_of(found),
        "tone": TONES[ImportState(found.state)],
        "under_way": found.state in UNDER_WAY,
        "figures": figures(found),
        "error": _error(found),
        "fault_count": found.counts.get("faults", 0),
        "still": found.state
        in (ImportState.COLUMNS, ImportState.OPEN, ImportState.READY, ImportState.REFUSED),
    }


def label_of(found: ListImport) -> Any:
    """Which list it is; a kind of long ago may be gone."""
    return LISTS[found.kind].label if found.kind in LISTS else found.kind


def figures(found: ListImport) -> list[dict[str, Any]]:
    """How many of its rows are what."""
    return [
        {"number": number, "label": Outcome(code).label, "tone": OUTCOME_TONES[Outcome(code)], "code": code}
        for code in Outcome.values
        if (number := found.counts.get(code, 0))
    ]


def _error(found: ListImport) -> str:
    if not found.error_code:
        return ""
    if found.error_code in SENTENCES and found.error_code != "import_conflict":
        return refusal(found.error_code, found.error_values)
    return str(SENTENCES.get(found.error_code, found.error_code))


def remark(row: ImportRemark, kind: ListKind) -> dict[str, str]:
    return {"sheet": row.sheet, "cell": row.cell, "text": sentence(as_remark(row), kind.sheet)}


def as_remark(row: ImportRemark) -> Remark:
    return Remark(row.code, row.sheet, row.cell, row.column, row.values)


def notes(found: ListImport, kind: ListKind) -> list[dict[str, str]]:
    """What else one should know of the file, the first fifty."""
    rows = found.remarks.filter(is_fault=False).order_by("pk")[:50]
    return [remark(row, kind) for row in rows]


def refused(found: ListImport, kind: ListKind) -> list[dict[str, Any]]:
    """The rows with a wrong cell, by name, the first two hundred."""
    rows = found.rows.filter(outcome=Outcome.REFUSED).order_by("position")[:200]
    return [{"row": row, "name": kind.name_of(taken(row.values, kind.sheet)) or "—"} for row in rows]


def outcome_asked(text: str, found: ListImport) -> str:
    """Which rows are shown: those asked for, else the first kind that matters and exists."""
    if text in Outcome.values:
        return text
    order = (Outcome.ASK, Outcome.CONFLICT, Outcome.REFUSED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
    return next((code for code in order if found.counts.get(code)), Outcome.NEW)


def rows(found: Iterable[ImportRow], kind: ListKind) -> list[dict[str, Any]]:
    """Rows with what would change in them, or with what they might be."""
    found = list(found)
    targets = {each["target"] for row in found for each in row.candidates}
    known = kind.current(targets) if targets else {}
    return [_row(row, kind, known) for row in found]


def _row(row: ImportRow, kind: ListKind, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    values, before = taken(row.values, kind.sheet), taken(row.before or {}, kind.sheet)
    is_change = row.outcome == Outcome.CHANGED
    columns = (
        differences(values, before, kind.sheet)
        if is_change
        else [column for column in kind.sheet if values.get(column.key) is not None]
    )
    return {
        "row": row,
        "name": kind.name_of(values) or "—",
        "changes": [
            {
                "label": column.header,
                "old": shown(before.get(column.key), column) if is_change else "",
                "new": shown(values.get(column.key), column),
            }
            for column in columns
        ],
        "question": kind.question(row.values) if row.candidates else "",
        "is_change": is_change,
        "candidates": [_candidate(each, kind, known) for each in row.candidates if each["target"] in known],
    }


def _candidate(
    each: Mapping[str, Any], kind: ListKind, known: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    return {
        "target": each["target"],
        "score": each["score"],
        "name": kind.name_of(dict(known[each["target"]])),
        "reasons": wording.kept_reasons(each["reasons"]),
    }


def shown(value: Any, column: Column) -> str:
    """A value as a reader wants it."""
    if value is None or value == "":
        return "—"
    if column.kind == Kind.BOOLEAN:
        return pgettext("in a sheet", "yes") if value else pgettext("in a sheet", "no")
    if column.kind == Kind.CHOICE:
        return next((str(choice.label) for choice in column.choices if choice.value == value), str(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def columns(found: ListImport, kind: ListKind, *, sheet: str, row: int | None) -> dict[str, Any]:
    """The page on which columns are named: sheets, rows that may be the header, columns with what they hold."""
    sheets = [each for each in found.outline if not each["is_hidden"]] or found.outline
    chosen = next((each for each in sheets if each["name"] == sheet), sheets[0])
    grid = grid_of(chosen)
    header, guesses = guessed(grid, row if row is None or row < len(grid.rows) else None, kind)
    meant = {column: (key, reason) for key, (column, reason) in guesses.items()}
    return {
        "sheets": [each["name"] for each in sheets],
        "sheet": chosen["name"],
        "header": header,
        "rows": [
            {"at": at, "number": at + 1, "cells": [cell for cell in cells if cell][:8]}
            for at, cells in enumerate(chosen["rows"][:HEADER_ROWS])
            if any(cells)
        ],
        "columns": [
            _column(at, name, header, chosen, meant.get(at)) for at, name in sorted(header.names.items())
        ],
        "lines": [
            [cells[at] if at < len(cells) else "" for at in sorted(header.names)]
            for cells in chosen["rows"][header.last + 1 : header.last + 1 + SHOWN_ROWS]
            if any(cells)
        ],
        "asked": urlencode({"sheet": chosen["name"], "row": header.last}),
    }


def _column(
    at: int, name: str, header: Header, chosen: Mapping[str, Any], meant: tuple[str, str] | None
) -> dict[str, Any]:
    cells = [row[at] for row in chosen["rows"][header.last + 1 :] if at < len(row) and row[at]]
    return {
        "at": at,
        "name": name,
        "samples": list(dict.fromkeys(cells))[:3],
        "key": meant[0] if meant else "",
        "reason": REASONS[meant[1]] if meant else "",
    }


def chosen(posted: Mapping[str, Any], header: Header) -> tuple[dict[str, int], str]:
    """Which column of the file was given which meaning; and the names of columns of one meaning."""
    meant: dict[str, list[int]] = {}
    for at in header.names:
        if key := posted.get(f"column-{at}"):
            meant.setdefault(str(key), []).append(at)
    doubled = [header.names[at] for places in meant.values() if len(places) > 1 for at in places]
    return {key: places[0] for key, places in meant.items()}, "、".join(doubled)
