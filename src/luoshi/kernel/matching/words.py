"""A written name as it is compared: one width, no blanks, no marks (名称归一)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from luoshi.kit import chinese

_BRACKETS: Final = str.maketrans("〔【［[{〈《〕】］]}〉》", "(((((((" + ")))))))")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")


def plain(text: str) -> str:
    """Letters and digits only, in one width and case: what stays when two people type the same name."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def without_brackets(text: str) -> str:
    """The same without what stands in brackets (市教育局(市委教育工委))."""
    return plain(_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", text).translate(_BRACKETS)))


def spoken(text: str) -> str:
    """How a name sounds, by syllables: a slip of the input method sounds like what was meant (同音)."""
    return "".join(map(_syllable, text))


@cache
def _syllable(sign: str) -> str:
    return chinese.syllables(sign)[0]


def pairs(text: str) -> tuple[str, ...]:
    """Each two neighbouring signs once: what two similar names share."""
    return tuple(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1))) or (text,)
