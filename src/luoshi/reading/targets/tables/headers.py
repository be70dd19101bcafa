"""Where a table's header ends, and whether the table is one of indicators (表头)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.reading.targets.tables.columns import Column, Holds
from luoshi.reading.targets.tables.sheet import Box, distinct

_DATUM = re.compile(
    r"[\[【〔(（]?[≥≤><≧≦约近]?-?\d[\d.,]*(?:%|％)?(?:左右|以上|以下|以内)?[\])）】〕]?\*?|约束性|预期性|[-—/]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADING = re.compile(
    r"指标|单位|目标|属性|年均|累计|增长|增速|现状|基期|备注|(?:19|20)\d\d|十[一二三四五六七八九]五|序号|类别|名称|规划|总量|预期"
)


def height(rows: Sequence[Sequence[Box]]) -> int:
    """How many rows the header takes; a caption merged over the whole width belongs to it."""
    for index, row in enumerate(rows[:6]):
        boxes = distinct(row)
        if index and len(boxes) >= 2 and any(_is_datum(box.text) for box in boxes):
            return index
        if index and len(boxes) >= 2 and not _continues(boxes):
            return index
    return min(1, len(rows))


def _is_datum(text: str) -> bool:
    return bool(_DATUM.fullmatch(text)) and not _YEAR.fullmatch(text)


def _continues(boxes: Sequence[Box]) -> bool:
    return sum(1 for box in boxes if _HEADING.search(box.text)) * 2 > len(boxes)


def heads(rows: Sequence[Sequence[Box]], header: int) -> tuple[tuple[str, ...], ...]:
    """The header's words over each column; captions over the whole width are left out."""
    top = [row for row in rows[:header] if len(distinct(row)) > 1]
    width = len(rows[0]) if rows else 0
    return tuple(
        tuple(dict.fromkeys(row[column].text for row in top if row[column].text)) for column in range(width)
    )


def caption(rows: Sequence[Sequence[Box]], header: int) -> str:
    """The words merged over the whole width above the header."""
    return "".join(distinct(row)[0].text for row in rows[:header] if len(distinct(row)) == 1)


def is_of_indicators(columns: Sequence[Column], words: Sequence[Sequence[str]]) -> bool:
    """Whether there is a name, a column of targets, and a word that says so."""
    holds = {column.holds for column in columns}
    if Holds.NAME not in holds or not holds & {Holds.TARGET, Holds.PACE}:
        return False
    printed = "".join(word for head in words for word in head)
    return Holds.UNIT in holds or Holds.BASE in holds or bool(re.search(r"指标|目标|属性", printed))
