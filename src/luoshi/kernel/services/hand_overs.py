"""Passing on what waits for somebody who leaves (工作交接)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, HandOver, Post, User
from luoshi.kernel.queries.hand_overs import bodies_of, successors_of, waits_when_leaving
from luoshi.kernel.waiting import Waiting


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
