"""How a document is set (版式): its margins and type, found from all lines together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from luoshi.reading.sources import wraps
from luoshi.reading.sources.folios import DECORATED
from luoshi.reading.sources.normal import width
from luoshi.reading.sources.paged.pages import Page
from luoshi.reading.sources.paged.shapes import Printed

_LARGER = 1.12
_ALIKE = 0.06
_EDGE = 0.14  # of the page's height
_DIGITS = re.compile(r"\d+")
_FOLIO = re.compile(rf"(?:{DECORATED.pattern})|\d{{1,4}}")
_LEAST_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Margins, the width of a character and the height of a line of the body."""

    left: float
    right: float
    em: float
    height: float
    pitch: float  # from line to line

    def is_indented(self, line: Printed) -> bool:
        return line.left - self.left > 0.8 * self.em

    def is_centred(self, line: Printed) -> bool:
        before, after = line.left - self.left, self.right - line.right
        return min(before, after) > self.em and abs(before - after) < max(self.em, 0.1 * (before + after))

    def is_larger(self, line: Printed) -> bool:
        return line.height > _LARGER * self.height

    def fills(self, line: Printed, after: Printed) -> bool:
        """Whether what begins the line after would not have found room in this one."""
        room = self.right - 0.2 * self.em - line.right
        return room < self.em or room < wraps.least(after.text) / 2 * max(self.em, 0.5 * line.em)


def layout_of(pages: Sequence[Page]) -> Layout:
    """The layout of the body: most of the lines are its."""
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return Layout(0.0, 0.0, 1.0, 1.0, 1.0)
    widths = [width(line.text) for line in lines]
    long = [line for line, columns in zip(lines, widths, strict=True) if columns >= 20] or lines
    columns = [columns for columns in widths if columns >= 20] or widths
    ems = (
        median(2 * (line.right - line.left) / count for line, count in zip(long, columns, strict=True)) or 1.0
    )
    height = median(line.height for line in long) or 1.0
    body = [line for line in long if abs(line.height - height) <= 0.2 * height] or long
    return Layout(
        left=_most_common([line.left for line in body], ems),
        right=_right(body, ems),
        em=ems,
        height=height,
        pitch=_pitch(pages, height),
    )


def _most_common(values: Sequence[float], em: float) -> float:
    """The value that most lines share; of two, the one farther left by an indent is the margin."""
    counted = Counter(round(value / (em / 2)) for value in values)
    most = max(counted.values())
    return min(value for value, count in counted.items() if count * 4 >= most) * em / 2


def _right(body: Sequence[Printed], em: float) -> float:
    rights = sorted(line.right for line in body)
    return rights[int(len(rights) * 0.9)] if len(rights) >= 10 else rights[-1]


def _pitch(pages: Sequence[Page], height: float) -> float:
    middles = ([line.middle for line in page.lines] for page in pages)
    steps = (above - below for heights in middles for above, below in pairwise(heights))
    usual = [step for step in steps if 0.5 * height < step < 4 * height]
    return median(usual) if usual else 1.5 * height


def rows_of(lines: Sequence[Printed]) -> list[Printed]:
    """Lines from top to bottom; pieces that stand beside each other become one line with a gap."""
    rows: list[Printed] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if rows and _is_beside(rows[-1], line):
            row = rows[-1]
            row.text = f"{row.text} {line.text}"
            row.right, row.bottom = line.right, min(row.bottom, line.bottom)
        else:
            rows.append(line)
    return rows


def _is_beside(row: Printed, line: Printed) -> bool:
    return row.bottom < line.middle < row.top and line.left > row.right - 2


def drop_furniture(pages: Sequence[Page]) -> tuple[int, int]:
    """Take running heads, feet and page numbers out of the pages; how many of each (页眉页脚、页码)."""
    edges = [(page, line) for page in pages for line in _edge_lines(page)]
    counted = Counter(_pattern(line.text) for _, line in edges)
    needed = max(_LEAST_REPEATS, len(pages) // 4)
    folios = lines = 0
    for page, line in edges:
        if _FOLIO.fullmatch(line.text):
            folios += 1
        elif counted[_pattern(line.text)] >= needed:
            lines += 1
        else:
            continue
        page.lines = [kept for kept in page.lines if kept is not line]
    return folios, lines


def _edge_lines(page: Page) -> list[Printed]:
    """The two outermost lines at the top and at the bottom, if they stand near the paper's edge."""
    ordered = sorted(page.lines, key=lambda line: -line.middle)
    top = [line for line in ordered[:2] if line.middle > (1 - _EDGE) * page.height]
    bottom = [line for line in ordered[-2:] if line.middle < _EDGE * page.height]
    return top + bottom


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def continues(before: Printed, line: Printed, layout: Layout, *, is_page_break: bool) -> bool:
    """Whether a line goes on the paragraph of the line before."""
    if wraps.opens(line.text) or wraps.is_number(before.text):
        return False
    above, below = before.height, line.height
    if abs(above - below) > 0.15 * above:
        return False
    if min(above, below) > _LARGER * layout.height:
        return not wraps.is_finished(before.text) and not is_page_break
    if not is_page_break and before.middle - line.middle > 1.7 * layout.pitch:
        return False
    return _continues_body(before, line, layout)


def _continues_body(before: Printed, line: Printed, layout: Layout) -> bool:
    if not layout.fills(before, line) or layout.is_centred(line):
        return False
    finished = wraps.is_finished(before.text)
    if layout.is_indented(line):
        hangs = abs(line.left - before.left) < 0.5 * layout.em
        return hangs and not finished and not wraps.OPENS_AFTER_A_STOP.match(line.text)
    return not (finished and wraps.OPENS_AFTER_A_STOP.match(line.text))
