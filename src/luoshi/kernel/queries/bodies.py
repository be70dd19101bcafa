"""Bodies as their list and their page show them (主体查询)."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Q, Subquery

from luoshi.kernel.models import Area, Body, BodyName, Command, Post

ORDERS = {
    "name": ("name", "pk"),
    "area": ("area__path", "kind", "name", "pk"),
    "newest": ("-valid_from", "name", "pk"),
}

COMMANDED = {
    "yes": Q(is_commanded=True),
    "no": Q(is_commanded=False),
    "unknown": Q(is_commanded__isnull=True),
}


def listed_bodies(*, user, chosen, on: date):
    """The bodies that there were on the day under the filters that were chosen (forms.BodyFilter)."""
    commands = Command.objects.in_force(on=on).filter(body=OuterRef("pk")).order_by("-valid_from", "-pk")
    rows = Body.objects.visible_to(user).as_of(on).select_related("area")
    rows = rows.annotate(is_commanded=Subquery(commands.values("is_commanded")[:1]))
    if words := chosen.get("q"):
        named = BodyName.objects.filter(name__icontains=words).values("body")
        rows = rows.filter(Q(name__icontains=words) | Q(pk__in=named))
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("area"):
        rows = rows.in_area(chosen["area"])
    if chosen.get("commanded"):
        rows = rows.filter(COMMANDED[chosen["commanded"]])
    return rows.order_by(*ORDERS[chosen.get("sort") or "area"])


def areas_with_bodies(*, on: date):
    """The areas, as they are on the day, in which somebody acts."""
    return Area.objects.in_force(on=on).filter(bodies__isnull=False).distinct().order_by("path", "pk")


def posts_at(*, body: Body, user, on: date):
    """Who holds a post at the body on the day, as far as this person may see people."""
    return (
        Post.objects.visible_to(user).in_force(on=on).filter(body=body).select_related("user", "role")
        .order_by("role", "pk")
    )  # fmt: skip
