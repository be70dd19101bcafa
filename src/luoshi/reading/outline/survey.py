"""One walk over the body: every heading in order, whatever its kind (逐段查找标题)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from luoshi.reading.frame.dates import PRINTED
from luoshi.reading.markers import COLON, DECIMALS, OPEN, Number
from luoshi.reading.model import Frame, NodeKind, Source
from luoshi.reading.outline.headings import CLOSING, COMMA, Heading, closed_up
from luoshi.reading.outline.loose import RUN_IN_REACH, is_general, run_in_at, standing_at
from luoshi.reading.outline.numbered import WIDE, continues, numbered_at
from luoshi.reading.outline.rows import Row, rows_of

_BLANKS: Final = " \t\u3000\xa0"
_SENTENCE_END: Final = "。!\uff01?\uff1f;\uff1b:\uff1a)\uff09”"
_FULL_LINE: Final = (
    24  # a heading of so many characters fills its line: a short line behind it goes on with it
)
_LONG: Final = 45  # a line this long is running text even without a full stop

_DATED: Final = re.compile(rf"{PRINTED}\s*$", re.MULTILINE)
_ANNEX_LIST: Final = re.compile(rf"附\s?件\s*[{COLON}]\s*\S")
# A line that says who answers for a task ends it, with a full stop or without.
_ANSWERS: Final = re.compile(
    rf"[{OPEN}【\[]?(?:牵头|责任|配合|参与|协办|主办|承办|落实|实施|支持|协助|主管)(?:责任)?(?:单位|部门|领导|人|主体)[】\]]?\s?[{COLON}]"
)
_SHORT: Final = 20  # characters of a title that ends with a full stop
_CHAPTERS: Final = (Number.PART, Number.CHAPTER, Number.SECTION, Number.HAN)
_ITEMS: Final = (Number.ARTICLE, Number.HAN_BRACKET, Number.ARABIC)
_LISTED: Final = (Number.ARABIC, Number.ANNEX, Number.HAN, Number.ARABIC_BRACKET)


def headings(source: Source, frame: Frame) -> list[Heading]:
    """All headings of the body in order, not yet ranked."""
    text = source.text
    rows = list(rows_of(source, frame))
    for row in rows:
        row.heading = _numbered(text, row)
    _drop_annex_lists(text, rows)
    _drop_unlikely(rows)
    _join_lines(text, rows)
    _add_run_ins(text, rows)
    _add_standing(text, rows)
    return [row.heading for row in rows if row.heading and not _names_a_table(row.heading)]


def _names_a_table(heading: Heading) -> bool:
    """Whether an annex is a table with its title (附件 任务分工表): the title of a table is no heading."""
    is_annex = heading.mark is not None and heading.mark.kind is Number.ANNEX
    return is_annex and heading.title.endswith("表")


def _numbered(text: str, row: Row) -> Heading | None:
    """The numbered heading of a line; of a table's cells only a box title in the first one."""
    heading = numbered_at(text, row.start, row.end)
    if heading is None or (row.closed and not (row.opens_table and heading.kind is NodeKind.BOX)):
        return None
    heading.hint = row.paragraph.level
    heading.table = row.table
    return heading


def _drop_annex_lists(text: str, rows: Sequence[Row]) -> None:
    """The lines under 附件:1.… are a list of annexes (附件说明), no headings."""
    expected = 0
    for row in rows:
        if _ANNEX_LIST.match(text, row.start, row.end):
            expected, row.closed = 2, True
        elif expected:
            mark = row.heading.mark if row.heading else None
            listed = mark is not None and mark.kind in _LISTED and mark.value == expected
            expected = expected + 1 if listed else 0
            if listed:
                row.heading, row.closed = None, True


def _drop_unlikely(rows: Sequence[Row]) -> None:
    """Take out numbers that count no headings: bare ones without 1.1 below, a letter without its neighbour."""
    found = [row for row in rows if row.heading and row.heading.mark]
    scheme = _counted_bare(found)
    letters = {
        row.heading.mark.value
        for row in found
        if row.heading and row.heading.mark and row.heading.mark.kind is Number.LETTER
    }
    following: tuple[int, ...] = ()
    boxed = _rows_in_boxes(found)
    for at in range(len(found) - 1, -1, -1):
        heading = found[at].heading
        mark = heading.mark if heading else None
        if mark is None:
            continue
        if mark.kind in DECIMALS:
            following = mark.path
        elif mark.kind is Number.BARE and not boxed[at] and at not in scheme and following != (mark.value, 1):
            found[at].heading = None
        elif mark.kind is Number.BARE and not boxed[at]:
            following = ()
        elif mark.kind is Number.LETTER and not {mark.value - 1, mark.value + 1} & letters:
            found[at].heading = None


