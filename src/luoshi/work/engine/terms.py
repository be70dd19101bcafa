"""Terms as rules state them, and the pauses in them (期限、补正)."""

from __future__ import annotations

import calendar as months_of_years
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST = 10_000  # of any unit: more is a slip of the pen


class Unit(StrEnum):
    """What a term is counted in (期限单位)."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, days, months or hours (期限)."""

    length: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.length <= LONGEST:
            raise ValueError(f"a term is 1 to {LONGEST} {self.unit} long, not {self.length}")


@dataclass(frozen=True, slots=True)
class Pause:
    """From when until when the clock stands still, both days included (补正期间); without a last, until further."""

    first: date | datetime
    last: date | datetime | None = None


def months_later(day: date, number: int) -> date:
    """The day of the same number so many months later; the month's last where there is none (202)."""
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months_of_years.monthrange(year, month)[1]))
