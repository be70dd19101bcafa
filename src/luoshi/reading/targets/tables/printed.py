"""Tables that a text file or a PDF has flattened into lines (文本中的指标表).

A row is a line with its attribute (约束性、预期性) or, where no attribute is printed, with a running number
and figures. Where a row was taller than one line its cells are centred: as many lines stand above as below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.reading.grammar import units
from luoshi.reading.grammar.numerals import half_width
from luoshi.reading.model import Paragraph, ParagraphKind, Source, Span
from luoshi.reading.targets.tables.sheet import EMPTY, Box, Sheet, plain

_ATTRIBUTE = re.compile(r"(?:约束|预期|预测|指导)性?")
_HAS_ATTRIBUTE = re.compile(r"(?:^|[\s|])(?:约束性|预期性|约束|预期)(?:$|[\s|])")
_HEADING = re.compile(r"指\s*标|目标|单位|属性|(?:19|20)\d\d\s*年|年均|累计|现状|基期")
_VALUE_HEAD = re.compile(r"[^\s]*(?:(?:19|20)\d\d\s?年|年均|累计|增速|现状|基期)[^\s]*")
_SPLIT = re.compile(r"\s*[\t|]\s*|\s+")
_FIGURE = re.compile(r"[\[【〔(（]?[≥≤><≧≦约]?-?\d")
_HEADER_LINES = 8
_TALLEST = 3  # lines above or below the line with the number


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int

    @property
    def tokens(self) -> list[str]:
        return [token for token in _SPLIT.split(half_width(self.text).strip()) if token]


@dataclass(slots=True)
class _Row:
    """A row taken apart: what stands before the attribute and after it."""

    line: _Line
    name: str
    unit: str
    attribute: str
    values: list[str]
    start: int
    end: int


def sheets(source: Source, body: Span) -> Iterator[tuple[Sheet, str]]:
    """Every table of indicators that stands in the text as lines."""
    for first, last in _regions(source, body):
        lines = [
            _line(source, paragraph) for paragraph in source.paragraphs[max(0, first - _HEADER_LINES) : last]
        ]
        split = first - max(0, first - _HEADER_LINES)
        head, body_lines = _header(lines[:split]), lines[split:]
        if head:
            yield _sheet(head, body_lines), " ".join(line.text for line in lines[:split])


def _line(source: Source, paragraph: Paragraph) -> _Line:
    return _Line(source.text[paragraph.start : paragraph.end], paragraph.start, paragraph.end)


def _regions(source: Source, body: Span) -> Iterator[tuple[int, int]]:
    """Runs of lines that hold attributes, as indexes of the first and after the last such line."""
    first = last = -1
    for index, paragraph in enumerate(source.paragraphs):
        if paragraph.kind is ParagraphKind.CELL or not body.start <= paragraph.start < body.end:
            continue
        length = paragraph.end - paragraph.start
        if length > 80 or length < 4 or not _looks_like_a_row(source.text[paragraph.start : paragraph.end]):
            continue
        if first >= 0 and index - last > 2 * _TALLEST + 2:
            yield first, last + 1 + _TALLEST
            first = -1
        first, last = (index if first < 0 else first), index
    if first >= 0:
        yield first, last + 1 + _TALLEST


def _looks_like_a_row(text: str) -> bool:
    """A line with its attribute, or with number, name, unit and figures."""
    if _HAS_ATTRIBUTE.search(text):
        return len(_SPLIT.split(text.strip())) >= 3
    return text[0].isdigit() and _numbered(_Line(text, 0, 0).tokens) is not None


def _numbered(tokens: list[str]) -> tuple[list[str], list[str]] | None:
    """Name with unit, and figures, of a row without attribute: 1 工业总产值 亿元 500 1000."""
    if len(tokens) < 4 or not tokens[0].isdigit() or len(tokens[0]) > 2:
        return None
    before, values = _figures_before(tokens[1:])
    named = (
        len(before) >= 2 and units.is_unit(before[-1]) and any("\u4e00" <= c <= "\u9fff" for c in before[0])
    )
    return (before, values) if named and values else None


def _header(lines: Sequence[_Line]) -> list[_Line]:
    """The lines just above the first row that look like a header."""
    found: list[_Line] = []
    for line in reversed(lines):
        if len(line.text) > 60 or line.text.rstrip().endswith(("。", "；")):
            break
        found.insert(0, line)
    while found and not _HEADING.search(found[0].text):
        found.pop(0)
    return found if any("标" in line.text for line in found) else []


def _sheet(head: Sequence[_Line], lines: Sequence[_Line]) -> Sheet:
    rows, fragments = _rows(lines)
    width = max((len(row.values) for row in rows), default=0)
    _heal(rows, fragments, width)
    names = _value_heads(head, width)
    boxes = tuple(_boxes(row, width) for row in rows)
    heads = (("指标",), ("单位",), ("属性",), *((name,) for name in names))
    return Sheet(heads, boxes, head[0].start, rows[-1].end)


def _value_heads(head: Sequence[_Line], width: int) -> list[str]:
    """The header's words for each column of figures, read from its last lines; the plan's period fills in."""
    tokens = [token for line in head for token in line.tokens]
    words = "".join(tokens)
    period = re.search(r"十[一二三四五六七八九]五", words)
    prefix = f"“{period.group()}”目标" if period else ""
    named = [token for token in tokens if _VALUE_HEAD.fullmatch(token) and "指标" not in token][-width:]
    names = [name if re.search(r"(?:19|20)\d\d", name) else prefix + name for name in named]
    return names + [prefix or "目标"] * (width - len(names))


def _rows(lines: Sequence[_Line]) -> tuple[list[_Row], list[list[_Line]]]:
    """The rows, and the loose lines before each of them and after the last."""
    rows: list[_Row] = []
    loose: list[list[_Line]] = [[]]
    for line in lines:
        row = _row(line)
        if row:
            rows.append(row)
            loose.append([])
        else:
            loose[-1].append(line)
    return rows, loose


def _row(line: _Line) -> _Row | None:
    tokens = line.tokens
    at = next((i for i, token in enumerate(tokens) if _ATTRIBUTE.fullmatch(token)), None)
    if at is None:
        numbered = _numbered(tokens)
        if numbered is None:
            return None
        *name, unit = numbered[0]
        return _Row(line, "".join(name), unit, "", numbered[1], line.start, line.end)
    if len(tokens) < 3:
        return None
    before, values = tokens[:at], tokens[at + 1 :]
    if before and before[0].isdigit():
        before = before[1:]
    if not values:
        before, values = _figures_before(before)
    unit = before.pop() if before and (units.is_unit(before[-1]) or before[-1] == "/") else ""
    return _Row(line, "".join(before), unit, tokens[at], values, line.start, line.end)


def _figures_before(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Where the attribute comes last, the figures are the tail of what stands before it."""
    cut = len(tokens)
    while cut > 1 and (_FIGURE.match(tokens[cut - 1]) or tokens[cut - 1] in ("-", "—", "--", "——", "/")):
        cut -= 1
    return tokens[:cut], tokens[cut:]


