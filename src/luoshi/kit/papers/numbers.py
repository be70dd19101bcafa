"""Numbers, dates and marks as the standard prints them (数字用法)."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = re.compile(r"^(\S+?)\s*[〔\[［(（【]\s*(\d{4})\s*年?[〕\]］)）】]\s*第?\s*0*(\d+)\s*号$")
_DIGITS = "零一二三四五六七八九"


def printed(number: str) -> str:
    """A document number with its own brackets, the full year, no 第 and no leading zero (发文字号)."""
    found = _NUMBER.match(number.strip())
    if found is None:
        return number.strip()
    code, year, serial = found.groups()
    return f"{code}〔{year}〕{serial}号"


def day(when: date) -> str:
    """A date in Arabic figures without leading zeros (成文日期)."""
    return f"{when.year}年{when.month}月{when.day}日"


def copy(number: int) -> str:
    """份号: six digits."""
    return f"{number:06d}"


def chinese(number: int) -> str:
    """1 to 99 in Chinese figures; what is greater in Arabic ones."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
