"""Days as a notice writes them (公文中的日期): 1月28日（农历除夕、周二）至2月4日, 12月30日至次年1月1日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

DAY = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})年|(?P<other>次年|翌年|明年|来年|下一?年|上一?年|去年|前一?年|当年|本年|同年))?"
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<note>[^)]*)\))?"
)
UNTIL = re.compile(r"(?:直?至|到|[-—–~～]{1,2})")
# 10月1—8日: the sign of the day is written once.
SHORT = re.compile(r"(\d月\d{1,2})(?=(?:直?至|到|[-—–~～]{1,2})(?:\d{1,2}月)?\d{1,2}日)")
WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
NEXT, BEFORE = (
    ("次年", "翌年", "明年", "来年", "下年", "下一年"),
    ("上年", "上一年", "去年", "前年", "前一年"),
)
LONGEST = 31  # days of a holiday: more is a slip of the pen


class Unfit(Exception):
    """Words that name no day, or no span of days: a code and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Mention:
    """A day as it is written; what is not written is None."""

    words: str
    year: int | None
    other: str
    month: int | None
    number: int
    weekday: int | None

    def in_year(self, year: int) -> date:
        """The day, if it is one of that year. Raises Unfit."""
        if self.month is None:
            raise Unfit("month_missing", words=self.words)
        try:
            return date(year, self.month, self.number)
        except ValueError:
            raise Unfit("no_such_day", words=self.words, year=year) from None

    def fits(self, day: date) -> bool:
        return self.weekday is None or self.weekday == day.weekday()


@dataclass(frozen=True)
class Span:
    """A day, or the first and the last of several, as they are written."""

    first: Mention
    last: Mention | None

    @property
    def words(self) -> str:
        return f"{self.first.words}至{self.last.words}" if self.last else self.first.words


def spans(clause: str) -> Iterator[Span]:
    """Every day and every span of days in a clause, in their order."""
    text = SHORT.sub(r"\1日", clause)
    month, waiting, end = None, None, 0
    for found in DAY.finditer(text):
        mention = _mention(found, month)
        month = mention.month
        if waiting and UNTIL.fullmatch(text[end : found.start()]):
            yield Span(waiting, mention)
            waiting = None
        else:
            if waiting:
                yield Span(waiting, None)
            waiting = mention
        end = found.end()
    if waiting:
        yield Span(waiting, None)


def _mention(found: re.Match[str], month: int | None) -> Mention:
    weekday = WEEKDAY.search(found["note"] or "")
    return Mention(
        words=found[0],
        year=int(found["year"]) if found["year"] else None,
        other=found["other"] or "",
        month=int(found["month"]) if found["month"] else month,
        number=int(found["day"]),
        weekday=WEEKDAYS[weekday[1]] if weekday else None,
    )


def resolved(span: Span, *, year: int, is_new_year: bool) -> tuple[date, date]:
    """The first and last day that are meant, by a notice of this year. Raises Unfit.

    A holiday of New Year's Day that begins in December began in the year before, unless the weekdays say otherwise.
    """
    years = _years(span.first, year, is_new_year)
    _refuse_unclear(span, years)
    readings = [_reading(span, each) for each in years]
    first, last = next((each for each in readings if _fits(span, *each)), readings[0])
    for mention, day in ((span.first, first), (span.last, last)):
        if mention and not mention.fits(day):
            raise Unfit("weekday_differs", words=mention.words, day=day)
    if last < first:
        raise Unfit("reversed", words=span.words, first=first, last=last)
    if (last - first).days >= LONGEST:
        raise Unfit("too_long", words=span.words, days=(last - first).days + 1)
    return first, last


def _years(mention: Mention, year: int, is_new_year: bool) -> list[int]:
    if mention.year:
        return [mention.year]
    if mention.other in NEXT:
        return [year + 1]
    if mention.other in BEFORE:
        return [year - 1]
    if mention.month == 12 and is_new_year and not mention.other:
        return [year - 1, year]
    return [year]


def _refuse_unclear(span: Span, years: list[int]) -> None:
    """12月30日至次年1月1日 in a notice may lie at either end of its year: the weekdays must say, or the year."""
    if len(years) == 1 or span.last is None or span.last.other not in NEXT:
        return
    if span.first.weekday is None and span.last.weekday is None:
        raise Unfit("year_unclear", words=span.words, years=years)


def _reading(span: Span, year: int) -> tuple[date, date]:
    first = span.first.in_year(year)
    if span.last is None:
        return first, first
    last = span.last.in_year(_last_year(span.last, first))
    if last < first and not (span.last.year or span.last.other) and (first.month, last.month) == (12, 1):
        last = span.last.in_year(first.year + 1)
    return first, last


def _last_year(last: Mention, first: date) -> int:
    if last.year:
        return last.year
    return first.year + (last.other in NEXT)


def _fits(span: Span, first: date, last: date) -> bool:
    return span.first.fits(first) and (span.last is None or span.last.fits(last))
