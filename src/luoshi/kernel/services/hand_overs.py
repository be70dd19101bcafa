"""Passing on what waits for somebody who leaves (工作交接)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, HandOver, Post, User
from luoshi.kernel.waiting import Waiting, waiting_for


class NotTheirSuccessor(Refusal):
    code = "kernel.not_their_successor"
    sentence = _(
        "%(user)s can't take over here: it must be somebody else, with an open account and a post at the same body."
    )


class NobodyTakesOver(Refusal):
    code = "kernel.nobody_takes_over"
    sentence = _("Something waits for %(user)s, and there is no administrator to keep it: name a successor.")


def pass_on(*, leaver: User, post: Post | None, to: User | None, on: date, by: Actor, at: datetime) -> None:
    """Give all that waits for the person to the successor, or to the administrator of the body.

    Part of the act by which the post ends or, without one, the account is closed.
    Raises NotTheirSuccessor or NobodyTakesOver.
    """
    bodies = [post.body] if post else list(bodies_of(leaver, on=on))
    if to and not successors_of(leaver, bodies=bodies, on=clock.day_of(at)).filter(pk=to.pk).exists():
        raise NotTheirSuccessor(user=to)
    waits = waits_when_leaving(leaver, post=post, on=on)
    if not waits:
        return
    taker = to or _administrator(leaver, bodies, on=clock.day_of(at))
    if taker is None:
        raise NobodyTakesOver(user=leaver)
    made = HandOver.objects.create(
        leaver=leaver,
        taker=taker,
        body=bodies[0] if bodies else None,
        is_by_default=to is None,
        items=list(_passed(waits, taker, by=by, at=at)),
        by_id=by.pk,
        at=at,
    )
    changes = {"holder": (leaver.pk, taker.pk), "items": (None, made.items)}
    audit.record("kernel.handed_over", made, by=by, at=at, changes=changes)


def _passed(
    waits: list[tuple[Waiting, list[Any]]], taker: User, *, by: Actor, at: datetime
) -> Iterator[dict[str, Any]]:
    for kind, rows in waits:
        for row in rows:
            name = kind.name(row)
            yield {"kind": kind.code, "name": name, "is_passed": kind.pass_on(row, to=taker, by=by, at=at)}


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


def _administrator(leaver: User, bodies: list[Body], *, on: date) -> User | None:
    """The administrator of the body, else of the installation."""
    own = Post.objects.in_force(on=on).filter(stands_in_for=None, user__is_active=True).exclude(user=leaver)
    at_body = own.filter(role__code="body_administrator", body__in=bodies)
    above = own.filter(role__code="administrator")
    post = (
        at_body.select_related("user").order_by("pk").first()
        or above.select_related("user").order_by("pk").first()
    )
    return post.user if post else None
