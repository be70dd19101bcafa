"""Tables of tasks that were copied cell by cell, each cell a line of its own (逐格成行的任务分工表).

The heads stand one under the other (序号 / 工作任务 / 牵头单位 / 完成时限), then the cells in the same order. Their
lines stay paragraphs of the text: a category between two rows is a heading like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

_HEAD: Final = re.compile(
    r"序号|编号|(?:[一-鿿]{0,6}(?:任务|事项|工作|措施|举措|内容|目标|要求|项目|成果|名称|类别|领域|要点)){1,2}"
    r"|[一-鿿]{0,6}(?:单位|部门|领导|责任人|负责人|主体|处室|科室)(?:\([一-鿿]{1,8}\))?"
    r"|[一-鿿]{0,6}(?:时限|时间|期限|进度|节点)(?:要求|安排)?|备注"
)
_BODIES: Final = re.compile(
    r"(?:牵头|责任|配合|主办|协办|承办|主责|参与|实施|落实|负责)[一-鿿]{0,4}(?:单位|部门)"
)
_NUMBER: Final = re.compile(r"序号|编号")
_CONTENT: Final = re.compile(r"(?:任务|事项|工作|措施|举措|内容|目标|要求|项目|成果|要点)$")
_WHEN: Final = re.compile(r"(?:时限|时间|期限|进度|节点)")
_ORDINAL: Final = re.compile(r"\d{1,3}[.．、]?")
_CATEGORY: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第.{1,4}[章节部]"
)
_DATE: Final = re.compile(r"\d{4}|\d{1,2}月|[年季月]|长期|持续|全年|立即|每|适时|常态|[—-]+")
_NO_BODY: Final = re.compile(r"[。:：;；]|\d{4}年")
_SHORTEST, _LONGEST_HEAD, _MOST_COLUMNS, _LONGEST_DATE = 3, 12, 9, 24


@dataclass(frozen=True, slots=True)
class StackedCell:
    """A cell of lines `first` to `last` (exclusive)."""

    row: int
    column: int
    first: int
    last: int


def stacked_tables(texts: Sequence[str]) -> Iterator[list[StackedCell]]:
    """Every such table with its cells, heads included."""
    index = 0
    while index < len(texts):
        heads = _heads(texts, index)
        rows = _Rows(texts, heads).below(index + len(heads)) if heads else []
        if rows:
            starts = [(at, at + 1) for at in range(index, index + len(heads))]
            yield [
                StackedCell(row, column, first, last)
                for row, cells in enumerate([starts, *rows])
                for column, (first, last) in enumerate(cells)
                if first < last
            ]
            index = rows[-1][-1][1]
        else:
            index += max(1, len(heads))


def _heads(texts: Sequence[str], index: int) -> list[str]:
    """The column heads that begin at a line: three or more, bodies among them."""
    if len(texts[index]) > _LONGEST_HEAD or not _HEAD.fullmatch(texts[index]):
        return []
    window = texts[index : index + _MOST_COLUMNS]
    heads = list(takewhile(lambda text: len(text) <= _LONGEST_HEAD and _HEAD.fullmatch(text), window))
    found = len(heads) >= _SHORTEST and len(set(heads)) == len(heads)
    return heads if found and any(_BODIES.search(head) for head in heads) else []


class _Rows:
    """The rows under some heads: each a list of the line spans of its cells."""

    def __init__(self, texts: Sequence[str], heads: Sequence[str]) -> None:
        self._texts, self._heads = texts, heads
        self._numbered = _NUMBER.fullmatch(heads[0]) is not None
        content = [at for at, head in enumerate(heads) if _CONTENT.search(head)]
        self._wide = content[-1] if content else int(self._numbered)
        self._when = [at for at, head in enumerate(heads) if _WHEN.search(head)]

    def below(self, index: int) -> list[list[tuple[int, int]]]:
        """Rows from a line on, until one does not fit; categories and repeated heads are passed over."""
        rows: list[list[tuple[int, int]]] = []
        while index < len(self._texts):
            if _CATEGORY.match(self._texts[index]):
                index += 1
            elif self._texts[index : index + len(self._heads)] == self._heads:
                index += len(self._heads)
            else:
                row = self._row(index)
                if row is None:
                    break
                rows.append(row)
                index = row[-1][1]
        return rows

    def _row(self, index: int) -> list[tuple[int, int]] | None:
        if self._numbered and not _ORDINAL.fullmatch(self._texts[index]):
            return None
        cells = self._spans(index, self._end(index))
        return cells if cells and self._fits(cells) else None

    def _end(self, index: int) -> int:
        """Where a row ends: before the next number or category, else behind as many lines as there are heads."""
        usual = index + len(self._heads)
        if not self._numbered:
            return usual
        for at in range(index + 1, min(len(self._texts), usual + len(self._heads))):
            if _ORDINAL.fullmatch(self._texts[at]) or _CATEGORY.match(self._texts[at]):
                return at
        return usual

    def _spans(self, index: int, end: int) -> list[tuple[int, int]]:
        """The lines of each cell: more lines than heads belong to the matter, fewer leave a body out."""
        if end > len(self._texts):
            return []
        spare = end - index - len(self._heads)
        spans, at = [], index
        for column in range(len(self._heads)):
            size = 1 + spare if spare > 0 and column == self._wide else 1
            if spare < 0 and at == end - 1 and self._is_left_out(column, at):
                size = 0
            spans.append((at, min(at + size, end)))
            at = spans[-1][1]
        return spans

    def _is_left_out(self, column: int, at: int) -> bool:
        """Whether the row's last line is a date that belongs to a later column."""
        later = bool(self._when) and column < self._when[-1]
        return later and bool(_DATE.match(self._texts[at])) and len(self._texts[at]) <= _LONGEST_DATE

    def _fits(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Whether the columns of bodies hold no sentences and no dates."""
        for head, (first, last) in zip(self._heads, cells, strict=True):
            words = "".join(self._texts[first:last])
            if _BODIES.search(head) and _NO_BODY.search(words):
                return False
            if _WHEN.search(head) and len(words) > _LONGEST_DATE:
                return False
        return True
