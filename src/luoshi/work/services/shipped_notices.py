"""The notices that Luoshi comes with (内置放假安排): of each year once, and never over what a city took in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version

from django.db import transaction
from django.utils import timezone

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM, Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Origin
from luoshi.work.engine.workdays import NamedDay
from luoshi.work.models import Workday, YearNotice
from luoshi.work.queries.workdays import change, named_by
from luoshi.work.services.workdays import EDIT, add_days, record_notice

SOURCE = "chinesecalendar"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}
NEW_YEAR = "元旦"


def shipped() -> dict[int, list[NamedDay]]:
    """The days that the library knows, by the year of the notice that names them."""
    from chinese_calendar import constants  # only who brings a database up to date reads it

    found: dict[int, list[NamedDay]] = defaultdict(list)
    for is_working, days in ((False, constants.holidays), (True, constants.workdays)):
        for day, name in days.items():
            named = NamedDay(day, is_working, NAMES[str(name)])
            found[_year_of(named)].append(named)
    return {year: sorted(found[year], key=lambda each: each.day) for year in sorted(found)}


def _year_of(named: NamedDay) -> int:
    """The last days of a December belong to New Year's Day, and to the notice of its year."""
    return named.day.year + (named.day.month == 12 and named.name == NEW_YEAR)


def seed_notices(*, using: str) -> None:
    """Put what we ship into a database that has just been migrated; doing it again changes nothing.

    A new one begins with it. Where people work already, what a newer version brings is an act of the installation,
    so that open deadlines are counted anew.
    """
    ours = shipped()
    if not YearNotice.objects.using(using).exists():
        _begin_with(ours, using)
    elif using == "default":
        for year, named in _missing(ours).items():
            take_shipped_notice(year=year, named=named, by=SYSTEM, at=clock.now())


def _begin_with(ours: Mapping[int, Sequence[NamedDay]], using: str) -> None:
    today = clock.day_of(timezone.now())
    with transaction.atomic(using=using):
        rows = YearNotice.objects.using(using).bulk_create(
            YearNotice(year=year, number=1, **_columns(year, today)) for year in ours
        )
        Workday.objects.using(using).bulk_create(
            Workday(notice=row, day=each.day, is_working=each.is_working, name=each.name)
            for row in rows
            for each in ours[row.year]
        )


def _columns(year: int, day: date) -> dict[str, object]:
    origin = Origin.public(source=f"{SOURCE} {version(SOURCE)}", on=day)
    return {"title": f"{year}年放假调休安排", "is_shipped": True, **origin.columns()}


def _missing(ours: Mapping[int, Sequence[NamedDay]]) -> dict[int, Sequence[NamedDay]]:
    """What is new in this version: years without a notice, and years that we ship corrected. A city's own stays."""
    held = {notice.year: notice for notice in YearNotice.objects.in_force()}
    shipped_then = {year: named_by(notice) for year, notice in held.items() if notice.is_shipped}
    return {
        year: named
        for year, named in ours.items()
        if year not in held or (year in shipped_then and shipped_then[year] != list(named))
    }


@act
def take_shipped_notice(*, year: int, named: Sequence[NamedDay], by: Actor, at: datetime) -> YearNotice:
    """Take over the notice of a year that a newer version of Luoshi brings (更新内置放假安排)."""
    require(by, EDIT)
    found = change(year=year, named=named)
    notice = YearNotice.objects.create(
        year=year,
        number=found.after.number + 1 if found.after else 1,
        made_at=at,
        **_columns(year, clock.day_of(at)),
    )
    add_days(notice=notice, named=named)
    record_notice(notice=notice, found=found, number_of_days=len(named), by=by, at=at)
    return notice
