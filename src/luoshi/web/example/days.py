"""The moments at which the example city's history happens (示例时刻)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def moment(day: date) -> datetime:
    """Nine in the morning of a day in this installation's zone."""
    return timezone.make_aware(datetime.combine(day, time(9)))
