"""The rights of a person on a day: those of every post held, and of what everybody may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F, IntegerField, QuerySet, TextField, Value

from .acts import EVERYONE, SIGNED_IN


@dataclass(frozen=True)
class Right:
    """One act in one relation, seen from the person, body and area that it is counted from.

    `post_id` is the post that gives it; what everybody may, or whoever signs in, no post gives.
    """

    act: str
    relation: str
    user_id: int | None
    body_id: int | None = None
    area_path: str = ""
    post_id: int | None = None


def rights_of(user: Any, *, on: date) -> frozenset[Right]:
    """What this person may do on that day. Read once for each day and kept with the user object."""
    kept = user.__dict__.setdefault("_rights", {})
    if on not in kept:
        kept[on] = _read(user, on=on)
    return kept[on]


def bodies_served(user: Any, *acts: str, on: date) -> set[int]:
    """The bodies at which this person holds a post that allows one of these acts on the day."""
    rights = (right for right in rights_of(user, on=on) if right.act in acts)
    return {right.body_id for right in rights if right.body_id is not None}


def forget_rights(user: Any) -> None:
    """Read the rights of this user object anew: its posts have changed."""
    for kept in ("_rights", "_rights_day"):
        user.__dict__.pop(kept, None)


def _standing():
    return apps.get_model("kernel.Grant").objects.standing()


def _read(user: Any, *, on: date) -> frozenset[Right]:
    """What everybody may, and what the posts of that day allow, asked at once."""
    pseudo = [EVERYONE, SIGNED_IN] if user.is_authenticated else [EVERYONE]
    everybodys = (
        _standing()
        .filter(role__code__in=pseudo)
        .values_list(
            "act",
            "relation",
            Value(None, IntegerField()),
            Value("", TextField()),
            Value(None, IntegerField()),
        )
    )
    rows = everybodys.union(_from_posts(user, on=on), all=True) if _has_posts(user) else everybodys
    return frozenset(
        Right(act, relation, user.pk, body, path, post) for act, relation, body, path, post in rows
    )


def _has_posts(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


def _from_posts(user: Any, *, on: date) -> QuerySet:
    return (
        apps.get_model("kernel.Post")
        .objects.in_force(on=on)
        .filter(user=user, role__grants__withdrawn_at__isnull=True, role__grants__act__isnull=False)
        .values_list(F("role__grants__act"), F("role__grants__relation"), "body_id", "body__area__path", "pk")
    )
