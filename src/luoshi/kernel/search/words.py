"""Text as the index holds it and as a question asks for it (切字、拼音、日期归一).

Each Chinese character is a token of its own, so that a word of any length is a phrase of tokens; letters and
digits stay together; brackets, widths and cases fall away, and every date takes one form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from itertools import accumulate, chain
from typing import Final

from luoshi.kernel.matching.words import plain, spoken
from luoshi.kit import chinese

SOUNDED: Final = 30  # signs of a title that are found by their sounds
_TOKEN: Final = re.compile(r"[a-z]+|\d+|[^\W_]")
_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-./年]\s*(1[0-2]|0?[1-9])(?:\s*[-./月]\s*(3[01]|[12]\d|0?[1-9])(?!\d)日?|月|(?![\d./-]))"
)


def folded(text: str) -> str:
    """One width, one case, one form of dates."""
    return _DATE.sub(_date, unicodedata.normalize("NFKC", text).casefold())


def _date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(folded(text))


def of_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def sounds(name: str) -> list[str]:
    """The initials of a name from each of its signs on (tssgxj, ssgxj, …), the full pinyin from each word on (拼音)."""
    heard = plain(name)[:SOUNDED]
    syllables = list(map(spoken, heard))
    initials, whole = "".join(syllable[:1] for syllable in syllables), "".join(syllables)
    places = list(accumulate(map(len, syllables), initial=0))
    starts = accumulate(map(len, chinese.words(heard)), initial=0)
    full = (whole[places[at] :] for at in starts)
    return [*(initials[at:] for at in range(len(initials) - 1)), *filter(None, full)]


def indexed(texts: Iterable[str], names: Iterable[str]) -> str:
    """All tokens of an object; a full stop of its own keeps the words of two texts from being one phrase."""
    parts = [" ".join(tokens(text)) for text in texts if text]
    heard = dict.fromkeys(chain.from_iterable(map(sounds, names)))
    return " xbreakx ".join([*parts, " ".join(filter(str.isascii, heard))])
