"""What rooms below ask of bodies (任务归属): a port by which a page of the kernel shows it without knowing them.

A room registers in `ready()` who is asked for what; the kernel's pages of bodies and of successions show it: on a
body's page, in the preview of an event, and in the list of decisions that are open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from luoshi.kernel.registries import Registry

MOST = 200  # claims that one room shows on a page


@dataclass(frozen=True)
class Claim:
    """One thing that is asked of a body: what and where, in which role, and the words that it is about."""

    body: int
    name: str
    what: str
    where: str
    role: str
    url: str
    words: str = ""


@dataclass(frozen=True)
class Claims:
    """A room's claims: `asked_of(bodies, user, on)` and `waiting(user, on)` give at most MOST and the number of all."""

    code: str
    label: str | Promise
    asked_of: Callable[..., tuple[list[Claim], int]]
    waiting: Callable[..., tuple[list[Claim], int]]


CLAIMS: Registry[Claims] = Registry(of="kind of claims")


def register_claims(claims: Claims) -> None:
    CLAIMS.add(claims.code, claims)


def asked_of(*, bodies: Collection[int], user: Any, on: date) -> list[tuple[Claims, list[Claim], int]]:
    """What every room asks of these bodies on the day."""
    found = ((each, *each.asked_of(bodies=bodies, user=user, on=on)) for each in CLAIMS.values())
    return [(each, rows, number) for each, rows, number in found if number]


def waiting(*, user: Any, on: date) -> list[tuple[Claims, list[Claim], int]]:
    """What waits in every room for somebody to decide who took it over."""
    found = ((each, *each.waiting(user=user, on=on)) for each in CLAIMS.values())
    return [(each, rows, number) for each, rows, number in found if number]
