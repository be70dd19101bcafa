"""Lines that a page broke and that belong together (硬换行): found by counting, joined by rule.

A text taken from a PDF has lines of one width; most of them stop in mid-sentence. Where that is so, a line
that fills the width goes on in the next one, unless that opens something new: a number of a heading, a bullet, a
label such as 牵头单位, an indent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from luoshi.reading.sources.normal import HAN, width

SAMPLE = 3_000  # lines
_LETTERS = 20_000
LEAST_LINES = 8
LEAST_WIDTH, MOST_WIDTH = 36, 130
_COUNTED_FROM = 24
INDENT = 4  # two Chinese characters

_TERMINAL = frozenset("。！？；：:;!?…")
_CLOSING = "”’》〉）)】〕』」"
_HANGING = frozenset("，。；：！？、）》〉”’】〕」』,.;:!?)]%％")
_NUMERAL = "[〇零一二三四五六七八九十百]"
OPENS = re.compile(
    f"第{_NUMERAL}{{1,4}}[章节篇编]|{_NUMERAL}{{1,4}}、|[（(]{_NUMERAL}{{1,4}}[）)]|"
    r"\d{1,2}(?:\.\d{1,2}){2,3}(?![\d.%％])|专栏\s?[\d一二三四五六七八九十]"
)
_NUMBER = re.compile(rf"[{HAN}]{{2,16}}\s*[〔［\[（(【]\s*\d{{4}}\s*[〕］\]）)】]\s*\d{{1,4}}\s*号")
_OPENING = frozenset("第（(专〇零一二三四五六七八九十百0123456789")
OPENS_AFTER_A_STOP = re.compile(
    rf"\d{{1,2}}(?:[.．、]\s?(?=[{HAN}“‘《])|\.\d{{1,2}}\s?(?=[{HAN}“]))|[（(]\d{{1,2}}[）)]|[①-⑳⑴-⒇⒈-⒛]|"
    rf"[—-]{{2}}|[●•◆■▪·○◇□]|附件|抄送|第{_NUMERAL}{{1,4}}[条款]|"
    r"(?:牵头|配合|责任|协助|参与|实施|落实|主办|协办|完成|支持)(?:单位|部门|时限|时间|领导)\s?[:：]|"
    rf"[{HAN}]{{3,12}}[:：](?=[{HAN}“])"
)
TABULAR = re.compile(rf"(?:^|\s)[-—%％/℃]{{1,2}}(?:\s|$)|[{HAN}”）]\s+[{HAN}“（]|\t|\s\|")
_ASCII_RUN = re.compile(r"[!-~]+")
_LATIN = re.compile(r"[0-9A-Za-z]")
_TOUCHING = re.compile(rf"[{HAN}][0-9A-Za-z]|[0-9A-Za-z%％][{HAN}]")
_MARKER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,4}|[A-Za-z])[.．、]?[ \u00a0]+(?![年月日])")


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which a page broke these lines, or None where they are paragraphs already."""
    sample = [line for line in lines[:SAMPLE] if line]
    if len(sample) < LEAST_LINES or sum(map(len, sample)) > MOST_WIDTH * len(sample):
        return None
    widths = [width(line) for line in sample]
    counted = Counter(w for w in widths if w >= _COUNTED_FROM)
    total = sum(counted.values())
    centre = max(counted, key=lambda w: (_around(counted, w), counted[w]), default=0)
    if not LEAST_WIDTH <= centre <= MOST_WIDTH or _around(counted, centre) * 2 < total:
        return None
    beyond = sum(count for w, count in counted.items() if w > centre + INDENT)
    return centre if beyond * 8 <= total and _mostly_unfinished(sample, widths, centre) else None


def _around(counted: Counter[int], centre: int) -> int:
    return sum(counted[w] for w in range(centre - 2, centre + 3))


def _mostly_unfinished(lines: Sequence[str], widths: Sequence[int], centre: int) -> bool:
    full = [line for line, w in zip(lines, widths, strict=True) if abs(w - centre) <= 2]
    return len(full) >= LEAST_LINES // 2 and sum(map(is_finished, full)) * 5 <= len(full) * 2


def is_finished(line: str) -> bool:
    """Whether a line stops where a sentence does."""
    return line.rstrip(_CLOSING)[-1:] in _TERMINAL or line[-1:] in _TERMINAL


def opens(line: str) -> bool:
    """Whether a line begins with the number of a heading, whatever stands before it."""
    return line[:1] in _OPENING and OPENS.match(line) is not None


def is_number(line: str) -> bool:
    """Whether a line is a document's number and nothing else (发文字号): nothing goes on behind it."""
    return line.endswith("号") and _NUMBER.fullmatch(line.strip()) is not None


def continuations(lines: Sequence[str], indented: Sequence[bool], limit: int) -> list[bool]:
    """For each line, whether it continues the one before (`limit`: the width that a page gives a line)."""
    by_indent = shows_indents(indented)
    goes_on = [False] * len(lines)
    opened = True  # whether the line before opened a paragraph: its indent was cut off
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        room = limit - (INDENT if opened and (not by_indent or indented[i - 1]) else 0)
        goes_on[i] = not (by_indent and indented[i]) and _continues(before, line, room)
        opened = not goes_on[i]
    return goes_on


def shows_indents(indented: Sequence[bool]) -> bool:
    """Whether some lines are indented and others are not: an indent opens a paragraph there."""
    shown = sum(indented)
    return shown >= 3 and shown * 10 <= len(indented) * 7


def _continues(before: str, line: str, room: int) -> bool:
    if width(before) + least(line) <= room or opens(line) or is_number(before):
        return False
    if TABULAR.search(before) or TABULAR.search(line):
        return False
    stops = is_finished(before) or (opens(before) and "。" not in before)
    return not (stops and OPENS_AFTER_A_STOP.match(line))


def least(line: str) -> int:
    """The columns that the beginning of a line takes and that a page does not break."""
    run = _ASCII_RUN.match(line)
    if run:
        return min(run.end(), 12)
    return 4 if line[1:2] in _HANGING else 2


def glue(before: str, after: str) -> str:
    """What stands between two joined lines: nothing, or a blank between Latin words; a number is put together."""
    if before[-1:].isdigit() and after[:1].isdigit():
        return ""
    return " " if _LATIN.match(before[-1:]) and _LATIN.match(after) else ""


def has_artefact_blanks(lines: Sequence[str]) -> bool:
    """Whether blanks between Chinese and Latin characters are the rule, so that none is the author's."""
    sample = "\n".join(lines[:SAMPLE])[:_LETTERS]
    blanks = sum(_is_artefact(before, after) for before, after in pairwise(sample.split(" ")))
    return blanks >= 3 and blanks > len(_TOUCHING.findall(sample))


def _is_artefact(before: str, after: str) -> bool:
    """Whether a blank parts a Chinese character from a Latin one."""
    one, other = before[-1:], after[:1]
    if not one or not other or one.isascii() == other.isascii():
        return False
    latin = one if one.isascii() else other
    return latin.isalnum() or (latin == "%" and one == "%")


def without_artefact_blanks(line: str) -> str:
    """The line without blanks between Chinese and Latin characters; the one after its number stays."""
    if " " not in line or TABULAR.search(line):
        return line
    marker = _MARKER.match(line)
    start = marker.end() if marker else 0
    pieces = line[start:].split(" ")
    kept = [line[:start], pieces[0]]
    for before, piece in pairwise(pieces):
        kept += (piece,) if _is_artefact(before, piece) else (" ", piece)
    return "".join(kept)
