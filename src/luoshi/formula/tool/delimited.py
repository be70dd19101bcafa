"""CSV as it comes (CSV文件): UTF-8 with or without BOM, UTF-16, GB18030; commas, tabs or semicolons."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from luoshi.formula.tool.faults import Spot, refuse
from luoshi.formula.tool.sheets import Line, Sheet

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS: Final = (",", "\t", ";")
LONGEST_CELL: Final = 1_000_000


def sheet(file: str, content: bytes, encoding: str = "") -> Sheet:
    """The lines of a CSV file. Raises Refused for another encoding, for binary content and for open quotations."""
    text = decoded(file, content, encoding)
    if "\0" in text:
        raise refuse("T106", Spot(file))
    if not text.strip():
        raise refuse("T103", Spot(file))
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines = []
    before = 0
    try:
        for cells in reader:
            lines.append(Line(before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise refuse("T112", Spot(file, row=before + 1), why=error) from None
    return Sheet(
        file, "", [line for line in lines if any(str(each).strip() for each in line.cells)], is_ragged=True
    )


def decoded(file: str, content: bytes, encoding: str = "") -> str:
    """The text of a file, in the encoding that is named or recognised."""
    if encoding:
        return _named(file, content, encoding)
    for mark, name in MARKS:
        if content.startswith(mark):
            return _named(file, content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    if b"\0" in content:
        raise refuse("T106", Spot(file))
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        raise refuse("T104", Spot(file), byte=first + 1) from None


def _named(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError:
        raise refuse("T111", Spot(file), found=encoding) from None
    except UnicodeDecodeError as error:
        raise refuse("T105", Spot(file), encoding=encoding, byte=error.start + 1) from None


def _delimiter(text: str) -> str:
    """The sign that most often stands in the first line that has any."""
    for line in text.splitlines()[:10]:
        counts = {sign: line.count(sign) for sign in DELIMITERS}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","
