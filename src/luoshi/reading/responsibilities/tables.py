"""Tables of who does what (任务分工表): columns or rows headed 牵头单位、责任单位、配合单位, a cell a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.reading.grammar.levels import cut_level
from luoshi.reading.model import Cell, Table
from luoshi.reading.responsibilities.clauses import Group, labelled
from luoshi.reading.responsibilities.labels import LABEL_WORD, Roles, roles_of
from luoshi.reading.responsibilities.names import is_name
from luoshi.reading.responsibilities.statements import Form, Statement, without_ranks

_LONGEST_HEAD: Final = 40


@dataclass(frozen=True, slots=True)
class _Head:
    """A cell that names a role for the cells under it or beside it."""

    cell: Cell
    roles: Roles


def table_statements(table: Table, text: str) -> list[Statement]:
    """A statement for each row of the table; `text` is folded. Empty where no column or row names a role."""
    heads = _heads(table.cells, text)
    if not heads:
        return []
    rows: dict[int, list[tuple[Cell, Group]]] = defaultdict(list)
    for cell, roles in _headed(heads, table.cells, text):
        for group in _lists(cell, text, roles):
            rows[cell.row].append((cell, group))
    return [_statement(rows[row]) for row in sorted(rows)]


def _statement(found: Sequence[tuple[Cell, Group]]) -> Statement:
    start, end = min(cell.start for cell, _ in found), max(cell.end for cell, _ in found)
    return Statement(Form.TABLE, start, end, tuple(group for _, group in found))


def _heads(cells: Sequence[Cell], text: str) -> list[_Head]:
    """The heads; what stands alone under a head and can be a body's name (市安委会各成员单位) is none."""
    found = list(_head_like(cells, text))
    in_row = Counter(head.cell.row for head in found)
    first: dict[int, int] = {}
    for head in found:
        first.setdefault(head.cell.column, head.cell.row)
    return [
        head
        for head in found
        if head.cell.row == first[head.cell.column]
        or in_row[head.cell.row] > 1
        or not _can_be_a_body(text[head.cell.start : head.cell.end])
    ]


def _can_be_a_body(words: str) -> bool:
    return "各" in words or cut_level(words) is not None


def _head_like(cells: Sequence[Cell], text: str) -> Iterator[_Head]:
    for cell in cells:
        words = text[cell.start : cell.end]
        if len(words) <= _LONGEST_HEAD and LABEL_WORD.search(words):
            roles = roles_of(words)
            if roles is not None and roles.first is not None:
                yield _Head(cell, roles)


def _headed(heads: Sequence[_Head], cells: Sequence[Cell], text: str) -> Iterator[tuple[Cell, Roles]]:
    """Every cell that a head speaks for: the cell beside it if that holds names, else the cells under it."""
    beside = {(cell.row, cell.column): cell for cell in cells}
    headings = {(head.cell.row, head.cell.column) for head in heads}
    columns: dict[int, list[_Head]] = defaultdict(list)
    for head in heads:
        right = beside.get((head.cell.row, head.cell.column + head.cell.columns))
        if right and _holds_names(right, text):
            yield right, head.roles
            continue
        for column in range(head.cell.column, head.cell.column + head.cell.columns):
            columns[column].append(head)
    for cell in cells:
        if (cell.row, cell.column) not in headings and (above := _above(cell, columns)):
            yield cell, above.roles


def _above(cell: Cell, columns: Mapping[int, Sequence[_Head]]) -> _Head | None:
    """The last head over a cell: heads come again after a page break."""
    over = [head for head in columns.get(cell.column, ()) if head.cell.row < cell.row]
    return over[-1] if over else None


def _holds_names(cell: Cell, text: str) -> bool:
    words = text[cell.start : cell.end]
    groups = labelled(words, 0, Roles(None, None)) if roles_of(words) is None else ()
    return any(is_name(one.name) for group in groups for one in group.agencies)


def _lists(cell: Cell, text: str, roles: Roles) -> tuple[Group, ...]:
    words, _ = without_ranks(text[cell.start : cell.end])
    return labelled(words, cell.start, roles)
