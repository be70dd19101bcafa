"""Dated tasks in tables (任务分工表的完成时限): the date's cell speaks for the task's cell in its row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from luoshi.reading.grammar import clauses, periods
from luoshi.reading.grammar.numerals import half_width
from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Cell, Deadline, Node, Source, Span, Table

_WHEN = re.compile(
    r"(?:完成|办结|办理|整改|落实|推进|进度|时间)?(?:时限|期限|时间(?:节点|要求|安排)?)(?:要求)?"
)
_WHAT = re.compile(
    r"(?:重点|主要|具体|年度|改革)*(?:工作|目标)?(?:任务|事项|内容|举措|措施|工作)(?:名称|内容|清单|分解)?|(?:重点|主要)工作"
)
_FIRST = re.compile(r"[^，,。；;：:\n]{2,}")
_HEAD_ROWS = 3


def deadlines(source: Source, body: Span, outline: Sequence[Node]) -> Iterator[Deadline]:
    """A deadline for each row that prints a date and a task."""
    starts = [node.start for node in outline]
    for task, due in dated_tasks(source, body):
        place = _deed(source, task)
        if place:
            index = bisect_right(starts, task.start) - 1
            section = outline[index].id if index >= 0 else None
            yield Deadline(section, due, source.text[place.start : place.end], place.start, place.end)


def dated_tasks(source: Source, body: Span) -> Iterator[tuple[Cell, str]]:
    """The cells that hold a task, each with the date that its row prints."""
    for table in source.tables:
        if body.start <= table.start < body.end and (columns := _columns(table)):
            yield from _rows(table, *columns)


def _columns(table: Table) -> tuple[int, int] | None:
    """The columns of the task and of its date."""
    heads = [(cell.column, _plain(cell)) for cell in table.cells if cell.row < _HEAD_ROWS]
    when = next((column for column, words in heads if _WHEN.fullmatch(words)), None)
    what = next((column for column, words in heads if _WHAT.fullmatch(words)), None)
    return None if when is None or what is None else (what, when)


def _rows(table: Table, what: int, when: int) -> Iterator[tuple[Cell, str]]:
    dues: dict[int, str] = {}
    for cell in table.cells:
        if cell.column == when and (due := _due(cell)):
            dues.update(dict.fromkeys(range(cell.row, cell.row + cell.rows), due))
    for cell in table.cells:
        if cell.column == what and cell.row in dues:
            yield cell, dues[cell.row]


def _due(cell: Cell) -> str | None:
    words = _plain(cell)
    found = [period.due for period in periods.find(words, words) if period.use is Use.DUE and period.due]
    return found[-1] if found else None


def _deed(source: Source, cell: Cell) -> Span | None:
    """The task's first clause (2024年完成验收,形成报告: 完成验收), without its numbers of order."""
    words = clauses.veil(source.text[cell.start : cell.end])
    found = _FIRST.search(words)
    return Span(cell.start + found.start(), cell.start + found.end()) if found else None


def _plain(cell: Cell) -> str:
    return half_width("".join(cell.text.split()))
