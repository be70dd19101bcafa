"""Two texts word by word (文本比对): what went, what came, what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d]+|\s+|.", re.S)


class Piece(NamedTuple):
    """A part of a text; `sign` is + for what came, - for what went, nothing for what stayed."""

    sign: str
    text: str


def compared(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in one order."""
    old, new = WORD.findall(before), WORD.findall(after)
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Piece("-", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("+", "".join(new[j1:j2]))
