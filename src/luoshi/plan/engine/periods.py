"""Printed years and months as days (时限)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def last_day(printed: str | None) -> date | None:
    """`2020` becomes 2020-12-31, `2018-06` becomes 2018-06-30; None and rhythms stay None.

    A target due in a year may be met until its last day (民法典 art. 1259: 以内 includes the day).
    """
    if not printed:
        return None
    year, _, month = printed.partition("-")
    if not year.isdigit() or (month and not month[:2].isdigit()):
        return None
    number = int(month[:2]) if month else 12
    if not (1 <= int(year) <= 9999 and 1 <= number <= 12):
        return None
    return date(int(year), number, monthrange(int(year), number)[1])
