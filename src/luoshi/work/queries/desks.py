"""Who serves at desks, and which bodies stand below one (分办对象)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from luoshi.kernel.among import Among
from luoshi.kernel.models import Body, Post, User
from luoshi.work.rights import HANDLE


def serving(bodies: Collection[int], *, on: date) -> QuerySet[Post]:
    """The posts of the day by which somebody with an open account moves matters on for one of these bodies."""
    posts = Post.objects.in_force(on=on).granting(HANDLE)
    return posts.filter(body_id__among=Among(bodies), user__is_active=True)


def people_at(desk: Body, *, on: date) -> QuerySet[User]:
    """Everybody who moves matters on at the desk on the day."""
    posts = serving([desk.pk], on=on)
    return User.objects.filter(pk__in=posts.values("user")).order_by("display_name", "pk")


def below(body: Body, *, on: date) -> QuerySet[Body]:
    """The bodies that stand below another: its own, and the agencies of the areas below its own."""
    lower_area = Q(area__path__startswith=body.area.path) & ~Q(area=body.area_id)
    found = Body.objects.standing().in_force(on=on).filter(Q(parent=body) | lower_area)
    return found.exclude(pk=body.pk).select_related("area").order_by("area__code", "name", "pk")
