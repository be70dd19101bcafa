"""The calendar as it is known (工作日历), and what a notice would change in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from luoshi.work.engine.workdays import Calendar, NamedDay, turn_of
from luoshi.work.engine.year_notices import Turned, turned
from luoshi.work.models import Workday, YearNotice


def calendar(*, known_at: datetime | None = None) -> Calendar:
    """The calendar of the notices in force, as one knew it at a moment (工作日历)."""
    announced = YearNotice.objects.in_force(known_at=known_at).values_list("year", flat=True)
    rows = Workday.objects.in_force(known_at=known_at).values_list("day", "is_working", "name")
    return Calendar(
        announced=announced,
        named=[NamedDay(*row) for row in rows],
        zone=timezone.get_default_timezone(),
    )


def notices(user):
    """The notices that a person may see, whether followed by a later version."""
    return YearNotice.objects.visible_to(user).with_what_followed()


def named_by(notice: YearNotice) -> list[NamedDay]:
    """The days that a notice names, in their order."""
    return [NamedDay(*row) for row in notice.days.order_by("day").values_list("day", "is_working", "name")]


@dataclass(frozen=True)
class Change:
    """What the days of a notice would change (导入预览).

    `after` is the version whose place they take, `turned` the days that are worked otherwise then; any day from
    `first` to `last` may be counted otherwise, or is provisional no more.
    """

    year: int
    after: YearNotice | None
    turned: Sequence[Turned]
    is_same: bool
    first: date
    last: date


def change(*, year: int, named: Sequence[NamedDay]) -> Change:
    """Compare the days of a notice with what is in force."""
    after = YearNotice.objects.of_year(year).first()
    held = named_by(after) if after else []
    differing = {each.day for each in {*held} ^ {*named}}
    found = turned(calendar(), _replaced(year, named), differing)
    # Of a year announced for the first time every day is provisional no more, with those before it that waited for it.
    newly = set() if after else {turn_of(year - 1), date(year, 12, 31)}
    days = sorted(differing | newly) or [date(year, 1, 1)]
    return Change(year, after, found, after is not None and not differing, days[0], days[-1])


def _replaced(year: int, named: Sequence[NamedDay]) -> Calendar:
    """The calendar as it would be: where the notice of the next year names a day too, that one goes on counting."""
    rows = Workday.objects.in_force().exclude(notice__year=year)
    others = list(rows.values_list("notice__year", "day", "is_working", "name"))
    earlier, later = (
        [NamedDay(*row) for of, *row in others if (of < year) is is_earlier] for is_earlier in (True, False)
    )
    return Calendar(named=[*earlier, *named, *later])
