"""Which tables of a document are tables of indicators, and what they promise."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.reading.grammar import units
from luoshi.reading.grammar.numerals import half_width
from luoshi.reading.model import Node, Source, Span, Table, Target
from luoshi.reading.stretches.settings import NOWHERE, Setting
from luoshi.reading.targets.tables import columns, headers, printed, rows, stacked
from luoshi.reading.targets.tables.rows import Caption
from luoshi.reading.targets.tables.sheet import Sheet, grid

_UNIT = re.compile(r"单位[:：]\s*([^\s)）,，;；。]{1,12})")
_PROJECTS = re.compile(r"总投资|投资额|建设内容|建设规模|建设年限|项目名称|补助|奖励")


@dataclass(frozen=True, slots=True)
class Indicators:
    """The targets of all tables, and the places that prose shall leave alone."""

    targets: tuple[Target, ...]
    places: tuple[Span, ...]

    def hold(self, start: int) -> bool:
        """Whether a position lies in a table that was read as one (or that lists projects)."""
        if not self.places:
            return False
        index = bisect_right(self.places, start, key=lambda place: place.start) - 1
        return index >= 0 and start < self.places[index].end


def indicators(
    source: Source, body: Span, outline: Sequence[Node], settings: Mapping[str, Setting], *, today: int | None
) -> Indicators:
    """Every table of indicators in the body, kept as a table or flattened into lines."""
    found: list[Target] = []
    places: list[Span] = []
    starts = [node.start for node in outline]
    for sheet, words in _sheets(source, body, places):
        node = outline[bisect_right(starts, sheet.start) - 1] if starts and starts[0] <= sheet.start else None
        setting = settings.get(node.id, NOWHERE) if node else NOWHERE
        caption = _caption(words, node, setting)
        meanings = columns.read(sheet.heads, today=today)
        if headers.is_of_indicators(meanings, sheet.heads):
            places.append(Span(sheet.start, sheet.end))
            if not setting.past:
                found.extend(rows.targets(sheet, meanings, caption))
    return Indicators(tuple(found), tuple(sorted(places, key=lambda place: place.start)))


def _caption(words: str, node: Node | None, setting: Setting) -> Caption:
    unit = _UNIT.search(words)
    printed_unit = unit.group(1) if unit and units.is_unit(unit.group(1)) else ""
    due = columns.due_of(words) or setting.title_due or setting.chapter_due
    return Caption(printed_unit, due, node.id if node else None)


def _sheets(source: Source, body: Span, places: list[Span]) -> Iterator[tuple[Sheet, str]]:
    for table in source.tables:
        if body.start <= table.start < body.end:
            sheet = _sheet(table)
            if sheet:
                yield sheet, _above(source, table.start)
            if _lists_projects(table):
                places.append(Span(table.start, table.end))
    yield from printed.sheets(source, body)
    yield from stacked.sheets(source, body)


def _sheet(table: Table) -> Sheet | None:
    boxes = grid(table)
    header = headers.height(boxes)
    if not boxes or header >= len(boxes):
        return None
    return Sheet(
        headers.heads(boxes, header), tuple(tuple(row) for row in boxes[header:]), table.start, table.end
    )


def _lists_projects(table: Table) -> bool:
    return any(_PROJECTS.search(cell.text) for cell in table.cells if cell.row <= 1 and len(cell.text) <= 20)


def _above(source: Source, start: int) -> str:
    """The line or two over the table, where its caption stands."""
    lines = source.text[max(0, start - 120) : start].strip().split("\n")[-2:]
    return half_width(" ".join(line for line in lines if not line.endswith(("。", "；"))))
