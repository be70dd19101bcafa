"""Writing rows of the list of people, and taking them back (人员名单写入)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.imports import Entry, InUse
from luoshi.kernel.models import Body, Post, Role, User
from luoshi.kernel.queries import people_list as queries
from luoshi.kernel.services import people

FIELDS = ("title", "valid_from")


def enter_people(*, entries: Sequence[Entry], by: Actor, at: datetime) -> list[tuple[str, Any]]:
    """Open an account for each new user name, and give each row its post.

    An account can't be entered before it has a one-time password. Raises NotAllowed, AboveOneself or PostHeld.
    """
    users = queries.users_called(entry.values["username"] for entry in entries)
    bodies = queries.bodies_called(entry.values["body"] for entry in entries)
    roles = {role.name: role for role in queries.roles()}
    made = []
    for entry in entries:
        key, new = entry.values["username"].casefold(), None
        if key not in users:
            users[key] = new = people.create_user(
                username=entry.values["username"],
                display_name=entry.values["name"],
                password=None,
                by=by,
                at=at,
            )
        post = _give(entry.values, users[key], bodies, roles, by=by, at=at)
        made.append((str(post.pk), {"is_new": True, "user": new.pk if new else None}))
    return made


def _give(
    values: Mapping[str, Any],
    user: User,
    bodies: Mapping[str, Sequence[Body]],
    roles: Mapping[str, Role],
    *,
    by: Actor,
    at: datetime,
) -> Post:
    return people.give_post(
        user=user,
        body=bodies[values["body"]][0],
        role=roles[values["role"]],
        title=values.get("title") or "",
        valid_from=values.get("valid_from"),
        by=by,
        at=at,
    )


def alter_people(*, entries: Sequence[Entry], by: Actor, at: datetime) -> list[Any]:
    """Change name, job title and first day to what the rows say; return for each what it was before."""
    posts = Post.objects.select_related("user", "body__area").in_bulk(
        [int(entry.target) for entry in entries]
    )
    before = []
    for entry in entries:
        post = posts[int(entry.target)]
        people.require_may_enter(by=by, user=post.user, at=at)
        before.append(
            {"name": post.user.display_name, **{field: _plain(getattr(post, field)) for field in FIELDS}}
        )
        wanted = {field: entry.values[field] for field in ("name", *FIELDS) if field in entry.values}
        _alter(post, wanted, by=by, at=at)
    return before


def _alter(post: Post, wanted: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    values = {"title": wanted.get("title") or ""} if "title" in wanted else {}
    values |= {"valid_from": wanted["valid_from"]} if "valid_from" in wanted else {}
    if changes := audit.changed(post, values):
        for field, value in values.items():
            setattr(post, field, value)
        post.save(update_fields=list(values))
        audit.record("kernel.post_changed", post, by=by, at=at, changes=changes)
    if wanted.get("name") and wanted["name"] != post.user.display_name:
        people.rename_user(user=post.user, display_name=wanted["name"], by=by, at=at)


def take_people_back(*, entries: Sequence[Entry], by: Actor, at: datetime) -> None:
    """Put changed posts back, take new ones away, and new accounts that nobody has used. Raises InUse."""
    require(by, people.EDIT)
    new = [entry for entry in entries if "is_new" in entry.undo]
    numbers = [int(entry.target) for entry in new]
    users = [entry.undo["user"] for entry in new if entry.undo["user"]]
    if name := queries.used(posts=numbers, users=users):
        raise InUse(what=name)
    posts = Post.objects.filter(pk__in=numbers).select_related("body__area")
    for post in posts:
        require(by, people.EDIT, post)
        audit.record("kernel.post_removed", post, by=by, at=at, changes={"user": (post.user_id, None)})
    posts.delete()
    people_made = User.objects.filter(pk__in=users, posts__isnull=True)
    for person in people_made:
        audit.record(
            "kernel.user_removed", person, by=by, at=at, changes={"username": (person.username, None)}
        )
    people_made.delete()  # at once: what points to each of them is looked for in thirty tables
    changed = {int(entry.target): entry.undo for entry in entries if "is_new" not in entry.undo}
    for post in Post.objects.filter(pk__in=changed).select_related("user").order_by("pk"):
        kept = changed[post.pk]
        first = date.fromisoformat(kept["valid_from"]) if kept["valid_from"] else None
        _alter(post, kept | {"valid_from": first}, by=by, at=at)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
