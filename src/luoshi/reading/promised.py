"""What the body promises, read in one walk (承诺): targets, promises without a number, dated tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from luoshi.reading import deadlines, promises, targets
from luoshi.reading.model import Deadline, Frame, Node, Promise, Source, Target
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
    background = promises.background(outline)
    measured, told, dated = list(indicators.targets), list[Promise](), list(rows)
    for stretch in walk(source, frame, outline, known, today=today):
        if stretch.section not in background:
            told.extend(promises.promises(stretch))
        if not indicators.hold(stretch.start):
            measured.extend(targets.targets(stretch))
            dated.extend(deadlines.deadlines(stretch))
    return Promised(_ordered(measured), tuple(told), _ordered(dated))


def _ordered(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end)))
