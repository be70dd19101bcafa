"""Numbered headings, box headings among them (编号标题、专栏)."""

from __future__ import annotations

import re
from typing import Final

from luoshi.reading.markers import COLON, DECIMALS, OPEN, Mark, Number, bare_at, mark_at
from luoshi.reading.model import NodeKind
from luoshi.reading.outline.headings import CLOSING, SEMICOLON, Heading, words_from

# Kinds whose headings may be set on two lines.
WIDE: Final = (Number.BOOK, Number.PART, Number.CHAPTER, Number.SECTION, Number.ANNEX, Number.BOX)

_UNIT: Final = re.compile(r"[万亿个倍米元吨度级分时℃年月日件户家人次平公千百立升克瓦]|%")
_BIG_UNIT: Final = re.compile(r"\s+(?:[万亿]|%|个百分点)")
# A row of a table that lost its columns ends with a value or a property: 3 某某率 % 61.3 66 预期性.
_ROW: Final = re.compile(
    r"[^。]*\s(?:[≥≤<>≦≧＞＜\[［]*\d[\d.,]*[%％\]］]*(?:左右|以上|以下|以内)?|[\[［]?(?:约束性|预期性|指导性)[\]］]?)"
)
_ROW_NUMBERS: Final = (Number.BARE, Number.ARABIC, Number.ARABIC_BRACKET)
_CITES: Final = re.compile(r"\s*(?:规定|所[称述列]|第|款|和第|至第|以[上下])")
_NEXT_ITEM: Final = re.compile(rf"[{SEMICOLON}]\s*(?=[{OPEN}\d一二三四五六七八九十①-⑳⑴-⒇])")


def numbered_at(text: str, start: int, end: int) -> Heading | None:
    """The numbered heading with which the line begins, or None."""
    mark = mark_at(text, start, end) or bare_at(text, start, end)
    if mark is None or not _is_number(text, mark, end):
        return None
    words = words_from(text, mark.end, end)
    if not words.title and mark.kind not in WIDE and mark.kind is not Number.HAN:
        return None
    if _lists_inside(words.title, mark):
        return None
    kind = NodeKind.BOX if mark.kind is Number.BOX else NodeKind.NUMBERED
    marker = text[start : mark.end].strip()
    return Heading(start, words.title, words.start, words.end, kind, mark, marker, words.alone)


def _is_number(text: str, mark: Mark, end: int) -> bool:
    """Whether the number counts a heading, and no quantity (2.5亿元) or cited article (第三条规定)."""
    if mark.kind in _ROW_NUMBERS and _ROW.fullmatch(text, mark.end, end):
        return False
    if mark.kind in DECIMALS:
        return not _UNIT.match(text, mark.end, end) and not _BIG_UNIT.match(text, mark.end, end)
    if mark.kind is Number.ARTICLE:
        return not _CITES.match(text, mark.end, end)
    if mark.kind is Number.ANNEX and not mark.value:
        return text[mark.end : end].strip() in ("", *COLON) or text[mark.end : mark.end + 1] not in COLON
    return True


def _lists_inside(title: str, mark: Mark) -> bool:
    """`(一)…;(二)…` in one sentence is a list, no heading (句内列举)."""
    if SEMICOLON[0] not in title and SEMICOLON[1] not in title:
        return False
    for found in _NEXT_ITEM.finditer(title):
        following = mark_at(title, found.end(), len(title))
        if following and following.kind is mark.kind and following.value == mark.value + 1:
            return True
    return False


def continues(heading: Heading, text: str) -> bool:
    """Whether a line goes on with a title that was set on two lines."""
    if not heading.title:
        return True
    last, first = heading.title[-1], text[0]
    if last in "和与及的" or first in "和与及、" + OPEN:
        return len(text) <= 40 and text[-1] not in CLOSING
    return False
