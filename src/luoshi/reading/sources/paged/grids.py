"""A page's tables with their words (版面表格): ruled ones, and rows of aligned columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.reading.sources.normal import HAN
from luoshi.reading.sources.paged.rules import Region, Span
from luoshi.reading.sources.paged.shapes import Glyph, Printed
from luoshi.reading.sources.wraps import OPENS_AFTER_A_STOP, glue, is_finished, opens

_SPREAD = re.compile(f"(?:[{HAN}] ){{2,}}[{HAN}]|[{HAN}] [{HAN}]")
_GAP = 1.2  # of an em: wider blanks part columns
_PADDING = 6.0
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3


@dataclass(slots=True)
class GridCell:
    """A cell and its paragraphs."""

    span: Span
    texts: list[str]


@dataclass(slots=True)
class Grid:
    """A table on a page; `xs` are its column borders, for a table that goes on over the page."""

    top: float
    bottom: float
    xs: list[float]
    cells: list[GridCell] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return max((cell.span.row + cell.span.rows for cell in self.cells), default=0)


def grid_of(region: Region, glyphs: Sequence[Glyph]) -> Grid:
    """A ruled region with the words of its fields."""
    owner = {(r, c): span for span in region.spans for r in _rows(span) for c in _columns(span)}
    held: dict[Span, list[Glyph]] = {span: [] for span in region.spans}
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        held[owner[region.place(x, y)]].append(glyph)
    grid = Grid(region.ys[0], region.ys[-1], region.xs)
    for span, content in held.items():
        left, right = region.xs[span.column], region.xs[span.column + span.columns]
        grid.cells.append(GridCell(span, cell_paragraphs(lines_of(content), left, right)))
    return grid


def _rows(span: Span) -> range:
    return range(span.row, span.row + span.rows)


def _columns(span: Span) -> range:
    return range(span.column, span.column + span.columns)


def lines_of(glyphs: Sequence[Glyph]) -> list[Printed]:
    """Glyphs in order as lines: one that stands lower begins a new line."""
    printed = (_printed(line) for line in _levels(glyphs))
    return [line for line in printed if line.text]


def _levels(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    levels: list[list[Glyph]] = []
    for glyph in glyphs:
        if not levels or not _is_level(levels[-1][-1], glyph):
            levels.append([])
        levels[-1].append(glyph)
    return levels


def _is_level(before: Glyph, glyph: Glyph) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    return before.bottom <= middle <= before.top


def _printed(glyphs: Sequence[Glyph]) -> Printed:
    return Printed(
        "".join(glyph.text for glyph in glyphs).strip(),
        min(glyph.left for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        min(glyph.bottom for glyph in glyphs),
        max(glyph.top for glyph in glyphs),
    )


def cell_paragraphs(lines: Sequence[Printed], left: float, right: float) -> list[str]:
    """A cell's paragraphs: a line that fills the cell goes on in the next."""
    texts: list[str] = []
    before: Printed | None = None
    padding = min([_PADDING, *(max(0.0, line.left - left) for line in lines)])
    for line in lines:
        text = together(line.text)
        if (
            before is not None
            and _fills(before, line, right - left - 2 * padding)
            and not _opens(texts[-1], text)
        ):
            texts[-1] += glue(texts[-1], text) + text
        else:
            texts.append(text)
        before = line
    return texts


def _fills(before: Printed, line: Printed, room: float) -> bool:
    em = line.height / 1.4
    return before.right - before.left + em > room


def _opens(before: str, text: str) -> bool:
    return opens(text) or (is_finished(before) and OPENS_AFTER_A_STOP.match(text) is not None)


def together(text: str) -> str:
    """A line whose characters were set apart to fill the width (分散对齐), closed up again."""
    if " " not in text:
        return text
    pieces = text.split(" ")
    if sum(len(piece) == 1 for piece in pieces) * 2 < len(pieces):
        return text
    return _SPREAD.sub(lambda found: found[0].replace(" ", ""), text)


def aligned_grids(glyphs: Sequence[Glyph], em: float) -> list[Grid]:
    """Tables without vertical rules: rows that follow each other with the same columns (三线表)."""
    grids: list[Grid] = []
    group: list[list[Printed]] = []
    for row in [*(_pieces(level, em) for level in _levels(glyphs)), []]:
        if group and _is_same_grid(group[-1], row, em):
            group.append(row)
            continue
        if len(group) >= _LEAST_ROWS:
            grids.append(_aligned_grid(group))
        group = [row] if len(row) >= _LEAST_COLUMNS else []
    return grids


def _pieces(level: Sequence[Glyph], em: float) -> list[Printed]:
    """A line cut where blanks are wider than a character."""
    pieces: list[list[Glyph]] = []
    for glyph in level:
        if glyph.text.isspace():
            continue
        if not pieces or glyph.left - pieces[-1][-1].right > _GAP * em:
            pieces.append([])
        pieces[-1].append(glyph)
    return [_printed(piece) for piece in pieces]


def _is_same_grid(above: Sequence[Printed], row: Sequence[Printed], em: float) -> bool:
    return len(above) == len(row) and all(
        min(abs(one.left - other.left), abs(one.right - other.right), abs(_centre(one) - _centre(other))) < em
        for one, other in zip(above, row, strict=True)
    )


def _centre(piece: Printed) -> float:
    return (piece.left + piece.right) / 2


def _aligned_grid(rows: Sequence[Sequence[Printed]]) -> Grid:
    cells = [
        GridCell(Span(place, column, 1, 1), [piece.text])
        for place, row in enumerate(rows)
        for column, piece in enumerate(row)
    ]
    xs = [min(row[column].left for row in rows) for column in range(len(rows[0]))]
    return Grid(
        max(p.top for p in rows[0]),
        min(p.bottom for p in rows[-1]),
        [*xs, max(r[-1].right for r in rows)],
        cells,
    )
