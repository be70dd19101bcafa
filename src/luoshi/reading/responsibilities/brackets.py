"""Brackets of a line (括号), outermost closed pairs, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_MARK: Final = re.compile(r"[()【】\[\]〔〕]")
_OPENING: Final = {")": "(", "】": "【", "]": "[", "〕": "〔"}


class Bracket(NamedTuple):
    """Where a bracket's words stand, without its two marks."""

    start: int
    end: int


def brackets(text: str) -> Sequence[Bracket]:
    """Outermost pairs of folded text in order; an opening mark that is never closed hides nothing."""
    waiting: list[tuple[str, int]] = []
    closed: list[Bracket] = []
    for mark in _MARK.finditer(text):
        opening = _OPENING.get(mark[0])
        if opening is None:
            waiting.append((mark[0], mark.end()))
        elif waiting and waiting[-1][0] == opening:
            start = waiting.pop()[1]
            while closed and closed[-1].start > start:
                closed.pop()
            closed.append(Bracket(start, mark.start()))
    return closed
