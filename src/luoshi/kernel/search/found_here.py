"""What the kernel itself lets people find: bodies by all their names, people (主体、人员)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import Body, BodyName, User

from .sources import Described, Source, register_source


def register() -> None:
    """Called once, by `ready()`."""
    register_source(
        "kernel.body",
        Source(
            label=_("Bodies"),
            order=40,
            follows="kernel.body",
            groups=Body.objects.all,
            describe=_bodies,
            visible=Body.objects.visible_to,
            links=lambda by, keys: {key: reverse("kernel:body", args=[key]) for key in keys},
        ),
    )
    register_source(
        "kernel.user",
        Source(
            label=_("People"),
            order=50,
            follows="kernel.user",
            groups=User.objects.all,
            describe=_people,
            visible=User.objects.visible_to,
            links=_pages_of_people,
        ),
    )


def _bodies(keys: Collection[int]) -> Iterator[Described]:
    """Names that are simulated facts of their own stay out: who leaves those out would find the body by them."""
    names: dict[int, dict[str, None]] = defaultdict(dict)
    known = BodyName.objects.filter(body__in=keys).without_simulated().order_by("pk")
    for body, name in known.values_list("body_id", "name"):
        names[body][name] = None
    for body, title, name_en in Body.objects.filter(pk__in=keys).values_list("pk", "name", "name_en"):
        others = tuple(name for name in names[body] if name != title)
        yield Described(body, body, title, names=(*others, name_en) if name_en else others)


def _pages_of_people(by: Any, keys: Collection[int]) -> dict[int, str]:
    """A person's page is for whoever looks after the account; one's own is the page of one's account."""
    looked_after = User.objects.allowed(by, act="kernel.edit_people").filter(pk__in=keys)
    pages = {key: reverse("kernel:person", args=[key]) for key in looked_after.values_list("pk", flat=True)}
    return {by.pk: reverse("kernel:account"), **pages} if by.pk in keys else pages


def _people(keys: Collection[int]) -> Iterator[Described]:
    for user in User.objects.filter(pk__in=keys):
        yield Described(user.pk, user.pk, str(user), names=(user.username,))
