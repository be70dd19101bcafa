"""The pages of a pdf (页面) as PDFium gives them: printed lines with their places."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from luoshi.reading.errors import Unreadable
from luoshi.reading.sources.normal import width
from luoshi.reading.sources.paged.rules import Region, regions

MOST_PAGES = 3_000
MOST_CHARACTERS = 24_000_000
LOCK = threading.Lock()  # PDFium knows one thread
_NO_CHARACTERS = -1


@dataclass(slots=True)
class Printed:
    """A line as it stands on the page; the origin is the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def em(self) -> float:
        """The width that the line gives a Chinese character."""
        return 2 * (self.right - self.left) / max(1, width(self.text))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box; blanks that PDFium adds have none and follow what stands before."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(slots=True)
class Page:
    """A page's lines in the order of the file; glyphs and ruled regions only where a table may stand."""

    height: float
    lines: list[Printed]
    glyphs: list[Glyph] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
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
    found = Page(pdfium.FPDF_GetPageHeightF(page), lines)
    if not text.strip():
        found.has_picture = _has_picture(page)
    elif _may_hold_table(lines):
        found.regions = regions(page)
        found.glyphs = _glyphs(text_page, text)
    return found


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
            first = at + piece.index(line[0])
            yield _printed(line, _box(text_page, first), _box(text_page, first + len(line) - 1))
        at += len(piece) + 1


def _printed(text: str, first: pdfium.FS_RECTF, last: pdfium.FS_RECTF) -> Printed:
    return Printed(
        text, first.left, max(first.right, last.right), min(first.bottom, last.bottom), max(first.top, last.top)
    )


def _box(text_page: object, place: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
    return box


def _glyphs(text_page: object, text: str) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for place, letter in enumerate(text):
        if letter in "\r\n":
            continue
        if letter == " " and glyphs:
            before = glyphs[-1]
            glyphs.append(Glyph(" ", before.right, before.right, before.bottom, before.top))
        else:
            box = _box(text_page, place)
            glyphs.append(Glyph(letter, box.left, box.right, box.bottom, box.top))
    return glyphs


def _may_hold_table(lines: list[Printed]) -> bool:
    """Whether lines stand beside each other or hold gaps between words: only then rules are looked for."""
    return _are_beside(lines) or sum(_has_gap(line) for line in lines) >= 2


def _are_beside(lines: list[Printed]) -> bool:
    return any(
        line.middle > before.bottom and line.left > before.right - 1
        for before, line in zip(lines, lines[1:], strict=False)
    )


def _has_gap(line: Printed) -> bool:
    return " " in line.text and any(
        not before[-1:].isascii() and not after[:1].isascii()
        for before, after in zip(line.text.split(" "), line.text.split(" ")[1:], strict=False)
    )


def _has_picture(page: object) -> bool:
    count = min(pdfium.FPDFPage_CountObjects(page), 1_000)
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, place)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for place in range(count)
    )
