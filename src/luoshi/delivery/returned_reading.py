"""A file that came back (回收文件核对): whose it is, what it is worth, and what it would enter."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from luoshi.delivery.engine.returned import TEXTS, Entry, Verdict, faults, key_of
from luoshi.delivery.models import Assignment, ReportRound, RoundAsk
from luoshi.delivery.queries.collecting import Task, tasks_of
from luoshi.delivery.returned_columns import COLUMNS, REPORTING
from luoshi.delivery.returned_words import PREFIX
from luoshi.delivery.returned_writing import FORM, HIDDEN, SCHEMA, seal_of
from luoshi.kit.sheets import Remark, Row, Unreadable, find_header, read_workbook
from luoshi.kit.sheets.folding import folded
from luoshi.kit.workbooks import Workbook, open_workbook
from luoshi.kit.workbooks.package import Package

CORE, MOST_CORE = "docProps/core.xml", 64 * 1024


@dataclass(frozen=True)
class Checked:
    """What was found in a file."""

    verdict: Verdict
    ask: RoundAsk | None = None
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    faults: Sequence[Remark] = ()
    entries: Mapping[int, Entry] = field(default_factory=dict)
    left_empty: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True)
class Sealed:
    """What the hidden sheet says, when its seal holds."""

    round: int
    ask: int
    body: int
    keys: tuple[str, ...]


def check_file(content: bytes, *, opened: ReportRound, of: RoundAsk | None, on: date) -> Checked:
    """Read a file as one of the round's workbooks; `of` is the body that hands it in, where one does."""
    try:
        workbook = open_workbook(content)
    except Unreadable as unreadable:
        return Checked(Verdict.UNREADABLE, of, f"sheets.{unreadable.code}", unreadable.values)
    sealed = _sealed(workbook)
    if sealed is None:
        is_ours = any(find_header(grid, REPORTING) for grid in workbook.grids if not grid.is_hidden)
        return Checked(Verdict.TAMPERED if is_ours or _hidden(workbook) else Verdict.FOREIGN, of)
    if refused := _misplaced(sealed, opened, of):
        return refused
    ask = RoundAsk.objects.select_related("body", "round", "matter").get(pk=sealed.ask)
    return replace(_read(workbook, sealed, ask, on), saved_at=_saved_at(content))


def _hidden(workbook: Workbook) -> Any:
    return next((grid for grid in workbook.grids if grid.name == HIDDEN), None)


def _sealed(workbook: Workbook) -> Sealed | None:
    """Who the file says it is; nothing where it does not say, or was altered."""
    grid = _hidden(workbook)
    if grid is None:
        return None
    facts = {str(row[0]): str(row[1]) for row in grid.rows[:20] if len(row) > 1 and row[0] is not None}
    named = [facts.get(name, "") for name in ("round", "ask", "body")]
    if facts.get("form") != FORM or facts.get("schema") != str(SCHEMA):
        return None
    if not all(each.isascii() and each.isdecimal() and len(each) < 18 for each in named):
        return None
    keys = tuple(str(row[3]) for row in grid.rows if len(row) > 3 and row[3] is not None)
    made = Sealed(int(named[0]), int(named[1]), int(named[2]), keys)
    seal = seal_of(round_key=made.round, ask=made.ask, body=made.body, keys=keys)
    return made if hmac.compare_digest(seal.encode(), facts.get("seal", "").encode()) else None


def _misplaced(sealed: Sealed, opened: ReportRound, of: RoundAsk | None) -> Checked | None:
    """A true workbook of ours that belongs elsewhere."""
    ask = RoundAsk.objects.select_related("body", "round").filter(pk=sealed.ask).first()
    if ask is None or ask.round_id != sealed.round:
        return Checked(Verdict.FOREIGN, of)
    values = {"body": ask.body.name, "period": ask.round.period}
    if sealed.round != opened.pk:
        own = opened.asks.filter(body=sealed.body).first()
        mine = own if of is None or of == own else of
        return Checked(Verdict.OTHER_ROUND, mine, f"{PREFIX}other_round", values)
    if of is not None and of.pk != sealed.ask:
        return Checked(Verdict.OTHER_BODY, of, f"{PREFIX}other_body", values)
    return None


