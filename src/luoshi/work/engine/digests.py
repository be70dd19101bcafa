"""On which day and at which moment a digest is due (汇总时刻)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moment_of(*, day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The one moment of a local hour of a day, also where the clock jumps.

    An hour that the clock leaves out is taken as the one that comes in its place; of an hour that comes twice
    the first counts.
    """
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())
