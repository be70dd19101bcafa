"""A commitment before it is a row (承诺草稿). Nothing here needs the reader: a program that reads nothing loads none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.plan.engine import ledger
from luoshi.reading.model import Gap


@dataclass(frozen=True, slots=True)
class Draft:
    """A commitment before it is a row; `line` is its place in the target ledger, if it has one."""

    kind: str
    key: str
    title: str
    section: str | None
    start: int
    end: int
    modality: str
    printed_due: str
    due_on: date | None
    gap: Gap | None
    line: ledger.Line | None = None


def of_line(line: ledger.Line, *, gap: Gap | None) -> Draft:
    """The commitment that a line of the ledger is."""
    return Draft(
        kind="promise" if line.goal is None else "target",
        key=line.key,
        title=line.measure,
        section=line.section,
        start=line.start,
        end=line.end,
        modality=line.modality,
        printed_due=line.printed_due or "",
        due_on=line.due_on,
        gap=gap,
        line=line,
    )
