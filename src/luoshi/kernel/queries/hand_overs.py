"""What waits for somebody who leaves, and who could take it over (待交接事项查询)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from luoshi.kernel.models import Body, Post, User
from luoshi.kernel.waiting import Waiting, waiting_for


def waits_when_leaving(leaver: User, *, post: Post | None, on: date) -> list[tuple[Waiting, list[Any]]]:
    """What is left without a holder: of one post among several, only what belongs to its body."""
    if post is None:
        return waiting_for(leaver)
    others = Post.objects.held_by(leaver).in_force(on=on + timedelta(days=1)).filter(stands_in_for=None)
    bodies = set(others.exclude(pk=post.pk).values_list("body_id", flat=True))
    if post.body_id in bodies:
        return []
    return waiting_for(leaver, body=post.body if bodies else None)


def bodies_of(user: User, *, on: date) -> Any:
    """The bodies where somebody holds a post of their own."""
    own = Post.objects.held_by(user).in_force(on=on).filter(stands_in_for=None)
    return Body.objects.filter(pk__in=own.values("body")).order_by("pk")


def successors_of(leaver: User, *, bodies: Any, on: date) -> Any:
    """Who could take over: everybody else with an open account and a post of their own at one of these bodies."""
    here = Post.objects.in_force(on=on).filter(body__in=bodies, stands_in_for=None)
    others = User.objects.active().filter(pk__in=here.values("user")).exclude(pk=leaver.pk)
    return others.order_by("display_name", "pk")
