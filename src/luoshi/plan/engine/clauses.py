"""The sentence in which some words stand (句)."""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = re.compile(r"[。;；!！?？\n]")
_PAUSES: Final = re.compile(r"[,，。;；!！?？\n]")
_LONGEST: Final = 600  # characters on either side: an unpunctuated table is no sentence


def sentence(text: str, start: int, end: int) -> str:
    """From the end of the sentence before to the end of the one that holds the last of the words."""
    return _between(_ENDS, text, start, end).strip()


def subject_and_clause(text: str, start: int, end: int) -> str:
    """The clause that holds the words, after the first clause of its sentence: whom that names, all of it is for.

    What other clauses name is no part of it (支持各县区培育集群 says nothing of the park before it).
    """
    first = _PAUSES.split(sentence(text, start, end), maxsplit=1)[0]
    own = _between(_PAUSES, text, start, end).strip()
    return own if own.startswith(first) else f"{first} {own}"


def _between(marks: re.Pattern[str], text: str, start: int, end: int) -> str:
    window = max(0, start - _LONGEST)
    before = [found.end() for found in marks.finditer(text, window, start)]
    after = marks.search(text, max(end - 1, start), end + _LONGEST)
    return text[before[-1] if before else window : after.end() if after else end]
