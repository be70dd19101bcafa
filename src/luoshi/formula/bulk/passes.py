"""Passes (合并查询): leaves that are counted together; periods of which the same is asked are one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from luoshi.formula.bulk.engine import LONG, WHICH
from luoshi.formula.bulk.frame import Frame, asking, bounds
from luoshi.formula.bulk.groups import Groups
from luoshi.formula.bulk.leaves import Sums
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.tallies import Summed
from luoshi.formula.bulk.terms import ONE, Term

MOST_STATES: Final = 8  # conditions by which bodies are grouped in one pass
ROWS: Final = "rows"
Members: TypeAlias = tuple[tuple[str, Term], ...]
Texts: TypeAlias = tuple[tuple[str | None, ...], ...]


@dataclass(eq=False)
class Pass:
    """Leaves that are counted in one query: what the bodies are grouped by, what is added up."""

    frame: Frame
    members: Members
    states: dict[Term, str] = field(default_factory=dict)
    parts: dict[tuple[str, Term], str] = field(default_factory=lambda: {("sum", ONE): ROWS})
    leaves: list[tuple[str, Sums]] = field(default_factory=list)

    def has_room(self, wanted: Sums) -> bool:
        return not self.leaves or len({*self.states, *wanted.states}) <= MOST_STATES

    def add(self, key: str, wanted: Sums) -> None:
        for one in wanted.states:
            self.states.setdefault(one, f"state {len(self.states)}")
        for part in wanted.parts.values():
            self.parts.setdefault(part, f"part {len(self.parts)}")
        self.leaves.append((key, wanted))

    @property
    def asked(self) -> tuple[Members, tuple[tuple[str, str, Term], ...]]:
        """What is asked of the bodies: groups and sums."""
        gives = (*self.members, *((name, term) for term, name in self.states.items()))
        return gives, tuple((name, *part) for part, name in self.parts.items())


class Answer(NamedTuple):
    """What an engine says to a pass: groups, and their sums by name."""

    groups: Groups
    columns: dict[str, Any]

    @property
    def present(self) -> list[tuple[str | None, ...]]:
        """The members of the groups that have a body."""
        rows = self.columns[ROWS].tolist()
        return [own for own, count in zip(self.groups.members, rows, strict=True) if count]

    def tally(self, one: Pass, wanted: Sums) -> Summed:
        values = {name: self.columns[one.parts[part]] for name, part in wanted.parts.items()}
        values[ROWS] = self.columns[ROWS]
        states = [self.columns[one.states[each]] for each in wanted.states]
        return Summed(wanted, self.groups, _joined(states, len(self.groups.members)), values)


def answered(
    passes: Iterable[Pass], table: Table, dimensions: tuple[str, ...]
) -> Iterator[tuple[Pass, Answer]]:
    """Ask an engine for all passes."""
    alike: dict[object, list[Pass]] = {}
    for one in passes:
        alike.setdefault(one.asked, []).append(one)
    known: dict[Texts, Groups] = {}  # their cells are found once
    for own in alike.values():
        gives, sums = own[0].asked
        found = table.engine.run(asking([one.frame for one in own], gives, sums=sums))
        keys = [WHICH] * (len(own) > 1) + [f"in {name}" for name in dimensions]
        found = found.sort_by([(one, "ascending") for one in keys]) if keys else found
        names = [name for name, _ in gives[len(dimensions) :]] + [name for name, *_ in sums]
        columns, members = (
            {name: numbers(found.column(name)) for name in names},
            texts(table, dimensions, found),
        )
        for one, share in zip(own, bounds(found, len(own)), strict=True):
            held = tuple(members[share])
            groups = known.get(held)
            if groups is None:
                groups = known[held] = Groups(table.catalogue, dimensions, held)
            yield one, Answer(groups, {name: column[share] for name, column in columns.items()})


def texts(table: Table, dimensions: tuple[str, ...], found: Any) -> list[tuple[str | None, ...]]:
    """The members of each row."""
    columns = [found.column(f"in {one}").to_pylist() for one in dimensions]
    if not columns:
        return [()] * int(found.num_rows)
    text = table.codes.text
    return [tuple(None if one < 0 else text(one) for one in row) for row in zip(*columns, strict=True)]


def numbers(column: Any) -> Any:
    """A column of whole numbers as an array: of 64 bits where they also add up in them, else of Python's own."""
    import numpy
    import pyarrow

    try:
        found = column.cast(pyarrow.int64()).to_numpy()
    except pyarrow.ArrowInvalid:
        found = None
    if found is not None and (
        not len(found) or max(int(found.max()), -int(found.min())) * len(found) <= LONG
    ):
        return found
    return numpy.array([int(one) for one in column.to_pylist()], dtype=object)


def _joined(states: list[Any], size: int) -> Any:
    """Whether all parts of a condition hold: one that is false settles it, one that is unknown leaves it open."""
    import numpy

    found = numpy.ones(size, dtype=numpy.int64)
    for one in states:
        found = numpy.where((found == 0) | (one == 0), 0, numpy.maximum(found, one))
    return found
