"""Who serves at a desk, and which bodies stand below it (分办对象)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from luoshi.kernel.models import Body, Post, User

HANDLE = "work.handle_matters"


def people_at(desk: Body, *, on: date) -> QuerySet[User]:
    """Everybody who moves matters on at the desk on the day."""
    posts = Post.objects.in_force(on=on).filter(
        body=desk, role__grants__act=HANDLE, role__grants__withdrawn_at__isnull=True
    )
    return User.objects.active().filter(pk__in=posts.values("user")).order_by("display_name", "pk")


def below(body: Body, *, on: date) -> QuerySet[Body]:
    """The bodies that stand below another: its own, and the agencies of the areas below its own."""
    lower_area = Q(area__path__startswith=body.area.path) & ~Q(area=body.area_id)
    found = Body.objects.standing().in_force(on=on).filter(Q(parent=body) | lower_area)
    return found.exclude(pk=body.pk).select_related("area").order_by("area__code", "name", "pk")
