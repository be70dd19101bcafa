"""The plan that a notice carries: where its own title stands (被印发的文件)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from luoshi.reading.frame.lines import COLONS, Line, words
from luoshi.reading.frame.titles import GENRE_END, Title, is_suffix
from luoshi.reading.markers import mark_at

_MOST_LINES: Final = 3
_SEARCHED: Final = 300
_ALIKE: Final = 0.8
_SUFFIX: Final = re.compile(r"(?:[(\uff08][^()\uff08\uff09]{1,30}[)\uff09])+$")
_ANNEX: Final = re.compile(rf"^附\s?件\s*[\d一二三四五六七八九十]*\s*[{COLONS}]?\s*")


def find_carried(lines: Sequence[Line], first: int, title: str) -> Title | None:
    """The carried plan's title on a line of its own, from line `first` on; one named as an annex is the last choice."""
    wanted = words(title)
    bare = words(_SUFFIX.sub("", title))
    best: Title | None = None
    for index in range(first, min(len(lines), first + _SEARCHED)):
        found = _title_at(lines, index, wanted) or _title_at(lines, index, bare)
        if found and not _ANNEX.match(lines[index].text):
            return found
        best = found or best
    return best or _reworded(lines, first, wanted)


def _reworded(lines: Sequence[Line], first: int, wanted: str) -> Title | None:
    """A title that the plan itself words a little differently."""
    for index in range(first, min(len(lines), first + _SEARCHED)):
        line = lines[index]
        if (
            line.cell
            or line.sentence
            or not GENRE_END.search(line.text)
            or mark_at(line.text, 0, len(line.text))
        ):
            continue
        if SequenceMatcher(None, words(line.text), wanted, autojunk=False).ratio() >= _ALIKE:
            return _closed(lines, index, index, line.text)
    return None


def _title_at(lines: Sequence[Line], index: int, wanted: str) -> Title | None:
    joined, last = "", index
    for last in range(index, min(len(lines), index + _MOST_LINES)):
        if lines[last].sentence:
            return None
        text = lines[last].text
        joined += _ANNEX.sub("", text) if last == index else text
        said = words(joined)
        if not wanted.startswith(said) and not wanted.endswith(said) and not said.endswith(wanted):
            return None
        if _same(said, wanted):
            return _closed(lines, index, last, joined)
    return None


def _same(said: str, wanted: str) -> bool:
    if said == wanted:
        return True
    if len(said) < 6:
        return False
    return (wanted.endswith(said) and 2 * len(said) >= len(wanted)) or (
        said.endswith(wanted) and len(said) <= len(wanted) + 12
    )


def _closed(lines: Sequence[Line], first: int, last: int, joined: str) -> Title:
    while last + 1 < len(lines) and is_suffix(lines[last + 1].text):
        last += 1
        joined += lines[last].text
    start = lines[first].start
    annex = _ANNEX.match(lines[first].text)
    if annex and annex.end() < len(lines[first].text):
        start += annex.end()
    return Title(
        joined.strip("《》") if joined.startswith("《") else joined, first, last, start, lines[last].end
    )
