"""A yearly notice however people have it (识读年度通知): the State Council's words, or a list of days."""

from __future__ import annotations

from luoshi.work.engine.year_notice_texts import read_text
from luoshi.work.engine.year_notices import NoticeRead
from luoshi.work.year_notice_sheets import as_csv, is_sheet, read_sheet


def read_notice(text: str, *, year: int) -> NoticeRead:
    """Read what was pasted."""
    return read_sheet(as_csv(text), year=year) if is_sheet(text) else read_text(text, year=year)
