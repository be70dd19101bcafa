"""The characters of the normalised text (规范文本): as printed, less what no reader can see.

Line ends become one line feed; NUL, lone surrogates, other control characters, soft hyphens and zero-width
characters go; blanks at both ends of a line (the indent, 缩进) go. Everything else stays as it is printed, full
width or half width.
"""

from __future__ import annotations

import re

BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # ideographs, for use inside a character class


def single_breaks(text: str) -> str:
    """The text with every kind of line end turned into a line feed."""
    return BREAKS.sub("\n", text) if BREAKS.search(text) else text


def without_unseen(text: str) -> tuple[str, int]:
    """The text without what cannot be seen, and how many characters went."""
    return UNSEEN.subn("", text) if UNSEEN.search(text) else (text, 0)


def width(line: str) -> int:
    """How many half-width columns a line takes in print (a Chinese character takes two)."""
    return len(line.encode("gb18030", "replace"))
