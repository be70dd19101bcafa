"""The plan that a notice carries: where its own title stands (被印发的文件)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from luoshi.reading.frame.lines import COLONS, Line, words
from luoshi.reading.frame.titles import Title, is_suffix

_MOST_LINES: Final = 3
_SEARCHED: Final = 300
_ANNEX: Final = re.compile(rf"^附\s?件\s*[\d一二三四五六七八九十]*\s*[{COLONS}]?\s*")


def find_carried(lines: Sequence[Line], first: int, title: str) -> Title | None:
    """The carried plan's title on a line of its own, from line `first` on; the last words that match win a tie."""
    wanted = words(title)
    best: Title | None = None
    for index in range(first, min(len(lines), first + _SEARCHED)):
        found = _title_at(lines, index, wanted)
        if not found:
            continue
        if not _ANNEX.match(lines[index].text):
            return found
        best = found
    return best


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
