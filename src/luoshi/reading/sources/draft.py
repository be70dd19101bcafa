"""A source being written (草稿): lines and tables first, offsets at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import EMPTY, Cell, Notice, Paragraph, ParagraphKind, Source, Table
from luoshi.reading.sources.normal import UNSEEN, single_breaks, without_unseen


@dataclass(slots=True)
class Line:
    """A paragraph without offsets."""

    text: str
    kind: ParagraphKind = ParagraphKind.TEXT
    level: int | None = None
    label: str = ""
    emphasis: bool = False
    table: int | None = None
    indented: bool = False


class DraftCell(NamedTuple):
    """A cell whose text is the lines `first` to `last` (exclusive)."""

    row: int
    column: int
    rows: int
    columns: int
    first: int
    last: int


@dataclass(slots=True)
class Draft:
    """Lines in reading order, cells that point into them, and what was left out."""

    lines: list[Line] = field(default_factory=list)
    tables: list[list[DraftCell]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    details: dict[str, dict[str, object]] = field(default_factory=dict)

    def write(self, line: Line) -> None:
        """Add a line; a blank one is left out, one with breaks becomes several."""
        text = line.text.strip()
        if "\n" in text:
            for piece in text.split("\n"):
                self.write(replace(line, text=piece))
        elif text:
            line.text = text
            self.lines.append(line)

    def open_table(self) -> int:
        """Begin a table; its cells follow through `write_cell`."""
        self.tables.append([])
        return len(self.tables) - 1

    def write_cell(
        self, table: int, lines: Sequence[Line], *, row: int, column: int, rows: int = 1, columns: int = 1
    ) -> None:
        """Add a cell with its lines."""
        first = len(self.lines)
        for line in lines:
            line.kind, line.table = ParagraphKind.CELL, table
            self.write(line)
        self.tables[table].append(DraftCell(row, column, rows, columns, first, len(self.lines)))

    def note(self, code: str, count: int = 1, **values: object) -> None:
        """Remember that something was left out."""
        if count:
            self.dropped[code] += count
            self.details.setdefault(code, {}).update(values)

    def join(self, continues: Sequence[bool], glue: Callable[[str, str], str]) -> None:
        """Append each line that `continues` the one before it to that one."""
        groups: list[list[Line]] = []
        place: list[int] = []
        for line, goes_on in zip(self.lines, continues, strict=True):
            if goes_on and groups:
                groups[-1].append(line)
            else:
                groups.append([line])
            place.append(len(groups) - 1)
        self.lines = [_joined(group, glue) for group in groups]
        self._move_cells([*place, len(groups)])

    def _move_cells(self, place: Sequence[int]) -> None:
        self.tables = [
            [cell._replace(first=place[cell.first], last=place[cell.last]) for cell in cells]
            for cells in self.tables
        ]

    def take_tables(self, other: Draft, place: Sequence[int]) -> None:
        """Take another draft's tables; `place` says where each of its lines stands here."""
        before = len(self.tables)
        for line in other.lines:
            if line.table is not None:
                line.table += before
        other._move_cells(place)
        self.tables += other.tables

    def source(self, *, format: str, metadata: Mapping[str, str] = EMPTY) -> Source:
        """The finished source. Raises Unreadable when no line was written."""
        self._drop_unseen()
        if not self.lines:
            raise Unreadable("empty")
        starts = self._starts()
        return Source(
            format=format,
            text="\n".join([line.text for line in self.lines]),
            paragraphs=tuple(map(_paragraph, self.lines, starts)),
            tables=tuple(_table(cells, starts, self.lines) for cells in self.tables if cells),
            metadata=metadata,
            warnings=tuple(self._warnings()),
        )

    def _drop_unseen(self) -> None:
        """Drop what cannot be seen, in the few documents that hold such characters."""
        if not UNSEEN.search("\n".join([line.text for line in self.lines])):
            return
        kept: list[Line] = []
        place = []
        for line in self.lines:
            place.append(len(kept))
            text, count = without_unseen(line.text)
            self.note("dropped_characters", count)
            line.text = text.strip()
            if line.text:
                kept.append(line)
        self.lines = kept
        self._move_cells([*place, len(kept)])

    def _starts(self) -> list[int]:
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line.text) + 1
        starts.append(max(0, at - 1))
        return starts

    def _warnings(self) -> list[Notice]:
        return [
            Notice(code, 0, 0, {"count": count, **self.details.get(code, {})})
            for code, count in self.dropped.items()
        ]


def _joined(group: list[Line], glue: Callable[[str, str], str]) -> Line:
    first = group[0]
    if len(group) > 1:
        pieces = [first.text]
        for before, line in pairwise(group):
            pieces += (glue(before.text, line.text), line.text)
        first.text = "".join(pieces)
        first.emphasis = all(line.emphasis for line in group)
    return first


def _paragraph(line: Line, start: int) -> Paragraph:
    label = line.label if line.label and line.text.startswith(line.label) else ""
    return Paragraph(start, start + len(line.text), line.kind, line.level, line.table, label, line.emphasis)


def _table(cells: Sequence[DraftCell], starts: Sequence[int], lines: Sequence[Line]) -> Table:
    finished = tuple(_cell(cell, starts, lines) for cell in cells)
    return Table(finished[0].start, max(cell.end for cell in finished), finished)


def _cell(cell: DraftCell, starts: Sequence[int], lines: Sequence[Line]) -> Cell:
    text = "\n".join([line.text for line in lines[cell.first : cell.last]])
    start = starts[cell.first]
    return Cell(cell.row, cell.column, text, start, start + len(text), cell.rows, cell.columns)


def plain_lines(text: str) -> list[str]:
    """A text's lines, still with their blanks."""
    return single_breaks(text).split("\n")
