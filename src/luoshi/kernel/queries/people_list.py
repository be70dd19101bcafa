"""People as the list prints them, and what the words of a row mean here (人员名单查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from luoshi.kernel.access import EVERYONE, SIGNED_IN
from luoshi.kernel.models import AuditEntry, Body, BodyName, Post, Role, User
from luoshi.kernel.queries.body_list import BATCH
from luoshi.kit.sheets import Wrong

BODY = "body:"  # what a row may mean is not a row of ours but a body; its number stands behind this


def standing(*, on: date) -> Any:
    """Posts that a list of people prints and finds again: of one's own, and not over."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    return Post.objects.filter(lasting, stands_in_for__isnull=True).order_by("pk")


def printed(posts: Any) -> Iterator[dict[str, Any]]:
    """Each post as a row of the list."""
    rows = list(posts.select_related("user", "body", "role"))
    called = called_bodies(row.body for row in rows)
    for post in rows:
        yield {
            "target": str(post.pk),
            "username": post.user.username,
            "name": post.user.display_name,
            "body": called[post.body_id],
            "role": post.role.name,
            "title": post.title or None,
            "valid_from": post.valid_from,
        }


def called_bodies(bodies: Iterable[Body]) -> dict[int, str]:
    """How the list calls these bodies: by name, with the number where another bears the name too."""
    found = {body.pk: body.name for body in bodies}
    names, seen = sorted(set(found.values())), defaultdict[str, int](int)
    for part in parts(names):
        for name in Body.objects.filter(name__in=part).values_list("name", flat=True):
            seen[name] += 1
    return {pk: f"{name}#{pk}" if seen[name] > 1 else name for pk, name in found.items()}


def find_roles(texts: Collection[str]) -> dict[str, Any]:
    """Roles that a post can carry, by code or by name in either language, as their names."""
    found: dict[str, set[str]] = defaultdict(set)
    for role in roles():
        for word in (role.code, role.name, role.name_en):
            found[word.casefold()].add(role.name)
    return {
        text: next(iter(names))
        if len(names) == 1
        else Wrong("ambiguous", value=text, candidates="、".join(sorted(names)))
        for text in texts
        if (names := found.get(text.casefold(), set()))
    }


def roles() -> Any:
    """The roles that a post can carry."""
    return Role.objects.exclude(code__in=[EVERYONE, SIGNED_IN]).order_by("pk")


def users_called(usernames: Iterable[str]) -> dict[str, User]:
    """Accounts by user name, capital letters or not."""
    wanted, found = sorted({name.casefold() for name in usernames}), dict[str, User]()
    for part in parts(wanted):
        rows = User.objects.annotate(folded=Lower("username")).filter(folded__in=part)
        found |= {user.username.casefold(): user for user in rows}
    return found


def bodies_called(words: Iterable[str]) -> dict[str, list[Body]]:
    """Bodies in force by any name they bear, and by name with number."""
    found: dict[str, dict[int, Body]] = defaultdict(dict)
    wanted = sorted({word.partition("#")[0] for word in words} | set(words))
    for part in parts(wanted):
        bodies = Body.objects.open_ended().select_related("area")
        for body in bodies.filter(name__in=part):
            found[body.name][body.pk] = found[f"{body.name}#{body.pk}"][body.pk] = body
        names = BodyName.objects.open_ended().filter(name__in=part, body__valid_until__isnull=True)
        for row in names.select_related("body__area"):
            found[row.name][row.body_id] = row.body
    return {word: list(bodies.values()) for word, bodies in found.items()}


def posts_of(users: Iterable[User], *, on: date) -> dict[tuple[int, int], list[Post]]:
    """The posts that stand, by person and body."""
    found: dict[tuple[int, int], list[Post]] = defaultdict(list)
    for part in parts([user.pk for user in users]):
        for post in standing(on=on).filter(user__in=part).select_related("role"):
            found[post.user_id, post.body_id].append(post)
    return found


def parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Some hundreds at a time."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def used(*, posts: Iterable[int], users: Iterable[int]) -> str:
    """The name of somebody among these whose new post is lent, or whose new account has been used; else empty."""
    loan = Post.objects.filter(stands_in_for__in=list(posts)).select_related("stands_in_for__user").first()
    if loan and loan.stands_in_for:
        return str(loan.stands_in_for.user)
    acted = AuditEntry.objects.filter(by_id__in=list(users)).values("by_id")
    person = User.objects.filter(pk__in=acted).order_by("pk").first()
    return str(person) if person else ""
