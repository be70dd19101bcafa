"""The list of people as a sheet: accounts and posts are taken in, and go out again (人员名单)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor, is_allowed
from luoshi.kernel.clock import day_of, today
from luoshi.kernel.imports import Entry, ListKind, Match
from luoshi.kernel.imports.people_columns import PEOPLE
from luoshi.kernel.models import Body, BodyKind, Post, Role, User
from luoshi.kernel.queries import body_list
from luoshi.kernel.queries import people_list as queries
from luoshi.kernel.queries.written_bodies import WrittenBodies
from luoshi.kernel.services import people, people_rows
from luoshi.kernel.services.matching import remember_body
from luoshi.kit.sheets import Lookup, Remark, Row


class PeopleList(ListKind):
    """Who serves which body in which role. A body is never made by this list: it is found, or asked for."""

    code = "kernel.people"
    label = PEOPLE.title
    act = people.EDIT
    sheet = PEOPLE
    models = (User, Post)
    step = 100  # each account and each post is an act of its own
    makes_new = False
    afterwards = _("Print one-time passwords for the new accounts")

    def lookups(self) -> dict[str, Lookup]:
        return {"role": queries.find_roles}

    def name_of(self, values: Mapping[str, Any]) -> str:
        return str(values.get("name") or values.get("body") or "")

    def question(self, values: Mapping[str, Any]) -> str:
        return str(values["body"])

    def afterwards_url(self, batch: int) -> str:
        return reverse("kernel:slips", args=[batch])

    def ordered(self, rows: list[Row]) -> tuple[list[Row], list[Remark]]:
        """One user name is one person: two names for it are refused."""
        faults, first = list[Remark](), dict[str, Row]()
        for row in rows:
            earlier = first.setdefault((row.values.get("username") or "").casefold(), row)
            if earlier.values.get("name") != row.values.get("name"):
                value = row.values.get("username") or ""
                faults.append(
                    row.remark("doubled_value", "username", value=value, other=earlier.cell("name"))
                )
        return rows, faults

    def match(self, rows: Sequence[Row], *, by: Actor, on: date) -> Iterator[Match]:
        check = Check(rows, by=by, on=on)
        for row in rows:
            yield check.of(row)

    def answered(self, rows: Sequence[tuple[dict[str, Any], str]]) -> list[tuple[dict[str, Any], str]]:
        """The rows at the bodies that somebody has chosen."""
        keys = [int(answer.removeprefix(queries.BODY)) for _values, answer in rows]
        bodies = Body.objects.in_bulk(keys)
        users = queries.users_called(values["username"] for values, _answer in rows)
        posts = queries.posts_of(users.values(), on=today())
        called, roles = queries.called_bodies(bodies.values()), _by_code(queries.roles())
        return [
            _settled(
                values,
                bodies[key],
                users.get(values["username"].casefold()),
                posts,
                called=called,
                roles=roles,
            )
            for key, (values, _answer) in zip(keys, rows, strict=True)
        ]

    def remember(
        self, values: Mapping[str, Any], *, target: str, others: Sequence[str], by: Actor, at: datetime
    ) -> None:
        remember_body(
            word=values["body"],
            body=target.removeprefix(queries.BODY),
            others=[other.removeprefix(queries.BODY) for other in others],
            by=by,
            at=at,
        )

    def current(self, targets: Collection[str]) -> dict[str, dict[str, Any]]:
        """Posts as they are printed; a body that was asked about, with its name alone."""
        asked = sorted(
            int(each.removeprefix(queries.BODY)) for each in targets if each.startswith(queries.BODY)
        )
        found = {
            f"{queries.BODY}{pk}": {"body": name}
            for part in queries.parts(asked)
            for pk, name in queries.called_bodies(Body.objects.filter(pk__in=part)).items()
        }
        for part in queries.parts(sorted(int(target) for target in targets if target.isdecimal())):
            found |= {
                values.pop("target"): values for values in queries.printed(Post.objects.filter(pk__in=part))
            }
        return found

    def everything(self, *, by: Actor) -> Iterable[dict[str, Any]]:
        posts = queries.standing(on=today()).filter(
            pk__in=Post.objects.allowed(by, act=people.EDIT).values("pk")
        )
        return queries.printed(posts.order_by("body__name", "body", "user__display_name", "pk"))

    def clashing(self, entries: Sequence[Entry], *, at: datetime) -> set[int]:
        users = queries.users_called(entry.values["username"] for entry in entries)
        posts = queries.posts_of(users.values(), on=day_of(at))
        bodies = queries.bodies_called(entry.values["body"] for entry in entries)
        return {
            place
            for place, entry in enumerate(entries)
            if _clashes(entry.values, users, posts, bodies.get(entry.values["body"], []))
        }

    def in_use(self, entries: Sequence[Entry], *, within: Collection[str]) -> str:
        new = [entry for entry in entries if "is_new" in entry.undo]
        users = [entry.undo["user"] for entry in new if entry.undo["user"]]
        return queries.used(posts=[int(entry.target) for entry in new], users=users)

    def add(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[tuple[str, Any]]:
        return people_rows.enter_people(entries=entries, by=by, at=at)

    def change(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[Any]:
        return people_rows.alter_people(entries=entries, by=by, at=at)

    def take_back(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> None:
        people_rows.take_people_back(entries=entries, by=by, at=at)


class Check:
    """Whether a row may be taken: its body is known, the person is who the row says, both are in reach."""

    def __init__(self, rows: Sequence[Row], *, by: Actor, on: date) -> None:
        self._by, self._on = by, on
        self._written = WrittenBodies((row.values["body"] for row in rows), on=on)
        self._users = queries.users_called(row.values["username"] for row in rows)
        self._posts = queries.posts_of(self._users.values(), on=on)
        roles = list(queries.roles())
        self._roles, self._usual = {role.name: role for role in roles}, _by_code(roles)
        self._seen: dict[tuple[str, int, str], Row] = {}

    def of(self, row: Row) -> Match:
        word = row.values["body"]
        if body := self._written.meant(word):
            return self._at(row, body)
        if bodies := self._written.bearing(word):
            candidates = self._written.names_of(bodies)
            return Match(faults=(row.remark("ambiguous", "body", value=word, candidates=candidates),))
        return self._asking(row, self._written.possible(word))

    def _asking(self, row: Row, possible: Sequence[Any]) -> Match:
        """Bodies that may be meant, of those that this person looks after."""
        within = [each for each in possible if self._may(self._written.of(each))]
        if not within:
            return Match(faults=(row.remark("not_found", "body", value=row.values["body"]),))
        if fault := self._person_at_fault(row):
            return Match(faults=(fault,))
        shown = [body_list.shown_candidate(each) for each in within]
        return Match(candidates=tuple(each | {"target": queries.BODY + each["target"]} for each in shown))

    def _at(self, row: Row, body: Body) -> Match:
        user = self._users.get(row.values["username"].casefold())
        values, target = _settled(
            row.values, body, user, self._posts, called=self._written.called, roles=self._usual
        )
        row.values.update(values)
        fault = self._post_at_fault(row, body) or self._person_at_fault(row, holds=bool(target))
        return Match(faults=(fault,)) if fault else Match(target)

    def _post_at_fault(self, row: Row, body: Body) -> Remark | None:
        role = self._roles[row.values["role"]]
        if not self._may(body):
            return row.remark("not_allowed", "body", value=row.values["body"])
        if role.code in people.ABOVE_BODIES and not people.reaches_everybody(by=self._by, on=self._on):
            return row.remark("not_allowed", "role", value=role.name)
        key = (row.values["username"].casefold(), body.pk, role.code)
        if (earlier := self._seen.setdefault(key, row)) is not row:
            cell = earlier.cell("username")
            return row.remark("doubled_value", "username", value=row.values["username"], other=cell)
        return None

    def _person_at_fault(self, row: Row, *, holds: bool = False) -> Remark | None:
        """A user name that another person has; whose it is, is told to nobody who does not look after both."""
        user = self._users.get(row.values["username"].casefold())
        if user is None:
            return None
        is_another = not holds and user.display_name != row.values["name"]
        if is_another or not people.may_enter(by=self._by, user=user, on=self._on):
            return row.remark("name_taken", "username", value=row.values["username"])
        return None

    def _may(self, body: Body) -> bool:
        return is_allowed(self._by, people.EDIT, Post(user_id=0, body=body))


def _settled(
    values: Mapping[str, Any],
    body: Body,
    user: User | None,
    posts: Mapping[tuple[int, int], Sequence[Post]],
    *,
    called: Mapping[int, str],
    roles: Mapping[str, Role],
) -> tuple[dict[str, Any], str]:
    """The row with its body by name and its role filled in; and the post of ours that it means."""
    held = posts.get((user.pk, body.pk), ()) if user else ()
    usual = roles["clerk" if body.kind == BodyKind.ENTERPRISE else "officer"]
    role = values.get("role") or (held[0].role.name if held else usual.name)
    same = [post for post in held if post.role.name == role]
    return dict(values) | {"body": called[body.pk], "role": role}, str(same[0].pk) if same else ""


def _by_code(roles: Iterable[Role]) -> dict[str, Role]:
    return {role.code: role for role in roles}


def _clashes(
    values: Mapping[str, Any],
    users: Mapping[str, User],
    posts: Mapping[tuple[int, int], Sequence[Post]],
    bodies: Sequence[Body],
) -> bool:
    user = users.get(values["username"].casefold())
    if len(bodies) != 1:
        return True
    if user is None:
        return False
    held = posts.get((user.pk, bodies[0].pk), ())
    return user.display_name != values["name"] or any(post.role.name == values["role"] for post in held)
