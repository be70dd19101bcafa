"""Calendars to count on (示例日历)."""

from datetime import date, timedelta

from hypothesis import strategies as st

from luoshi.work.engine.workdays import Calendar, NamedDay, days_from

FIRST, LAST = date(2023, 11, 1), date(2027, 3, 1)
DAYS = st.dates(FIRST, LAST)
CALENDARS = st.builds(
    lambda days, years: Calendar(announced=years, named=days),
    st.lists(
        st.builds(NamedDay, DAYS, st.booleans(), st.sampled_from(["国庆节", "春节"])),
        max_size=60,
        unique_by=lambda each: each.day,
    ),
    st.sets(st.integers(2023, 2027)),
)


def autumn_of_2025() -> Calendar:
    """2025 with the holiday of National Day and Mid-Autumn, and the two days made up for it."""
    off = [NamedDay(day, False, "国庆节、中秋节") for day in days_from(date(2025, 10, 1), date(2025, 10, 8))]
    worked = [NamedDay(day, True, "国庆节、中秋节") for day in (date(2025, 9, 28), date(2025, 10, 11))]
    return Calendar(announced=[2025], named=[*off, *worked])


def following(day: date, number: int = 1) -> date:
    return day + timedelta(days=number)
