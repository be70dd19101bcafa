"""Lines that a page broke at uneven widths (参差断行): paragraphs are shown by their indent, or by where lines stop.

What counts as a full line is learned from the lines that stop in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.reading.sources.normal import HAN, width
from luoshi.reading.sources.wraps import (
    LEAST_LINES,
    LEAST_WIDTH,
    MOST_WIDTH,
    OPENS_AFTER_A_STOP,
    SAMPLE,
    TABULAR,
    is_finished,
    least,
    opens,
    shows_indents,
)

_WIDE: Final = 0.55  # of the widest: shorter lines are headings, signatures, ends of paragraphs
_MOSTLY: Final = 0.45  # of the wide lines stop in mid-sentence
_LABEL: Final = re.compile(
    r"[(（]?(?:牵头|配合|责任|协助|参与|实施|落实|主办|协办|完成)(?:单位|部门|时限|时间|领导)\s?[:：]"
)
_COUNTED: Final = re.compile(rf"\d{{1,2}}[.．、]\s?(?=[{HAN}“])|[（(]\d{{1,2}}[）)][{HAN}]|[①-⑳]")
_SHUT: Final = "）)】]"  # the bracket that names who answers closes a paragraph as a full stop does
_SENTENCE: Final = re.compile("[，。；：]")


@dataclass(frozen=True, slots=True)
class Ragged:
    """What the lines show: the widest, the least that a line which goes on takes, and whether indents count."""

    limit: int
    room: int
    by_indent: bool
    even: bool  # most lines are of one width: the page's own tells more


def ragged(lines: Sequence[str], indented: Sequence[bool]) -> Ragged | None:
    """How a page broke these lines, or None where they are paragraphs already."""
    lines, indented = lines[:SAMPLE], indented[:SAMPLE]
    if len(lines) < LEAST_LINES or sum(map(len, lines)) > MOST_WIDTH * len(lines):
        return None
    widths = [width(line) for line in lines]
    limit = sorted(widths)[len(widths) * 95 // 100]
    wide = [at for at, taken in enumerate(widths) if taken >= limit * _WIDE]
    if not LEAST_WIDTH <= limit <= MOST_WIDTH or max(widths) > MOST_WIDTH:
        return None
    by_indent = shows_indents(indented)
    broken = sorted(widths[at] for at in wide if _is_broken(lines, indented, at, by_indent))
    if len(broken) < LEAST_LINES or len(broken) < len(wide) * _MOSTLY:
        return None
    usual = max(Counter(broken).values())
    return Ragged(limit, broken[len(broken) // 20], by_indent, even=usual * 2 >= len(broken))


def _is_broken(lines: Sequence[str], indented: Sequence[bool], at: int, by_indent: bool) -> bool:
    """Whether a line stops in mid-sentence and the next one opens nothing."""
    if at + 1 >= len(lines) or is_finished(lines[at]) or TABULAR.search(lines[at]):
        return False
    return not (by_indent and indented[at + 1]) and not opens(lines[at + 1])


def continuations(lines: Sequence[str], indented: Sequence[bool], shape: Ragged) -> list[bool]:
    """For each line, whether it continues the one before."""
    goes_on = [False] * len(lines)
    shown = False  # whether an indent opened the paragraph that is being read
    for at, line in enumerate(lines):
        if shape.by_indent and indented[at]:
            shown = True
        elif at:
            goes_on[at] = _continues(lines[at - 1], line, shape, shown)
            shown = shown and goes_on[at]
    return goes_on


def _continues(before: str, line: str, shape: Ragged, shown: bool) -> bool:
    if opens(line) or TABULAR.search(before) or TABULAR.search(line) or _LABEL.match(line):
        return False
    taken = width(before) + least(line)
    if _COUNTED.match(line) or (before[-1] in _SHUT and OPENS_AFTER_A_STOP.match(line)):
        return False
    if not is_finished(before):
        names = opens(before) and "。" not in before  # a heading, or the beginning of a paragraph
        return taken > shape.room or (shown and not names and taken > shape.limit * _WIDE)
    if OPENS_AFTER_A_STOP.match(line):
        return False
    if shown:
        return taken > shape.room and _SENTENCE.search(line) is not None
    return taken > shape.limit + 2