def _counted_bare(found: Sequence[Row]) -> set[int]:
    """Places of bare numbers that count on: 1 … 2 … where others have 1.1 below, or where nothing else counts."""
    headings = [row.heading for row in found if row.heading]
    kinds = {heading.mark.kind for heading in headings if heading.mark}
    others = _CHAPTERS if not kinds.isdisjoint(DECIMALS) else _CHAPTERS + _ITEMS
    if not kinds.isdisjoint(others):
        return set()  # something else counts the chapters: these are footnotes or rows
    counted, expected = set(), 1
    for at, heading in enumerate(headings):
        mark = heading.mark
        if mark is None or mark.path[:1] != (expected,):
            continue
        if mark.kind is not Number.BARE:
            expected += 1  # 2.1 where 2 itself was left out
        elif heading.alone or len(heading.title) <= _SHORT:
            counted.add(at)
            expected += 1
    return counted if len(counted) > 1 else set()


def _rows_in_boxes(found: Sequence[Row]) -> list[bool]:
    """For each numbered row whether it follows a box title with nothing but bare numbers between."""
    boxed, inside = [], False
    for row in found:
        mark = row.heading.mark if row.heading else None
        inside = (
            bool(mark)
            and mark is not None
            and (mark.kind is Number.BOX or (inside and mark.kind is Number.BARE))
        )
        boxed.append(inside)
    return boxed


def _join_lines(text: str, rows: list[Row]) -> None:
    """Put titles together that are set on two lines (标题回行)."""
    for at, row in enumerate(rows[:-1]):
        heading, below = row.heading, rows[at + 1]
        if heading is None or not heading.alone or heading.mark is None or below.heading or below.closed:
            continue
        if text[row.end - 1] in "。" + COLON and heading.title:
            continue
        unfinished = text[row.end - 1] in COMMA + "、"
        words = text[below.start : below.end]
        if len(words) > 40 or words[-1] in CLOSING or not (unfinished or _goes_on(heading, words, rows, at)):
            continue
        heading.title += text[row.end - 1] if unfinished else ""
        gap = " " if heading.title and heading.title[-1].isascii() and words[0].isascii() else ""
        heading.title_start = heading.title_start if heading.title else below.start
        heading.title = closed_up(heading.title + gap + words)
        heading.title_end = below.end
        below.closed = True


def _goes_on(heading: Heading, words: str, rows: Sequence[Row], at: int) -> bool:
    if continues(heading, words):
        return True
    mark = heading.mark
    if mark is None or at + 2 >= len(rows):
        return False
    if len(heading.marker) + len(heading.title) >= _FULL_LINE and len(words) < _FULL_LINE:
        return True
    below = rows[at + 2].heading
    starts = (
        below is not None and below.mark is not None and below.mark.value == 1 and below.mark.kind > mark.kind
    )
    return starts and mark.kind in WIDE and len(heading.title) >= 8


def _add_run_ins(text: str, rows: Sequence[Row]) -> None:
    """Keep run-in headings that form a series, recur, or name a part of any plan."""
    groups: list[list[tuple[Row, Heading]]] = [[]]
    for at, row in enumerate(rows):
        if row.heading:
            groups.append([])
        elif _may_run_in(text, rows, at) and (found := run_in_at(text, row.start, row.end)):
            groups[-1].append((row, found))
    recurring = Counter(found.title for group in groups for _, found in group)
    for group in groups:
        alike = Counter(found.marker for _, found in group)
        for row, found in group:
            series = alike[found.marker] > 1 or recurring[found.title] > 1
            if series or (not found.marker and is_general(found.title)):
                found.table = row.table
                row.heading = found


def _may_run_in(text: str, rows: Sequence[Row], at: int) -> bool:
    """Whether a line is running text of its own with a colon near its beginning."""
    row = rows[at]
    if row.closed or (text[row.end - 1] not in _SENTENCE_END and row.end - row.start < _LONG):
        return False
    reach = min(row.end, row.start + RUN_IN_REACH)
    if text.find(COLON[0], row.start, reach) < 0 and text.find(COLON[1], row.start, reach) < 0:
        return False
    return _finished(text, rows, at)


def _add_standing(text: str, rows: Sequence[Row]) -> None:
    """Keep lines that stand alone like headings: matter before them is finished, matter follows."""
    for at, row in enumerate(rows):
        if row.heading or row.closed or row.end - row.start > _LONG:
            continue
        found = standing_at(text, row.start, row.end)
        if found and _finished(text, rows, at) and _opens(text, rows, at):
            found.hint = row.paragraph.level
            found.table = row.table
            row.heading = found


def _finished(text: str, rows: Sequence[Row], at: int) -> bool:
    """Whether what stands above is complete: a sentence, a heading, a table, nothing."""
    if not at:
        return True
    above = rows[at - 1]
    if above.heading is not None or above.closed or text[above.end - 1] in _SENTENCE_END:
        return True
    return bool(_ANSWERS.match(text, above.start, above.end))


def _opens(text: str, rows: Sequence[Row], at: int) -> bool:
    """Whether matter follows: running text or a heading, but no table and no further short line."""
    if at + 1 >= len(rows):
        return False
    below = rows[at + 1]
    if below.closed or _DATED.match(text, below.start, below.end):
        return False
    if below.heading:
        return True
    if below.end - below.start > _LONG or text[below.end - 1] in _SENTENCE_END:
        return True
    return rows[at].paragraph.emphasis or rows[at].paragraph.level is not None
