"""What the body promises, read in one walk (承诺): targets, promises without a number, dated tasks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TypeVar

from luoshi.reading import deadlines, promises, targets
from luoshi.reading.model import Cell, Deadline, Frame, Node, Promise, Source, Target
from luoshi.reading.stretches import settings, walk
from luoshi.reading.targets import tables

Fact = TypeVar("Fact", Target, Deadline)


@dataclass(frozen=True, slots=True)
class Promised:
    """The three kinds, each in order."""

    targets: tuple[Target, ...]
    promises: tuple[Promise, ...]
    deadlines: tuple[Deadline, ...]


def find(source: Source, frame: Frame, outline: Sequence[Node]) -> Promised:
    """Every target, promise and deadline of the document."""
    today = settings.year_of(frame)
    known = settings.of(outline, today=today)
    indicators = tables.indicators(source, frame.body, outline, known, today=today)
    rows = tuple(deadlines.of_tables(source, frame.body, outline))
    tasks = tuple(deadlines.dated_tasks(source, frame.body))
    background = promises.background(outline)
    measured, told, dated = list(indicators.targets), list[Promise](), list(rows)
    for stretch in walk(source, frame, outline, known, today=today):
        if stretch.section not in background:
            told.extend(promises.promises(stretch))
        if not indicators.hold(stretch.start):
            measured.extend(targets.targets(stretch))
            dated.extend(deadlines.deadlines(stretch))
    return Promised(_ordered(_dated(measured, tasks)), tuple(told), _ordered(dated))


def _dated(targets: list[Target], tasks: Sequence[tuple[Cell, str]]) -> list[Target]:
    """A target in the cell of a task is due when its row says, if its own words name no time (完成时限)."""
    if not tasks:
        return targets
    cells = sorted((cell.start, cell.end, due) for cell, due in tasks)
    dated = []
    for target in targets:
        at = bisect_right(cells, target.start, key=itemgetter(0)) - 1
        is_there = target.due is None and at >= 0 and target.start < cells[at][1]
        dated.append(replace(target, due=cells[at][2]) if is_there else target)
    return dated


def _ordered(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end)))
