"""A whole document on one line (不分行): where its title, salutation and signature would have had lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from luoshi.reading.frame import dates
from luoshi.reading.frame.lines import CLOSES, COLONS, COMMAS, OPENS, Line
from luoshi.reading.frame.titles import GENRES

_LEAST: Final = 60  # characters: what is shorter is a title, not a document
_HEAD: Final = 400  # characters in which title, number and salutation stand
_TITLE: Final = re.compile(
    rf"[^。{COLONS}]{{4,100}}?{GENRES}(?:[{OPENS}][^{OPENS}{CLOSES}]{{1,30}}[{CLOSES}])?"
    rf"(?=\s|各[^。]{{2,60}}[{COLONS}]|为[了推加贯进深全]|根据|按照)"
)
_ADDRESSED: Final = re.compile(rf"\s各[^。{COLONS}]{{1,80}}[{COLONS}]")
_NUMBER: Final = re.compile(r"(?<=\s)[\u4e00-\u9fffA-Za-z]{2,16}[〔\[]\d{4}[〕\]]\d{1,4}号(?=\s|各)")
_SIGNED: Final = re.compile(rf"(?<=[。\s])[^。\s{COMMAS}{COLONS}]{{4,40}}\s*{dates.PRINTED}(?=\s|$)")


def parted(lines: Sequence[Line]) -> list[Line]:
    """The parts of a text that is one line, as lines; other texts as they are."""
    if len(lines) != 1 or len(lines[0].text) < _LEAST or not (title := _TITLE.match(lines[0].text)):
        return list(lines)
    return list(_parts(lines[0], [title.end(), *_breaks(lines[0].text, title.end())]))


def _breaks(text: str, start: int) -> Iterator[int]:
    """Places behind the title where a line would begin."""
    at = start
    if number := _NUMBER.search(text, at, _HEAD):
        yield from (number.start(), number.end())
        at = number.end()
    if addressed := _ADDRESSED.match(" " + text, at, _HEAD) or _ADDRESSED.match(text, at, _HEAD):
        yield addressed.end() - (addressed.string is not text)
    for signed in _SIGNED.finditer(text, at):
        yield from signed.span()


def _parts(line: Line, breaks: Sequence[int]) -> Iterator[Line]:
    """The line cut at these places, blanks left out."""
    places = sorted({0, len(line.text), *breaks})
    for start, end in pairwise(places):
        piece = line.text[start:end]
        bare = piece.strip()
        if bare:
            first = line.start + start + len(piece) - len(piece.lstrip())
            yield Line(first, first + len(bare), bare, line.cell, line.emphasis)
