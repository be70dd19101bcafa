"""Punctuation of either width read as one (全角、半角标点), place for place."""

from __future__ import annotations

from typing import Final

# Escapes, since the two widths look alike; every pair is one character each, so offsets stay.
_WIDE: Final = (
    ("\uff08", "("), ("\uff09", ")"), ("\uff1a", ":"), ("\uff0c", ","), ("\uff1b", ";"), ("\uff01", "!"),
    ("\uff0f", "/"), ("\uff5c", "|"), ("\u3000", " "), ("\u00a0", " "), ("\ufe55", ":"), ("\uff0a", "*"),
    ("\uff3b", "["), ("\uff3d", "]"),
)  # fmt: skip


def folded(text: str) -> str:
    """The text with half-width punctuation, of the same length (标点归一)."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text
