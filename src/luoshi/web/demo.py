"""The demo's own day and its one-click roles (演示模式); everywhere else it does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.models import Installation, User

ROLES = {
    "desk": _("Desk officer"),
    "county": _("County"),
    "mayor": _("Vice mayor"),
    "clerk": _("Enterprise"),
    "public": _("Public"),
}


@dataclass(frozen=True)
class Demo:
    """The demo as its ribbon shows it."""

    day: date
    roles: dict


def current() -> Demo | None:
    """The demo of this database, or nothing in any other."""
    installation = Installation.objects.current()
    if installation is None or not installation.is_demo:
        return None
    return Demo(clock.today(), ROLES)


def account(role: str) -> User | None:
    """The simulated person of a role."""
    return User.objects.active().filter(username=role).first() if role in ROLES else None


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