def _saved_at(content: bytes) -> datetime | None:
    """When the workbook says that it was last saved: of two in one heap the later is the newer."""
    try:
        package = Package(content)
        if CORE not in package.names or package.names[CORE].file_size > MOST_CORE:
            return None
        root = package.parse(CORE)
    except Unreadable:
        return None
    found = root.find("{http://purl.org/dc/terms/}modified") if root is not None else None
    try:
        moment = parse_datetime(str(found.text).strip()) if found is not None else None
    except ValueError:
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def _read(workbook: Workbook, sealed: Sealed, ask: RoundAsk, on: date) -> Checked:
    reading = read_workbook(workbook, REPORTING)
    rows, keys = reading.rows, set(sealed.keys)
    if any(row.values.get("key") and row.values["key"] not in keys for row in rows):
        return Checked(Verdict.TAMPERED, ask)
    tasks = {task.assignment.pk: task for task in tasks_of(ask.round, bodies=[ask.body_id])[ask.body_id]}
    wrong = [*reading.faults, *_row_faults(rows, sealed)]
    said, places = _said(rows)
    for assignment, entry in said.items():
        wrong += _entry_faults(assignment, entry, tasks.get(assignment), places[assignment])
    wrong += _day_faults(rows, on)
    if wrong:
        return Checked(Verdict.ERRORS, ask, faults=_in_order(wrong))
    changed = {key: entry for key, entry in said.items() if _is_new(entry, tasks.get(key))}
    empty = sum(task.report is None and said.get(key, Entry()).is_empty for key, task in tasks.items())
    is_blank = not changed and all(entry.is_empty for entry in said.values())
    return Checked(Verdict.EMPTY if is_blank else Verdict.SOUND, ask, entries=changed, left_empty=empty)


def _row_faults(rows: Sequence[Row], sealed: Sealed) -> Iterator[Remark]:
    """Rows that were added, doubled or given another task, and rows that are gone."""
    titles = dict(
        Assignment.objects.filter(
            pk__in={key.assignment for key in map(key_of, sealed.keys) if key}
        ).values_list("pk", "title")
    )
    first: dict[str, Row] = {}
    for row in rows:
        key = key_of(row.values.get("key") or "")
        if key is None:
            yield row.remark(f"{PREFIX}row_added", "task")
            continue
        earlier = first.setdefault(str(key), row)
        if earlier is not row:
            yield row.remark(f"{PREFIX}row_doubled", "task", other=earlier.cell("task"))
        title = titles.get(key.assignment, "")
        if folded(title) != row.values.get("task") and row.values.get("task") is not None:
            yield row.remark(f"{PREFIX}task_changed", "task", title=title)
    if gone := [key for key in sealed.keys if key not in first]:
        names = "、".join(dict.fromkeys(titles.get(key.assignment, "") for key in map(key_of, gone) if key))
        yield Remark(f"{PREFIX}rows_gone", rows[0].sheet if rows else "", values={"titles": names[:500]})


def _said(rows: Sequence[Row]) -> tuple[dict[int, Entry], dict[int, Row]]:
    """What the rows say, by assignment, and the first row of each."""
    texts: dict[int, dict[str, str]] = {}
    reached: dict[int, dict[int, date]] = defaultdict(dict)
    places: dict[int, Row] = {}
    for row in rows:
        key = key_of(row.values.get("key") or "")
        if key is None:
            continue
        places.setdefault(key.assignment, row)
        if key.is_first:
            places[key.assignment] = row
            texts[key.assignment] = {name: row.values.get(name) or "" for name in TEXTS}
        if key.milestone and row.values.get("reached_on"):
            reached[key.assignment][key.milestone] = row.values["reached_on"]
    return {at: Entry(**texts.get(at, {}), reached=reached[at]) for at in places}, places


def _entry_faults(assignment: int, entry: Entry, task: Task | None, row: Row) -> Iterator[Remark]:
    if task is None:
        if not entry.is_empty:
            yield row.remark(f"{PREFIX}task_over", "task")
        return
    for code, column in faults(entry, was_reported=task.report is not None):
        yield row.remark(f"{PREFIX}{code}", column)
    gone = set(entry.reached) - {node.pk for node in task.milestones}
    if gone:
        yield row.remark(f"{PREFIX}milestone_over", "reached_on")


def _day_faults(rows: Sequence[Row], on: date) -> Iterator[Remark]:
    for row in rows:
        key, day = key_of(row.values.get("key") or ""), row.values.get("reached_on")
        if day and key and key.milestone is None:
            yield row.remark(f"{PREFIX}no_milestone", "reached_on")
        if day and day > on:
            yield row.remark(f"{PREFIX}day_to_come", "reached_on", day=day.isoformat())
        if key and not key.is_first:
            for name in TEXTS:
                if row.values.get(name):
                    yield row.remark(f"{PREFIX}only_the_day", name)


def _is_new(entry: Entry, task: Task | None) -> bool:
    """Whether it says something else than what was reported already."""
    if task is None or entry.is_empty:
        return False
    known = {name: folded(getattr(task.entry, name)) for name in TEXTS}
    return known != {name: getattr(entry, name) for name in TEXTS} or dict(task.entry.reached) != dict(
        entry.reached
    )


def _in_order(found: Sequence[Remark]) -> list[Remark]:
    """By row, then by column, as one reads; what is about no cell first."""
    places = {column.key: at for at, column in enumerate(COLUMNS)}
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    def place(remark: Remark) -> tuple[int, int]:
        number = remark.cell.lstrip(letters)
        return int(number) if number.isdecimal() else 0, places.get(remark.column, 0)

    return sorted(found, key=place)
