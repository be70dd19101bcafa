"""The lines of a body, and what counts as one where line feeds were lost (断行丢失)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luoshi.reading.markers import CLOSE, COLON, HAN, OPEN, POINT, Mark, Number, mark_at
from luoshi.reading.model import Frame, Paragraph, ParagraphKind, Source
from luoshi.reading.outline.headings import Heading

_BLANKS: Final = " \t\u3000\xa0"
# Where a heading may begin inside a line: behind a sentence, a bracket or a colon.
_INSIDE: Final = re.compile(
    rf"(?<=[。{COLON}{CLOSE}”])(?=[{OPEN}]?(?:[{HAN}]{{1,3}}|\d{{1,2}})[{CLOSE}、{POINT}]|[①-⑳⑴-⒇])"
    rf"|(?<=[\u4e00-\u9fff])(?=[{OPEN}]一[{CLOSE}])"
)
_WIDE: Final = (Number.PART, Number.CHAPTER, Number.SECTION, Number.HAN)


@dataclass(slots=True)
class Row:
    """A line of the body with words on it; a `closed` one stands in a table of several columns."""

    start: int
    end: int
    paragraph: Paragraph
    closed: bool
    opens_table: bool
    table: int | None  # the table or text box it stands in; boxes count downwards
    heading: Heading | None = None


def rows_of(source: Source, frame: Frame) -> Iterator[Row]:
    """The lines of the body; where line feeds were lost, what each heading begins counts as a line."""
    text, body = source.text, frame.body
    open_tables = {
        at for at, table in enumerate(source.tables) if all(not cell.column for cell in table.cells)
    }
    categories = _categories(source)
    signed = [each for each in (frame.issuer, frame.issued_on) if each and each.start >= body.start]
    glued = _lost_line_feeds(source, frame)
    seen: int | None = None
    boxes = 0
    for paragraph in source.paragraphs:
        if paragraph.end <= body.start or paragraph.start >= body.end:
            continue
        start, end = _bare(text, max(paragraph.start, body.start), min(paragraph.end, body.end))
        if start == end or (signed and any(each.start <= start < each.end for each in signed)):
            continue
        in_cell = paragraph.kind is ParagraphKind.CELL and paragraph.table not in open_tables
        closed = in_cell and paragraph.start not in categories
        table = paragraph.table
        if paragraph.kind is ParagraphKind.BOX:
            boxes -= seen is None or seen >= 0
            table = boxes
        first = table is not None and table != seen
        seen = table
        pieces = not closed and (glued or _runs_on(text, start, end))
        for begin, stop in _pieces(text, start, end) if pieces else ((start, end),):
            yield Row(begin, stop, paragraph, closed, first and begin == start, table)


def _categories(source: Source) -> frozenset[int]:
    """Where the rows begin that are one cell over all columns: they name what the rows below belong to."""
    return frozenset(
        cell.start
        for table in source.tables
        for width in (max(cell.column + cell.columns for cell in table.cells),)
        for cell in table.cells
        if cell.row and cell.columns == width > 1
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return start, end


def _lost_line_feeds(source: Source, frame: Frame) -> bool:
    """Whether those addressed or the signature stand glued to the matter: then headings may be, too."""
    text, body = source.text, frame.body
    begins = body.start > 0 and text[body.start - 1] in COLON
    ends = body.end < len(text) and text[body.end] not in "\n" + _BLANKS
    return begins or ends


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a chapter follows a sentence in the same line: a text that is one single line."""
    return text.find("。二、", start, end) >= 0 and text.find("一、", start, end) >= 0


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a line that headings in sequence begin: 1.…2.…3.…"""
    opening = mark_at(text, start, end)
    found = [(at, mark) for at in _places(text, start, end) if (mark := mark_at(text, at, end))]
    printed = {(mark.kind, mark.value) for _, mark in found}
    if opening:
        printed.add((opening.kind, opening.value))
    begins = [start, *(at for at, mark in found if _in_sequence(mark, printed, opening))]
    return list(zip(begins, [*begins[1:], end], strict=True))


def _places(text: str, start: int, end: int) -> Iterator[int]:
    for found in _INSIDE.finditer(text, start + 1, end):
        yield found.start()


def _in_sequence(mark: Mark, printed: set[tuple[Number, int]], opening: Mark | None) -> bool:
    """Whether the number before or after it is printed in the same line, or it is the first below a heading."""
    if opening and mark.kind is Number.HAN_BRACKET and mark.value == 1 and opening.kind in _WIDE:
        return True
    return (mark.kind, mark.value - 1) in printed or (mark.kind, mark.value + 1) in printed
