"""What can wait for a person (待办归属): a port by which a post ends, or an account is closed, and nothing is lost.

A room registers in `ready()` what it keeps for a person; whoever takes over gets all of it in one act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from luoshi.kernel.models import Body, User
from luoshi.kernel.registries import Registry


@dataclass(frozen=True)
class Waiting:
    """One kind of what waits: its rows for a person, how each is called, how each goes to another person.

    `body` names the field by which a row belongs to a body; without it, rows belong to the person alone, and
    stay while the person serves anywhere. `pass_on(row, to=, by=, at=)` says False when a row went back instead.
    """

    code: str
    label: str | Promise
    rows: Callable[[User], QuerySet]
    name: Callable[[Any], str]
    pass_on: Callable[..., bool]
    body: str = ""

    def of(self, user: User, *, body: Body | None) -> QuerySet:
        """What waits for the person, at that body or at all."""
        if body is None:
            return self.rows(user)
        return self.rows(user).filter(**{self.body: body}) if self.body else self.rows(user).none()


WAITING: Registry[Waiting] = Registry(of="kind of what waits for a person")


def register_waiting(waiting: Waiting) -> None:
    """Register a kind; call it in `ready()`."""
    WAITING.add(waiting.code, waiting)


def waiting_for(user: User, *, body: Body | None = None) -> list[tuple[Waiting, list[Any]]]:
    """All that waits for a person, kind by kind."""
    found = ((kind, list(kind.of(user, body=body))) for kind in WAITING.values())
    return [(kind, rows) for kind, rows in found if rows]
