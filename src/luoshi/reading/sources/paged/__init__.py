"""Pdf files with text (版式文件): lines into paragraphs, ruled fields into tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.reading.errors import Unreadable
from luoshi.reading.model import ParagraphKind, Source
from luoshi.reading.sources import wraps
from luoshi.reading.sources.draft import Draft, Line
from luoshi.reading.sources.paged.grids import Grid, together
from luoshi.reading.sources.paged.layout import Layout, continues, drop_furniture, layout_of, rows_of
from luoshi.reading.sources.paged.pages import LOCK, SPARSE, Page, are_beside, open_document, pages_of
from luoshi.reading.sources.paged.shapes import Printed
from luoshi.reading.sources.plain import drop_artefact_blanks


def read_pdf(content: bytes) -> Source:
    """A pdf file's source. Raises Unreadable, for a scan with the code no_text_layer."""
    with LOCK:
        document = open_document(content)
        try:
            pages = list(pages_of(document))
        finally:
            document.close()
    _refuse_scan(pages)
    draft = Draft()
    draft.note("blank_pages", sum(not page.letters and page.has_picture for page in pages))
    _write(pages, draft)
    if wraps.has_artefact_blanks([line.text for line in draft.lines]):
        drop_artefact_blanks(draft)
    return draft.source(format="pdf")


def _refuse_scan(pages: Sequence[Page]) -> None:
    letters = sum(page.letters for page in pages)
    has_pictures = any(page.has_picture for page in pages)
    if not letters or (has_pictures and letters < SPARSE * len(pages)):
        raise Unreadable("no_text_layer", pages=len(pages))


def _write(pages: Sequence[Page], draft: Draft) -> None:
    folios, heads = drop_furniture(pages)
    draft.note("dropped_page_numbers", folios)
    draft.note("dropped_page_lines", heads)
    layout = layout_of(pages)
    writer = _Writer(draft, layout)
    for page in pages:
        writer.begin_page()
        for item in _items(page):
            if isinstance(item, Grid):
                writer.write_grid(item)
            else:
                writer.write_line(item)
    writer.end()


def _items(page: Page) -> Iterator[Printed | Grid]:
    """A page's lines and tables; where there are tables or the file mixes the lines, from top to bottom."""
    if not page.grids and not are_beside(page.lines):
        yield from page.lines
        return
    items: list[Printed | Grid] = [*rows_of(page.lines), *page.grids]
    yield from sorted(items, key=lambda item: -item.top)


class _Writer:
    """Joins lines to paragraphs and rows to tables as the pages come."""

    def __init__(self, draft: Draft, layout: Layout) -> None:
        self._draft = draft
        self._layout = layout
        self._open: list[Printed] = []
        self._turned = False
        self._joined = 0
        self._grid: Grid | None = None
        self._table = 0

    def begin_page(self) -> None:
        """A new page: the paragraph or table may go on."""
        self._turned = True

    def write_line(self, line: Printed) -> None:
        """Add a line to the open paragraph or open a new one."""
        if self._open and continues(self._open[-1], line, self._layout, is_page_break=self._turned):
            self._joined += 1
        else:
            self._end_paragraph()
        self._open.append(line)
        self._turned = False
        self._grid = None

    def write_grid(self, grid: Grid) -> None:
        """Write a table, or go on with the one that the page broke (跨页表格)."""
        self._end_paragraph()
        if len(grid.xs) == 2:
            self._write_box(grid)
        elif self._grid is not None and self._turned and _same_columns(self._grid, grid):
            self._write_rows(grid, self._grid.rows, without_head=_head(self._grid))
            grid.cells = [*self._grid.cells, *grid.cells]
        else:
            self._table = self._draft.open_table()
            self._write_rows(grid, 0, without_head=[])
        self._grid = grid
        self._turned = False

    def _write_box(self, grid: Grid) -> None:
        for text in (text for cell in grid.cells for text in cell.texts):
            self._draft.write(Line(text, kind=ParagraphKind.BOX))

    def _write_rows(self, grid: Grid, offset: int, *, without_head: list[list[str]]) -> None:
        if without_head and _head(grid) == without_head:
            grid.cells = [cell for cell in grid.cells if cell.span.row]
            offset -= 1
        for cell in grid.cells:
            span = cell.span
            self._draft.write_cell(
                self._table,
                [Line(text) for text in cell.texts],
                row=span.row + offset,
                column=span.column,
                rows=span.rows,
                columns=span.columns,
            )

    def end(self) -> None:
        """Write what is still open."""
        self._end_paragraph()
        self._draft.note("unwrapped_lines", self._joined)

    def _end_paragraph(self) -> None:
        if not self._open:
            return
        texts = [together(line.text) for line in self._open]
        pieces = texts[:1]
        for before, text in pairwise(texts):
            pieces += (wraps.glue(before, text), text)
        emphasis = all(self._layout.is_centred(line) or self._layout.is_larger(line) for line in self._open)
        self._draft.write(Line("".join(pieces), emphasis=emphasis))
        self._open = []


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) < 4 for a, b in zip(one.xs, other.xs, strict=True))


def _head(grid: Grid) -> list[list[str]]:
    return [cell.texts for cell in grid.cells if cell.span.row == 0]
