"""Dates as documents print them (成文日期、发布日期)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from luoshi.reading.markers import number

_DIGITS: Final = str.maketrans("〇○零ＯO0一二三四五六七八九", "000000123456789")
_HAN_YEAR: Final = "[12一二][〇○零ＯO0一二三四五六七八九]{3}"

ARABIC: Final = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
HAN: Final = rf"{_HAN_YEAR}\s*年\s*[元一二三四五六七八九十]{{1,3}}\s*月\s*[一二三四五六七八九十]{{1,3}}\s*日"
ISO: Final = r"\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}"
PRINTED: Final = rf"(?:{ARABIC}|{HAN})"
ANY: Final = re.compile(rf"{ARABIC}|{HAN}|{ISO}")

_PARTS: Final = re.compile(r"([^\s年月日/.-]+)\s*[年/.-]\s*([^\s年月日/.-]+)\s*[月/.-]\s*([^\s年月日/.-]+)")


def iso(printed: str) -> str | None:
    """2017-02-22 for 2017年2月22日, 二〇一七年二月二十二日 or 2017/2/22; None where the calendar has no such day."""
    found = _PARTS.match(printed.strip())
    if not found:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year.translate(_DIGITS)), _count(month), _count(day)).isoformat()
    except ValueError:
        return None


def _count(printed: str) -> int:
    return 1 if printed == "元" else number(printed)


def first_date(text: str) -> str | None:
    """The first date printed in `text`, in ISO form."""
    found = ANY.search(text)
    return iso(found[0]) if found else None
