"""Whose installation this is, and the day of a demo (安装与演示日期)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Area, Installation


class AlreadyFounded(Refusal):
    code = "kernel.already_founded"
    sentence = _("This database already belongs to %(area)s.")


class NotADemo(Refusal):
    code = "kernel.not_a_demo"
    sentence = _("This is not a demo database: its clock can't be moved.")


class DayIsPast(Refusal):
    code = "kernel.day_is_past"
    sentence = _("The demo's day is %(today)s: it can only move on.")


@act
def found(
    *, home_area: Area, is_demo: bool, by: Actor, at: datetime, demo_day: date | None = None
) -> Installation:
    """Say whose installation this is; a demo is born one (设立). Raises AlreadyFounded or NotADemo."""
    require(by, "kernel.edit_reference")
    if current := Installation.objects.current():
        raise AlreadyFounded(area=current.home_area)
    if demo_day and not is_demo:
        raise NotADemo
    offset = _offset(demo_day) if demo_day else None
    installation = Installation.objects.create(pk=1, home_area=home_area, is_demo=is_demo, demo_offset=offset)
    changes = {"home_area": (None, home_area), "is_demo": (None, is_demo)}
    audit.record("kernel.installation_founded", installation, by=by, at=at, changes=changes)
    return installation


@act
def move_demo_clock(*, day: date, by: Actor, at: datetime) -> Installation:
    """Let the demo's day move on (演示日期). Raises NotADemo or DayIsPast."""
    require(by, "kernel.move_demo_clock")
    today = clock.today()
    if day < today:
        raise DayIsPast(today=today)
    if not Installation.objects.filter(pk=1, is_demo=True).update(demo_offset=_offset(day)):
        raise NotADemo
    installation = Installation.objects.get(pk=1)
    audit.record("kernel.demo_clock_moved", installation, by=by, at=at, changes={"day": (today, day)})
    return installation


def _offset(day: date) -> timedelta:
    """Whole days, so that the time of the day stays what a visitor's own clock shows."""
    return day - timezone.localdate()
