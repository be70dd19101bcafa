"""Text with delimiters (csv、tsv): its encoding and its delimiter are told from the content."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from luoshi.reading.errors import Unreadable as NotText
from luoshi.reading.sources.encodings import decode

from .extent import Counted
from .grid import Grid, Value, Workbook
from .limits import CELL_CHARACTERS
from .refusals import Unreadable

DELIMITERS = (",", "\t", ";", "|", "，", "；", "^", "\x01")
SAMPLE_LINES = 60
_MOST_FIELD = 4 * 1024 * 1024


def read_text(content: bytes) -> Workbook:
    """One sheet of texts."""
    text, declared = _declared(_text(content))
    delimiter = declared or delimiter_of(text)
    csv.field_size_limit(_MOST_FIELD)
    counted, rows = Counted(), list[list[Value]]()
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if any(fields):
                counted.take(number, len(fields) - 1, len(fields))
            rows.append([field[: CELL_CHARACTERS + 1] or None for field in fields])
    except csv.Error as error:
        raise Unreadable("damaged") from error
    counted.refuse_strays()
    return Workbook("text", [Grid("Sheet1", rows)])


def _text(content: bytes) -> str:
    try:
        if _is_bare_utf16(content):
            content = codecs.BOM_UTF16_LE + content
        return decode(content).text.replace("\x00", "")
    except NotText as error:
        raise Unreadable("not_a_workbook", what="") from error


def _is_bare_utf16(content: bytes) -> bool:
    """UTF-16 without its mark: every second byte of ASCII is zero."""
    sample = content[:2000]
    return len(sample) > 8 and sample[1::2].count(0) * 8 > len(sample) and sample[::2].count(0) == 0


def _declared(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;` names the delimiter."""
    first, _newline, rest = text.partition("\n")
    line = first.strip().strip('"')
    if line.lower().startswith("sep=") and len(line) == 5:
        return rest, line[4]
    return text, ""


def delimiter_of(text: str) -> str:
    """The delimiter with which most of the first lines have the same number of fields, more than one."""
    sample = "".join(text.splitlines(keepends=True)[:SAMPLE_LINES])
    scores = {each: _score(sample, each) for each in DELIMITERS}
    best = max(scores, key=lambda each: scores[each])
    return best if scores[best] > (0, 0) else ","


def _score(sample: str, delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row
        )
    except csv.Error:
        return 0, 0
    wide = {width: times for width, times in widths.items() if width > 1}
    if not wide:
        return 0, 0
    width = max(wide, key=lambda each: (wide[each], each))
    return wide[width], width
