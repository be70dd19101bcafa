"""The piece of a text that answers, with its words marked (摘要、标亮)."""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .question import Question

BEFORE, LENGTH = 24, 110


def marked(text: str, question: Question) -> SafeString:
    """The whole text, escaped, with `<mark>` about the words."""
    pieces, last = [], 0
    for start, end in _places(text, question):
        pieces += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308  every piece is escaped


def snippet(text: str, question: Question) -> SafeString:
    """A line of the text about the first of the words."""
    line = " ".join(text.split())
    first = next(iter(_places(line, question)), (0, 0))[0]
    start = max(0, first - BEFORE)
    piece = line[start : start + LENGTH]
    before, after = ("…" if start else ""), ("…" if start + LENGTH < len(line) else "")
    return mark_safe(f"{before}{marked(piece, question)}{after}") if piece else SafeString()  # noqa: S308


def _places(text: str, question: Question) -> list[tuple[int, int]]:
    """Where the words stand: together if they do anywhere, else each by itself."""
    signs, origins = _folded(text)
    for phrases in (question.together.all, question.anywhere.all):
        pattern = "|".join(r"[\W_]*".join(map(re.escape, phrase)) for phrase in phrases)
        found = [(origins[hit.start()], origins[hit.end() - 1] + 1) for hit in re.finditer(pattern, signs)]
        if found:
            return found
    return []


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in one width and case, and where each of its signs comes from."""
    signs = [unicodedata.normalize("NFKC", sign).casefold() for sign in text]
    return "".join(signs), [at for at, sign in enumerate(signs) for _ in sign]
