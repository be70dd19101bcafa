"""The list of the people whose accounts one looks after (人员)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.kernel.models import Post, Role, User
from luoshi.kernel.queries import accounts
from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Named
from luoshi.kit.lists.filters import Scope

STATES = {
    "open": (_("account open"), "green", Q(is_active=True, must_change_password=False)),
    "slip": (_("one-time password given"), "amber", Q(is_active=True, must_change_password=True)),
    "closed": (_("account closed"), "grey", Q(is_active=False)),
}


def state_of(user: User) -> str:
    if not user.is_active:
        return "closed"
    return "slip" if user.must_change_password else "open"


def _gather(rows: Sequence[Any], scope: Scope) -> None:
    """The posts that each holds on the day, for all rows of the page at once."""
    held: dict[int, list[Post]] = defaultdict(list)
    posts = Post.objects.in_force(on=scope.day).filter(user__in=[row.pk for row in rows])
    for post in posts.select_related("body", "role").order_by("body__name", "role", "pk"):
        held[post.user_id].append(post)
    for row in rows:
        row.held = held[row.pk]


def _posts(user: Any) -> str:
    return pgettext("in a list", "; ").join(f"{post.body} · {post.role}" for post in user.held)


def _serving(rows: Any, name: str, scope: Scope) -> Any:
    """Whoever holds a post on the day at a body of that name."""
    posts = Post.objects.in_force(on=scope.day).filter(
        Q(body__name__icontains=name) | Q(body__names__name__icontains=name)
    )
    return rows.filter(pk__in=posts.values("user"))


def _bodies(scope: Scope) -> list[str]:
    held = Post.objects.in_force(on=scope.day).filter(
        user__in=accounts.people_to_look_after(scope.by).values("pk")
    )
    return list(held.order_by("body__name").values_list("body__name", flat=True).distinct()[:200])


def _in_role(rows: Any, code: str, scope: Scope) -> Any:
    posts = Post.objects.in_force(on=scope.day).filter(role__code=code)
    return rows.filter(pk__in=posts.values("user"))


PEOPLE = ListPage(
    key="kernel.people",
    label=_("People"),
    model=User,
    source=lambda scope: accounts.people_to_look_after(scope.by).order_by(),
    gather=_gather,
    columns=(
        Column(
            key="name",
            label=_("Full name"),
            value=lambda user: user.display_name or user.username,
            leads_to=lambda user: reverse("kernel:person", args=[user.pk]),
            sort=("display_name",),
            is_fixed=True,
        ),
        Column(key="username", label=_("user name"), sort=("username",), look="tight"),
        Column(
            key="state",
            label=_("State"),
            value=lambda user: STATES[state_of(user)][0],
            tone=lambda user: STATES[state_of(user)][1],
        ),
        Column(key="posts", label=_("Posts today"), value=_posts, look="words"),
        Column(
            key="created_at",
            label=_("Opened on"),
            kind="moment",
            sort=("created_at",),
            look="tight",
            is_shown=False,
        ),
    ),
    order=("name",),
    search=("display_name", "username"),
    filters=(
        Choice(
            key="state",
            label=_("State"),
            narrow=lambda rows, key, _scope: rows.filter(STATES[key][2]),
            options=tuple((key, label) for key, (label, _tone, _rows) in STATES.items()),
        ),
        Choice(
            key="role",
            label=_("Role"),
            narrow=_in_role,
            options=lambda scope: [(role.code, str(role)) for role in Role.objects.order_by("pk")],
        ),
        Named(key="body", label=_("Serves at"), narrow=_serving, suggested=_bodies),
        Between(key="opened", label=_("Opened on"), narrow="created_at", is_moment=True, is_first=False),
    ),
    nothing=Empty(text=_("You look after nobody's account yet.")),
    no_match=_("Nobody matches these choices."),
)
