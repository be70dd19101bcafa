"""Raw values into an answer (填报取值与校验): one way for a page, a workbook and an interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.formula import Source
from luoshi.kit.sheets import Wrong
from luoshi.kit.sheets.figures import plain
from luoshi.kit.sheets.values import Cell, value_of
from luoshi.work.engine.asking import (
    Compiled,
    Fault,
    Field,
    FieldKind,
    Figures,
    Judgement,
    Prefilled,
    judged,
    prefilled,
)

from .columns import column_of


@dataclass(frozen=True)
class Answers:
    """What an answer comes to: its values, what is wrong, what asks for a reason, what can't be told yet.

    `typed` holds what could not be read, as it was typed, so that a draft loses nothing.
    """

    values: dict[str, Any]
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    undecided: tuple[Fault, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return not self.faults


def answered(
    made: Compiled,
    raw: Mapping[str, Any],
    *,
    on: date,
    previous: Mapping[str, Any] | None = None,
    beyond: Source | None = None,
    refused: Mapping[str, Fault] | None = None,
) -> Answers:
    """Read raw values by their fields and judge them by the form's rules, as of a day (校验填报).

    `previous` are the values of the last answer, `beyond` is what is known of the body. `refused` are fields of
    which whoever read them has said already what is wrong: a cell of a workbook. What the form does not ask is
    left out.
    """
    values: dict[str, Any] = {}
    unread = dict(refused or {})
    typed: dict[str, str] = {}
    for asked in made.form.fields:
        if asked.code in unread:
            continue
        try:
            value = _value(asked, raw.get(asked.code))
        except Wrong as wrong:
            unread[asked.code] = Fault(wrong.code, (asked.code,), wrong.values)
            typed[asked.code] = str(raw.get(asked.code))
        else:
            if value is not None:
                values[asked.code] = value
    found: Judgement = judged(made, values, Figures(values, previous, beyond), on=on, unread=unread.keys())
    wrong_first = (*(fault for code, fault in unread.items() if code not in (refused or {})), *found.faults)
    return Answers(values, wrong_first, found.doubts, found.undecided, typed)


def opened(
    made: Compiled,
    *,
    on: date,
    previous: Mapping[str, Any] | None = None,
    beyond: Source | None = None,
) -> dict[str, Prefilled]:
    """What is known before anybody typed: by field the value and where it comes from (预填)."""
    return prefilled(made, Figures({}, previous, beyond), on=on)


def _value(asked: Field, raw: Any) -> Any:
    """One value as its field keeps it; None where there is none. Raises Wrong."""
    if asked.kind is FieldKind.FILE:
        return tuple(raw) if raw else None
    if isinstance(raw, Decimal):
        raw = plain(raw)
    if raw is not None and not isinstance(raw, str | int | float | date):
        raise Wrong("not_a_value", value=str(raw)[:60])
    if asked.kind is FieldKind.LONG_TEXT and isinstance(raw, str):
        raw = raw.replace("\r\n", "\n")
    return value_of(Cell(raw), column_of(asked))
