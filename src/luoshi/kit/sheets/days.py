"""Days as people write them (日期): only what can mean one day is taken."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from .folding import machine
from .remarks import Wrong

_ORDERED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?00:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITHOUT_DAY = re.compile(r"(\d{4})(?:[-/.年]\d{0,2}月?|年?)")
_CHINESE = {**{sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0"}
_CHINESE_DAY = re.compile(
    r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
EARLIEST, LATEST = 10_000, 80_000  # serial numbers from 1927 to 2119
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def day_of(raw: object, *, counts_from_1904: bool = False) -> date:
    """The day that a cell names. Raises Wrong."""
    if isinstance(raw, datetime):
        if raw.time() != datetime.min.time():
            raise Wrong("time_in_date", value=raw.isoformat(" ", "minutes"))
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool):
        raise Wrong("not_a_date", value=str(raw))
    if isinstance(raw, float | int):
        return _from_number(raw, counts_from_1904)
    return _from_text(str(raw), counts_from_1904)


def _from_number(number: float, counts_from_1904: bool) -> date:
    if number == int(number) and 10_000_101 <= number <= 99_991_231:
        return _from_text(str(int(number)), counts_from_1904)
    if number == int(number) and EARLIEST <= number <= LATEST:
        return (EPOCH_1904 if counts_from_1904 else EPOCH) + timedelta(days=int(number))
    if number == int(number) and 1000 <= number <= 9999:
        raise Wrong("date_without_day", value=str(int(number)))
    raise Wrong("not_a_date", value=f"{number:.15g}")


def _from_text(text: str, counts_from_1904: bool) -> date:
    written = machine(text)
    if _CHINESE_DAY.fullmatch(written):
        written = _arabic(written)
    found = _ORDERED.fullmatch(written) or _COMPACT.fullmatch(written)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise Wrong("no_such_day", value=text) from None
    if _WITHOUT_DAY.fullmatch(written):
        raise Wrong("date_without_day", value=text)
    if re.fullmatch(r"\d{5}(\.0+)?", written):
        return _from_number(float(written), counts_from_1904)
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", written):
        raise Wrong("date_order", value=text)
    raise Wrong("not_a_date", value=text)


def _arabic(written: str) -> str:
    """二〇二四年三月十五日 in digits."""
    year, _sign, rest = written.partition("年")
    month, _sign, day = rest.rstrip("日").partition("月")
    return f"{''.join(_CHINESE[sign] for sign in year)}-{_count(month)}-{_count(day)}"


def _count(signs: str) -> int:
    tens, sign, ones = signs.rpartition("十")
    if not sign:
        return int(_CHINESE[signs])
    return 10 * (int(_CHINESE[tens]) if tens else 1) + (int(_CHINESE[ones]) if ones else 0)
