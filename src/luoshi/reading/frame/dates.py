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

MONTH: Final = re.compile(rf"(?:\d{{4}}|{_HAN_YEAR})\s*年\s*[\d元一二三四五六七八九十]{{1,3}}\s*月")

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


def month(printed: str) -> str | None:
    """2021-09 for 2021年9月 alone on a line (封面日期)."""
    if not MONTH.fullmatch(printed.strip()):
        return None
    year, count = re.sub(r"\s", "", printed).rstrip("月").split("年")
    value = _count(count)
    return f"{year.translate(_DIGITS)}-{value:02d}" if 1 <= value <= 12 else None


def _count(printed: str) -> int:
    return 1 if printed == "元" else number(printed)


def first_date(text: str) -> str | None:
    """The first date printed in `text`, in ISO form."""
    found = ANY.search(text)
    return iso(found[0]) if found else None
