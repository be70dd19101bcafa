"""Documents that the text refers to (引用文件): 《…》 with the number printed behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi.reading.model import Span

_MARKED: Final = re.compile(r"《[^《》\n]{2,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,60}){0,3}》")
_NUMBER: Final = re.compile(
    r"\s?\(((?:[^()\s\d]{1,14}|[^()\d]{1,14})[〔\[(【]\d{4}[〕\])】]\s?第?\d{1,5}号)[^()]{0,60}\)"
)


def documents(text: str) -> Iterator[tuple[Span, str | None]]:
    """Titles in book marks, each with its document number or None; folded text."""
    for marked in _MARKED.finditer(text):
        number = _NUMBER.match(text, marked.end())
        yield Span(marked.start(), marked.end()), number[1] if number else None
