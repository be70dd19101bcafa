"""A page of a PDF in millimetres from its upper left corner: its words, its lines, its ruled lines."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
SAME_LINE = 2.5


class Page:
    def __init__(self, page):
        text = page.get_textpage()
        self.width, self.height = (each * MM for each in page.get_size())
        self.letters = [
            (letter, self._box(text.get_charbox(at, loose=True)))
            for at, letter in enumerate(text.get_text_range())
            if letter.strip()
        ]
        self.words = "".join(letter for letter, _box in self.letters)
        paths = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
        self.rules = [self._box(each.get_bounds()) for each in paths if _colour(each) != (255, 255, 255)]
        self.red_rules = [self._box(each.get_bounds()) for each in paths if _colour(each) == (255, 0, 0)]

    def _box(self, box):
        left, bottom, right, top = (each * MM for each in box)
        return left, self.height - top, right, self.height - bottom

    def box(self, words):
        """Left, top, right and bottom of some words, where they are printed first."""
        at = self.words.index(words)
        boxes = [box for _letter, box in self.letters[at : at + len(words)]]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def middle(self, words):
        """The middle of some words, downwards: the same whatever box a font draws around them."""
        _left, top, _right, bottom = self.box(words)
        return (top + bottom) / 2

    @property
    def lines(self):
        """The lines of words by their middles, from above."""
        rows = {}
        for letter, (left, top, _right, bottom) in self.letters:
            middle = (top + bottom) / 2
            near = next((row for row in rows if abs(row - middle) < SAME_LINE), middle)
            rows.setdefault(near, []).append((left, letter))
        return {row: "".join(letter for _left, letter in sorted(rows[row])) for row in sorted(rows)}


def _colour(each):
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetStrokeColor(each, red, green, blue, alpha)
    stroke = (red.value, green.value, blue.value)
    if stroke != (0, 0, 0):
        return stroke
    pdfium.FPDFPageObj_GetFillColor(each, red, green, blue, alpha)
    return red.value, green.value, blue.value


def pages(content):
    return [Page(page) for page in pypdfium2.PdfDocument(content)]