def _heal(rows: list[_Row], loose: Sequence[Sequence[_Line]], width: int) -> None:
    """Give rows that were taller than a line what stands above and below them."""
    above = 0
    for index, row in enumerate(rows):
        before, after = loose[index], loose[index + 1]
        tall = min(len(before) - above if index else 0, len(after), _TALLEST)
        if tall > 0 and not (row.name and row.unit and len(row.values) == width):
            for line in (*before[-tall:], *after[:tall]):
                _add(row, line, width)
            above = tall
        else:
            above = 0


def _add(row: _Row, line: _Line, width: int) -> None:
    fields = [field for field in ("name", "unit", "value") if _lacks(row, field, width)]
    tokens = line.tokens
    if len(tokens) > len(fields) or not tokens:
        return
    for field, token in zip(fields, tokens, strict=False):
        if field == "value":
            row.values.append(token) if len(row.values) < width else _append(row, token)
        else:
            setattr(row, field, getattr(row, field) + token)
    row.start, row.end = min(row.start, line.start), max(row.end, line.end)


def _append(row: _Row, token: str) -> None:
    row.values[-1] += token


def _lacks(row: _Row, field: str, width: int) -> bool:
    """A field that its own line left out, also when a line above has begun to fill it."""
    own = _row(row.line)
    if own is None:
        return False
    return len(own.values) < width if field == "value" else not getattr(own, field)


def _boxes(row: _Row, width: int) -> tuple[Box, ...]:
    values = [Box(plain(value), row.start, row.end) for value in row.values[:width]]
    return (
        Box(plain(row.name), row.start, row.end),
        Box(plain(row.unit), row.start, row.end),
        Box(row.attribute, row.start, row.end),
        *values,
        *[EMPTY] * (width - len(values)),
    )
