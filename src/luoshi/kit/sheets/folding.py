"""Texts as people type them into one normal form (文本规整): widths, blanks, marks that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u0085\u2028\u2029]")
_ODD = re.compile(f"{_INVISIBLE.pattern}|{_BLANKS.pattern}|\r")
_NARROW = {0xFF10 + n: 0x30 + n for n in range(10)}
_NARROW |= {first + n: narrow + n for first, narrow in ((0xFF21, 0x41), (0xFF41, 0x61)) for n in range(26)}
_TYPED_AS_TEXT = re.compile(r"^['’‘](?=[0-9=+\-@])")
_BRACKETED = re.compile(r"[(（\[【<《][^()（）\[\]【】<>《》]*[)）\]】>》]")
_PUNCTUATION = re.compile(r"[\s\W_]+")
PLACEHOLDERS = frozenset(
    {"-", "--", "---", "—", "——", "－", "/", "\\", "无", "暂无", "空", "n/a", "na", "null", "none", "…"}
)


def clean(text: str) -> str:
    """Without what nobody sees, and without blanks around it; lines end alike."""
    if _ODD.search(text):
        text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _BLANKS.sub(" ", text)
    return text.strip()


def folded(text: str) -> str:
    """The text of a cell in its normal form: letters and digits narrow, no apostrophe before a number."""
    text = clean(text).translate(_NARROW)
    while _TYPED_AS_TEXT.match(text):
        text = text[1:].strip()
    return text


def machine(text: str) -> str:
    """For numbers, days and codes: every full-width sign narrow, no blank anywhere."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", folded(text)))


@lru_cache(maxsize=4_096)  # the same words stand in a column again and again
def header_key(text: str) -> str:
    """A word to compare by: no blanks, no punctuation, small letters."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", clean(text))).lower()


def header_keys(text: str) -> set[str]:
    """A header with and without what stands in brackets: a unit or an explanation."""
    bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", clean(text)).replace("\n", ""))
    return {key for key in (header_key(text), header_key(bare)) if key}


def is_placeholder(text: str) -> bool:
    """A dash or a word that stands for nothing."""
    return machine(text).lower() in PLACEHOLDERS or not text.strip("-—－. ")
