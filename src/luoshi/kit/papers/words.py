"""Words that can stand in a file: nothing that XML forbids, nothing that can't be seen (文字清理)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# what XML 1.0 forbids, C1 controls, lone surrogates, non-characters, marks that turn the direction of writing
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text without what no printer prints; every break of a line is one newline."""
    return _UNSEEN.sub("", _SURROGATES.sub("\ufffd", _BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    """The printable text in one line."""
    return " ".join(printable(text).split())


def evened(names: Sequence[str]) -> list[str]:
    """Names of people as wide as each other where one of two characters stands among longer ones (姓名对齐)."""
    printed = [one_line(name) for name in names]
    is_spread = any(len(name) > 2 for name in printed)
    return [f"{name[0]}\u3000{name[1]}" if is_spread and len(name) == 2 else name for name in printed]
