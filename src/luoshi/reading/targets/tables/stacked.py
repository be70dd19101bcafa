"""Tables that were copied cell by cell, each cell a line of its own (逐格成行的指标表)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luoshi.reading.grammar import units
from luoshi.reading.model import Paragraph, ParagraphKind, Source, Span
from luoshi.reading.targets.tables.sheet import Box, Sheet, plain

_FIRST = re.compile(r"序\s*号|类\s*别|指\s*标(?:名称)?|主要指标|项\s*目")
_HEAD = re.compile(
    r"序号|类别|领域|指标(?:名称|属性|类型)?|主要指标|(?:计量)?单位|属性|备注|责任单位|牵头单位|年均.{0,8}|累计.{0,6}|.{0,8}(?:19"
    r"|20)\d\d年?.{0,8}|.{0,6}(?:现状|基期|目标|规划|预期|增速|增长)值?.{0,8}|“?十[一二三四五六七八九]五”?.{0,6}"
)
_ATTRIBUTE = re.compile(r"(?:约束|预期|预测|指导)性?")
_LONGEST = 40
_MOST_COLUMNS = 10


def sheets(source: Source, body: Span) -> Iterator[tuple[Sheet, str]]:
    """Every table of indicators whose cells stand one under the other."""
    lines = [
        p for p in source.paragraphs if p.kind is not ParagraphKind.CELL and body.start <= p.start < body.end
    ]
    index = 0
    while index < len(lines):
        heads = _heads(source, lines, index) if _FIRST.fullmatch(_words(source, lines[index])) else []
        rows = _rows(source, lines, index + len(heads), heads) if len(heads) >= 3 else []
        if rows:
            start = lines[index].start
            above = source.text[max(0, start - 60) : start]
            yield Sheet(tuple((head,) for head in heads), tuple(rows), start, rows[-1][-1].end), above
            while index < len(lines) and lines[index].start < rows[-1][-1].end:
                index += 1
            continue
        index += 1


def _words(source: Source, line: Paragraph) -> str:
    return plain(source.text[line.start : min(line.end, line.start + _LONGEST + 1)])


def _heads(source: Source, lines: Sequence[Paragraph], index: int) -> list[str]:
    heads: list[str] = []
    for line in lines[index : index + _MOST_COLUMNS]:
        words = _words(source, line)
        if not _HEAD.fullmatch(words) or words in heads:
            break
        heads.append(words)
    named = any("指标" in head or head == "项目" for head in heads)
    return heads if named and any("单位" in head or "属性" in head for head in heads) else []


def _rows(
    source: Source, lines: Sequence[Paragraph], first: int, heads: Sequence[str]
) -> list[tuple[Box, ...]]:
    """Rows of as many lines as there are columns; a line that fits none (a category) is passed over."""
    rows: list[tuple[Box, ...]] = []
    index, missed = first, 0
    while index + len(heads) <= len(lines) and missed < 2:
        row = tuple(_box(source, line) for line in lines[index : index + len(heads)])
        if _fits(row, heads):
            rows.append(row)
            index, missed = index + len(heads), 0
        else:
            index, missed = index + 1, missed + 1
    return rows


def _box(source: Source, line: Paragraph) -> Box:
    return Box(_words(source, line), line.start, line.end)


def _fits(row: Sequence[Box], heads: Sequence[str]) -> bool:
    """Whether unit, number and attribute stand in their columns."""
    for box, head in zip(row, heads, strict=True):
        if len(box.text) > _LONGEST:
            return False
        if head.endswith("属性") and not _ATTRIBUTE.fullmatch(box.text):
            return False
        if head == "序号" and not box.text.isdigit():
            return False
        if head.endswith("单位") and "责任" not in head and "牵头" not in head and not _is_unit(box.text):
            return False
    return True


def _is_unit(words: str) -> bool:
    return words in ("-", "—", "/", "") or units.is_unit(words)
