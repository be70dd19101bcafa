"""Periods (统计期): 2020, 2020-H1, 2020-Q3, 2020-07, 2020-01..07. They are ordinals: no calendar arithmetic on strings."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final


class Grain(IntEnum):
    """How long a period is (频度), in months."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


PATTERN: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<first>\d{2})(?:\.\.(?P<last>\d{2}))?))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months in a row within one year: `first` counts months since year 0, `months` says how many."""

    first: int
    months: int

    @classmethod
    def year_of(cls, year: int) -> Period:
        return cls(year * 12, 12)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period as it is written. Raises ValueError for a text that is none."""
        found = PATTERN.fullmatch(text)
        if not found:
            raise ValueError(
                f"{text!r} is not a period; right would be 2020, 2020-H1, 2020-Q3, 2020-07, 2020-01..07"
            )
        start = int(found["year"]) * 12
        if found["half"]:
            return cls(start + 6 * int(found["half"]) - 6, 6)
        if found["quarter"]:
            return cls(start + 3 * int(found["quarter"]) - 3, 3)
        if not found["first"]:
            return cls(start, 12)
        first, last = int(found["first"]), int(found["last"] or found["first"])
        if not 1 <= first <= last <= 12:
            raise ValueError(
                f"{text!r} names a month that does not exist; months are 01 to 12, in their order"
            )
        return cls(start + first - 1, last - first + 1)

    @property
    def year(self) -> int:
        return self.first // 12

    @property
    def starts_on(self) -> date:
        return date(self.year, self.first % 12 + 1, 1)

    @property
    def ends_on(self) -> date:
        year, month = divmod(self.first + self.months - 1, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    def back(self, months: int) -> Period:
        """The period as long as this that lies so many months before it."""
        return Period(self.first - months, self.months)

    def previous(self, count: int = 1) -> Period:
        """The period before it, of the same length (上期)."""
        return self.back(self.months * count)

    def year_before(self, count: int = 1) -> Period:
        """The same period of an earlier year (上年同期)."""
        return self.back(12 * count)

    def in_year(self, year: int) -> Period:
        """The same months of that year."""
        return self.back(12 * (self.year - year))

    def touches(self, other: Period) -> bool:
        """Whether they have a month in common."""
        return self.first < other.first + other.months and other.first < self.first + self.months

    def to_date(self) -> Period:
        """From the first of January to the end of this period (本年累计)."""
        return Period(self.year * 12, self.first + self.months - self.year * 12)

    def split(self, grain: Grain) -> Iterator[Period]:
        """The periods of that length which make up this one; none when they do not fit."""
        if self.first % grain or self.months % grain:
            return
        for first in range(self.first, self.first + self.months, grain):
            yield Period(first, int(grain))

    def last(self, grain: Grain) -> Period | None:
        """The last period of that length in this one, None when its end is not the end of one."""
        end = self.first + self.months
        return None if end % grain or self.months < grain else Period(end - grain, int(grain))

    def __str__(self) -> str:
        month = self.first % 12
        if self.months == 12 and month == 0:
            return f"{self.year:04d}"
        if self.months == 6 and month % 6 == 0:
            return f"{self.year:04d}-H{month // 6 + 1}"
        if self.months == 3 and month % 3 == 0:
            return f"{self.year:04d}-Q{month // 3 + 1}"
        if self.months == 1:
            return f"{self.year:04d}-{month + 1:02d}"
        return f"{self.year:04d}-{month + 1:02d}..{month + self.months:02d}"
