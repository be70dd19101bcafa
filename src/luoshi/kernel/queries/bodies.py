"""Bodies as their list and their page show them (主体查询)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from luoshi.kernel.models import Area, Body, BodyName, Command, Post

COMMANDED = {
    "yes": Q(is_commanded=True),
    "no": Q(is_commanded=False),
    "unknown": Q(is_commanded__isnull=True),
}


def bodies_on(*, user, day: date):
    """The bodies that there were on the day, and whether the city commanded each."""
    return _with_command(Body.objects.visible_to(user).as_of(day), day)


def as_printed(rows, *, day: date):
    """The rows of a page, with what their list prints of that day."""
    return _with_command(rows.named_on(day).select_related("area"), day)


def _with_command(rows, day: date):
    commands = Command.objects.in_force(on=day).filter(body=OuterRef("pk")).order_by("-valid_from", "-pk")
    return rows.annotate(is_commanded=Subquery(commands.values("is_commanded")[:1]))


def ever_called(word: str) -> Q:
    """The condition that a body bears or bore a name with this word in it."""
    named = BodyName.objects.filter(name__icontains=word).values("body")
    return Q(name__icontains=word) | Q(pk__in=named)


def areas_with_bodies(*, on: date):
    """The areas, as they are on the day, in which somebody acts."""
    return Area.objects.in_force(on=on).filter(bodies__isnull=False).distinct().order_by("path", "pk")


def posts_at(*, bodies: Collection[int], user, on: date):
    """Who holds a post at these bodies on the day, as far as this person may see people."""
    return (
        Post.objects.visible_to(user).in_force(on=on).filter(body__in=bodies).select_related("user", "role")
        .order_by("role", "pk")
    )  # fmt: skip


def under(bodies: Collection[int], *, on: date):
    """The bodies that stand under one of these on the day."""
    return Body.objects.filter(parent__in=bodies).in_force(on=on).order_by("name", "pk")
