"""The lines of a page as the frame looks at them (页面各行)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from luoshi.reading.model import Paragraph, ParagraphKind, Quotation, Source

# Full-width signs are named: they look too much like their half-width twins.
COMMAS: Final = ",\uff0c"
COLONS: Final = ":\uff1a"
SEMICOLONS: Final = ";\uff1b"
OPENS: Final = "(\uff08"
CLOSES: Final = ")\uff09"

_BLANKS: Final = " \t\u3000\xa0"
_SENTENCE_END: Final = "。\uff1b;\uff01!\uff1f?"


class Line(NamedTuple):
    """A line with words on it; `start` and `end` leave blanks out."""

    start: int
    end: int
    text: str
    cell: bool
    emphasis: bool

    @property
    def sentence(self) -> bool:
        """Whether this is running text (正文), not a title, label or name."""
        return len(self.text) >= 12 and ("。" in self.text or self.text[-1] in _SENTENCE_END)

    def quotation(self, text: str | None = None) -> Quotation:
        return Quotation(self.text if text is None else text, self.start, self.end)


def line_of(source: Source, paragraph: Paragraph) -> Line | None:
    text = source.text[paragraph.start : paragraph.end]
    bare = text.strip(_BLANKS)
    if not bare:
        return None
    start = paragraph.start + len(text) - len(text.lstrip(_BLANKS))
    emphasis = paragraph.emphasis or paragraph.level is not None
    return Line(start, start + len(bare), bare, paragraph.kind is ParagraphKind.CELL, emphasis)


def lines_of(source: Source) -> list[Line]:
    """Every line that holds words, in order."""
    return [line for paragraph in source.paragraphs if (line := line_of(source, paragraph))]


_SILENT: Final = re.compile(r"[\s“”\"‘’'《》〈〉<>()\uff08\uff09\[\]【】〔〕,.;:、\uff0c。\uff1b\uff1a·—–-]+")


def words(text: str) -> str:
    """The text without blanks and punctuation, for comparing titles."""
    return _SILENT.sub("", text)
