"""May this person do this act to this object? One answer for one object and for a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce, wraps
from operator import or_
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.acts import current_day, sign
from luoshi.kernel.errors import Refusal

from .acts import ACTS
from .capacity import post_acted_as
from .relations import ANY, reach_of
from .rights import Right, rights_of


class System:
    """The installation itself: the command line of whoever runs the machine, and its clock (系统)."""

    pk = None
    is_authenticated = True
    is_active = True

    def __str__(self) -> str:
        return "system"


SYSTEM = System()
Actor = Any  # kernel.User, SYSTEM, or who has not signed in (AnonymousUser)


class NotAllowed(Refusal, PermissionDenied):
    """This person may not do this act, at all or to this object."""

    code = "kernel.not_allowed"
    sentence = _("You may not do this: %(act)s.")

    def __init__(self, *, act: str) -> None:
        super().__init__(act=ACTS[act].label)
        self.act = act


def is_allowed(by: Actor, act: str, instance: Model | None = None) -> bool:
    """Whether the person may do the act to this object, or, without one, to any at all."""
    return act in ACTS if by is SYSTEM else _allowing(by, act, instance) is not None


def acts_of(by: Actor) -> frozenset[str]:
    """Every act that this person may do to anything at all: what a menu offers."""
    return (
        frozenset(ACTS) if by is SYSTEM else frozenset(right.act for right in rights_of(by, on=day_for(by)))
    )


def require(by: Actor, act: str, instance: Model | None = None) -> None:
    """Refuse with `NotAllowed` unless the person may do the act to this object (权限检查).

    The act under way is signed as the post whose right it was.
    """
    if by is SYSTEM:
        return
    right = _allowing(by, act, instance)
    if right is None:
        raise NotAllowed(act=act)
    if right.post_id:
        sign(by=by, post_id=right.post_id, is_about=instance is not None)


def rows_allowed(by: Actor, *, act: str, model: type[Model]) -> Q | None:
    """The condition for rows of the model to which the person may do the act; `None` when there is none."""
    if by is SYSTEM:
        return Q()
    # Two posts at one body reach the same rows: they are asked for once.
    conditions = {}
    for right in _rights(by, act):
        if right.relation == ANY:
            return Q()
        if reach := reach_of(model, right.relation):
            seen_from = (right.relation, right.body_id, right.area_path)
            conditions[seen_from] = reach.rows(model, right.relation, right)
    return reduce(or_, conditions.values()) if conditions else None


def requires(act: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """State on a view which act it needs; who has not signed in is asked to, everybody else is refused."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not is_allowed(request.user, act):
                if not request.user.is_authenticated:
                    return redirect(
                        f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
                    )
                raise NotAllowed(act=act)
            return view(request, *args, **kwargs)

        checked.act = act  # type: ignore[attr-defined]
        return checked

    return mark


def _allowing(by: Actor, act: str, instance: Model | None) -> Right | None:
    """The right that lets the person do it: one that no post gives, else of the post acted as, else of the oldest."""
    rights = _rights(by, act)
    if len(rights) > 1:
        chosen = post_acted_as(by, on=day_for(by))
        rights.sort(key=lambda right: (right.post_id or 0, right.relation))
        rights.sort(key=lambda right: (right.post_id is not None, right.post_id != chosen))
    return next((right for right in rights if instance is None or _reaches(right, instance)), None)


def _rights(by: Actor, act: str) -> list[Right]:
    code = ACTS[act].code
    return [right for right in rights_of(by, on=day_for(by)) if right.act == code]


def day_for(by: Actor) -> date:
    """The day of the act under way, since history is built with the posts of its own day; else today.

    Today is asked once for each user object, like its rights: a page asks for many rights, and every reading of
    a demo's clock is a query.
    """
    if day := current_day():
        return day
    if "_rights_day" not in by.__dict__:
        by.__dict__["_rights_day"] = clock.today()
    return by.__dict__["_rights_day"]


def _reaches(right: Right, instance: Model) -> bool:
    if right.relation == ANY:
        return True
    reach = reach_of(instance.__class__, right.relation)  # the class behind a lazy user, too
    return reach is not None and reach.holds(instance, right.relation, right)
