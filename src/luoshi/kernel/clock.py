"""The one clock, read at the edge: a view, a command, a job's step. Everything below takes `at`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.utils import timezone


def now() -> datetime:
    """This moment; in a demo database, the moment of the demo's own day (演示日期)."""
    installation = apps.get_model("kernel.Installation").objects.current()
    moment = timezone.now()
    return moment + installation.demo_offset if installation and installation.demo_offset else moment


def today() -> date:
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The local day on which a moment falls."""
    return timezone.localtime(moment).date()


def end_of(day: date) -> datetime:
    """The first moment after a local day: what was recorded before it was recorded by the day's end."""
    following = day if day == date.max else day + timedelta(days=1)
    return timezone.make_aware(datetime.combine(following, time.min))
