"""The demo's own day and its one-click roles (演示模式); everywhere else it does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.models import Installation, User
from luoshi.web import environment

ANYBODY = "public"  # whoever needs to be somebody, no matter whom
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
    return Demo(clock.today(), ROLES) if is_demo() else None


def is_demo() -> bool:
    """Whether this database was born a demo."""
    installation = Installation.objects.current()
    return installation is not None and installation.is_demo


def is_at_home(request) -> bool:
    """Whether the visitor sits at this very machine: only there a role is entered without a password."""
    from_here = ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback  # noqa: S104
    return from_here and "HTTP_X_FORWARDED_FOR" not in request.META and not environment.names_hosts()


def account(role: str) -> User | None:
    """The simulated person of a role."""
    return User.objects.active().filter(username=role).first() if role in ROLES else None


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
