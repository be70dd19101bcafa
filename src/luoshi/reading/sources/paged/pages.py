"""The pages of a pdf (页面) as PDFium gives them: printed lines with their places."""

from __future__ import annotations

import ctypes
import re
import struct
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from luoshi.reading.errors import Unreadable
from luoshi.reading.sources.paged.grids import Grid, aligned_grids, grid_of
from luoshi.reading.sources.paged.rules import Region, regions
from luoshi.reading.sources.paged.shapes import Glyph, Printed

SPARSE = 8  # characters: a scan with a stamp or a page number
MOST_PAGES = 3_000
MOST_CHARACTERS = 24_000_000
_GAP = re.compile("[^!-~ ] [^!-~ ]")
_BOX = "专栏"
_SHORT_LINES = 3
LOCK = threading.Lock()  # PDFium knows one thread


@dataclass(slots=True)
class Page:
    """A page's lines in the order of the file, and its tables; what stands in a table is no line."""

    height: float
    lines: list[Printed]
    letters: int = 0
    grids: list[Grid] = field(default_factory=list)
    has_picture: bool = False


def open_document(content: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises Unreadable for one that is locked, broken or endless."""
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable("encrypted", format="pdf") from error
        raise Unreadable("damaged", format="pdf", part="") from error
    if not count:
        raise Unreadable("damaged", format="pdf", part="")
    if count > MOST_PAGES:
        raise Unreadable("too_many_pages", pages=count, limit=MOST_PAGES)
    return document


def pages_of(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Each page in turn; one that cannot be parsed is blank. Raises Unreadable past the limit."""
    read = 0
    for number in range(len(document)):
        page = pdfium.FPDF_LoadPage(document.raw, number)
        if not page:
            yield Page(0, [])
            continue
        text_page = pdfium.FPDFText_LoadPage(page)
        try:
            read += max(0, pdfium.FPDFText_CountChars(text_page)) if text_page else 0
            if read > MOST_CHARACTERS:
                raise Unreadable("too_large", size=read, limit=MOST_CHARACTERS)
            yield _page(page, text_page) if text_page else Page(0, [])
        finally:
            if text_page:
                pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)


def _page(page: object, text_page: object) -> Page:
    text = _text(text_page)
    lines = list(_lines(text_page, text))
    found = Page(pdfium.FPDF_GetPageHeightF(page), lines, sum(len(line.text) for line in lines))
    if found.letters < SPARSE:
        found.has_picture = _has_picture(page)
    if _may_hold_table(lines):
        _take_ruled_tables(found, page, text_page)
        _take_aligned_tables(found, text_page)
    return found


def _take_ruled_tables(found: Page, page: object, text_page: object) -> None:
    """Turn the lines that stand inside ruled frames into tables."""
    framed = regions(page)
    for region in framed:
        inside = [line for line in found.lines if region.holds(line.left, line.middle)]
        if inside:
            glyphs = [glyph for line in inside for glyph in _runs(text_page, line, region)]
            found.grids.append(grid_of(region, glyphs))
    found.lines = [line for line in found.lines if not any(r.holds(line.left, line.middle) for r in framed)]


def _take_aligned_tables(found: Page, text_page: object) -> None:
    """Turn rows of aligned columns into tables."""
    if not _may_hold_table(found.lines):
        return
    glyphs = [glyph for line in found.lines for glyph in _runs(text_page, line)]
    grids = aligned_grids(glyphs, median(line.em for line in found.lines))
    found.grids += grids
    found.lines = [
        line for line in found.lines if not any(grid.bottom <= line.middle <= grid.top for grid in grids)
    ]


def _text(text_page: object) -> str:
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    return text if len(text) == count else _text_by_character(text_page, count)


def _text_by_character(text_page: object, count: int) -> str:
    """One character for each of PDFium's, where its own text leaves some out (连字符、生僻字)."""
    codes = (pdfium.FPDFText_GetUnicode(text_page, place) for place in range(count))
    return "".join(chr(code) if 0 < code <= 0x10FFFF else "\x00" for code in codes)


def _lines(text_page: object, text: str) -> Iterator[Printed]:
    """The text's lines, each with the boxes of its first and its last character."""
    at = 0
    for piece in text.split("\n"):
        line = piece.strip()
        if line:
            place = at + piece.index(line[0])
            yield Printed(line, *_box(text_page, place, len(line)), place)
        at += len(piece) + 1


def _glyph(text_page: object, text: str, at: int) -> Glyph:
    return Glyph(text, *_box(text_page, at, len(text)))


_BOX_OF = pdfium.FPDFText_GetLooseCharBox
_BOX_SIDES = struct.Struct("4f").unpack  # left, top, right, bottom: the order of FS_RECTF


def _box(text_page: object, at: int, length: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of some characters: from their first and their last."""
    box = pdfium.FS_RECTF()
    _BOX_OF(text_page, at, box)
    left, top, right, bottom = _BOX_SIDES(box)
    if length == 1:
        return left, right, bottom, top
    _BOX_OF(text_page, at + length - 1, box)
    _, last_top, last_right, last_bottom = _BOX_SIDES(box)
    return left, max(right, last_right), min(bottom, last_bottom), max(top, last_top)


def _runs(text_page: object, line: Printed, region: Region | None = None) -> Iterator[Glyph]:
    """A line cut at its blanks, for PDFium sets one in every gap; where a cell's border cuts a run, its letters."""
    at = line.at
    for text in line.text.split(" "):
        if text:
            run = _glyph(text_page, text, at)
            if region is None or region.keeps_together(run.left, run.right):
                yield run
            else:
                yield from (_glyph(text_page, letter, place) for place, letter in enumerate(text, at))
            yield Glyph(" ", run.right, run.right, run.bottom, run.top)
        at += len(text) + 1


def _may_hold_table(lines: Sequence[Printed]) -> bool:
    """Whether the lines look like a table or a box: only then rules are looked for, which takes time.

    Lines stand beside each other, words have a gap between them, lines with blanks stop short of the margin,
    or one is headed 专栏.
    """
    margin = max((line.right for line in lines), default=0.0)
    short = 0
    for line in lines:
        text = line.text
        if text.startswith(_BOX) or (" " in text and _GAP.search(text)):
            return True
        short += " " in text and line.right < margin - 2 * (line.top - line.bottom)
    return short >= _SHORT_LINES or are_beside(lines)


def are_beside(lines: Sequence[Printed]) -> bool:
    """Whether some line stands at the height of the one before it or above."""
    return any(line.top + line.bottom > 2 * before.bottom for before, line in pairwise(lines))


def _has_picture(page: object) -> bool:
    count = min(pdfium.FPDFPage_CountObjects(page), 1_000)
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for place in range(count)
    )
