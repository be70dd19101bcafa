"""Rows that belong to no list (非数据行): totals, notes, signatures, a header printed again on each page."""

from __future__ import annotations

import re

from luoshi.kit.workbooks import Grid, Value

from .folding import clean, header_key
from .headers import Header

TOTALS = {
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总和",
    "本页合计",
    "本页小计",
    "total",
    "subtotal",
    "grandtotal",
}
_NOTE = re.compile(
    r"(注|备注|说明|附注|附件?|填表说明|填报说明|note|notes|remark)s?\s*\d*\s*[:：.、．]|\*{1,3}\s*注|※", re.I
)
_FOOT = re.compile(
    r"(填表人|填报人|填报单位|制表人?|制表单位|审核人?|复核人?|负责人|单位负责人|联系人|联系电话|经办人|报送日期|填表日期|制表日期|日期|盖章)"
    r"\s*(（[^）]*）|\([^)]*\))?\s*[:：]"
)
_END = {"以下空白", "以下无正文", "此页以下空白", "end"}


def why_not_data(grid: Grid, row: int, header: Header) -> str:
    """The code of the note that says why the row is left out; empty for a row of the list."""
    cells = grid.rows[row]
    written = [
        column
        for column, value in enumerate(cells)
        if value is not None and (not isinstance(value, str) or clean(value))
    ]
    if not written:
        return ""
    first = clean(str(cells[written[0]]))
    if _opens_total(first) or any(header_key(str(cells[column])) in TOTALS for column in written[:2]):
        return "total_line"
    if header_key(first) in _END or _FOOT.match(first):
        return "note_line"
    if len(written) == 1 and (_NOTE.match(first) or _is_across(grid, row, header)):
        return "note_line"
    return "header_again" if _repeats(cells, header) else ""


def _opens_total(first: str) -> bool:
    return bool(re.match(r"(合\s*计|总\s*计|小\s*计)\s*[:：(（]", first))


def _is_across(grid: Grid, row: int, header: Header) -> bool:
    """One text merged over half of the columns is a line between the rows, not one of them."""
    wide = max(
        (span.right - span.left + 1 for span in grid.layout.merged if span.top <= row <= span.bottom),
        default=1,
    )
    return wide > 1 and wide * 2 >= len(header.names)


def _repeats(cells: list[Value], header: Header) -> bool:
    same = [column for column in header.columns.values() if column < len(cells) and cells[column] is not None]
    return len(same) >= min(2, len(header.columns)) and all(
        (key := header_key(str(cells[column]))) and header_key(header.names.get(column, "")).endswith(key)
        for column in same
    )
