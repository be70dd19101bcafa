"""A small world in which everybody can try everything: who acts, on what, and what that changed (权限矩阵)."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Model
from django.test import Client

from luoshi.kernel.models import AuditEntry, Body, Session, User
from tests.kernel.factories import (
    AreaFactory,
    BodyFactory,
    InstallationFactory,
    PostFactory,
    UserFactory,
    member,
    undone,
)

OWN, OWN_BODY, OWN_AREA, ELSEWHERE, ANYTHING = "own", "own body", "own area", "elsewhere", "anything"
PLACES = (OWN, OWN_BODY, OWN_AREA, ELSEWHERE)
OFFICES = ("administrator", "body_administrator", "auditor", "lead_officer", "officer", "leader", "clerk")
ROLES = ("anonymous", "signed_in", *OFFICES)
# What every request of a browser writes, whoever it is from and whatever it asks for.
SESSIONS = frozenset({"django_session", Session._meta.db_table})

May = dict[str, tuple[str, ...]]


def everybody(*places: str) -> May:
    """Whoever it is, known or not."""
    return dict.fromkeys(ROLES, places)


def signed_in(*places: str) -> May:
    """Whoever has signed in."""
    return dict.fromkeys(ROLES[1:], places)


class World:
    """A city with a county, a neighbour, a body in each, and a person in every role at the city's body."""

    def __init__(self) -> None:
        city = AreaFactory(code="990100", name="云岭市")
        county = AreaFactory(code="990102", name="河东区", parent=city)
        neighbour = AreaFactory(code="990200", name="邻市")
        self.bodies = {
            OWN_BODY: BodyFactory(area=city, name="云岭市甲局"),
            OWN_AREA: BodyFactory(area=county, name="河东区乙局"),
            ELSEWHERE: BodyFactory(area=neighbour, name="邻市丙局"),
        }
        self.colleagues = {place: PostFactory(body=body).user for place, body in self.bodies.items()}
        self.people = {role: member(role, body=self.bodies[OWN_BODY]).pk for role in OFFICES}
        self.people["signed_in"] = UserFactory().pk
        InstallationFactory(home_area=city)
        self.keys: dict[str, str] = {}
        for role in ROLES[1:]:
            client = Client()
            client.force_login(self.actor(role))
            self.keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def actor(self, role: str) -> User | AnonymousUser:
        """The person, as freshly read as by a request."""
        return AnonymousUser() if role == "anonymous" else User.objects.get(pk=self.people[role])


@dataclass(frozen=True)
class Scene:
    """Somebody before something: `place` says how that stands to the person."""

    world: World
    role: str
    place: str

    @cached_property
    def by(self) -> User | AnonymousUser:
        return self.world.actor(self.role)

    def client(self) -> Client:
        """A browser in which the person has signed in; anew, when the password is another since."""
        client = Client()
        if self.role in self.world.keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.world.keys[self.role]
        if self.by.pk and self.by.password:
            client.force_login(self.by)
        return client

    @property
    def body(self) -> Body:
        """The body that the thing belongs to."""
        known = self.world.bodies
        return Body.objects.get(pk=known.get(self.place, known[OWN_BODY]).pk)

    @property
    def maker(self) -> User:
        """The person that the thing is of: oneself, or somebody of that body."""
        if self.place in (OWN, ANYTHING) and self.by.pk:
            return self.by
        known = self.world.colleagues
        return User.objects.get(pk=known.get(self.place, known[OWN_BODY]).pk)


@dataclass(frozen=True)
class Row:
    """One line of the table: who may, where; how it is tried; which tables must have changed then.

    What `is_act` leaves an entry in the chain; what changes nothing, or only what a session leans on, does not. What
    `is_personal` is made for the person who comes, wherever it stands.
    """

    may: May
    make: Callable[[Scene], dict]
    changes: tuple[type[Model], ...] = ()
    places: tuple[str, ...] = PLACES
    roles: tuple[str, ...] = ROLES
    is_act: bool = True
    is_personal: bool = False

    def faults(
        self, world: World, fault_of: Callable[[Scene, dict, bool], str], *, by_address: bool = False
    ) -> list[str]:
        """What is wrong when everybody tries everything, each before a world as if nobody had.

        What is named by its address is the same for everybody; what is held in memory is changed by who may.
        """
        unknown = set(self.may) - set(ROLES) | {place for may in self.may.values() for place in may} - {
            *self.places
        }
        assert not unknown, f"the table names {unknown}, which is no role or place of this row"
        found = []
        for scenes in self._groups(world, by_address=by_address):
            with undone():
                made = self.make(scenes[0])
                said = {scene: fault_of(scene, made, self.allows(scene)) for scene in scenes}
            found += [f"{scene.role}, {scene.place}: {fault}" for scene, fault in said.items() if fault]
        return found

    def allows(self, scene: Scene) -> bool:
        return scene.place in self.may.get(scene.role, ())

    def _groups(self, world: World, *, by_address: bool) -> Iterator[list[Scene]]:
        """Those who stand before the same thing: whoever owns it has one alone, and so has who may change it."""
        for place in self.places:
            scenes = [Scene(world, role, place) for role in self.roles]
            is_shared = by_address and not self.is_personal
            alone = [] if is_shared else [scene for scene in scenes if self.allows(scene)]
            if place in (OWN, ANYTHING):
                alone = scenes
            yield from ([scene] for scene in alone)
            if together := [scene for scene in scenes if scene not in alone]:
                yield together


def page(*args, **data) -> dict:
    """What is asked: the arguments of the address, and what the form holds."""
    return {"args": args, "data": data}


def seen(may, make=lambda at: page(), **fields) -> Row:
    """A page that is only looked at."""
    return Row(may, make, is_act=False, **fields)


WRITES = re.compile(r'\b(?:INSERT(?: OR [A-Z]+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
READS = (
    "SELECT",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "SET CONSTRAINTS",
    "EXPLAIN",
    "PRAGMA",
    "BEGIN",
    "WITH",
)


class Watch:
    """What was written while it was on: the tables that any statement named, and which of some changed by it.

    Every statement passes here, so a table that none named needs no second look.
    """

    def __init__(self, *models: type[Model], without: frozenset[str] = frozenset()) -> None:
        self.looked_at = {model._meta.db_table for model in (*models, AuditEntry)}
        self.without = without
        self.written: set[str] = set()

    def __enter__(self) -> Self:
        self.before = _digests(self.looked_at)
        self.hook = connection.execute_wrapper(self._notice)
        self.hook.__enter__()
        return self

    def __exit__(self, *problem) -> None:
        self.hook.__exit__(*problem)

    def _notice(self, execute, sql, params, many, context):
        named = set(WRITES.findall(sql))
        if not named and not sql.lstrip("( ").startswith(READS):
            named = {f"what this names: {sql[:60]}"}
        self.written |= named - self.without
        return execute(sql, params, many, context)

    def changed(self) -> set[str]:
        """Of the tables that are looked at, those that hold something else than before."""
        return {table for table, digest in _digests(self.looked_at).items() if digest != self.before[table]}


def _digests(tables: set[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        return {table: _digest(cursor, table) for table in sorted(tables)}


def looked_at_closely(attempt: Callable[[], object], *, without: frozenset[str] = frozenset()) -> set[str]:
    """The tables that hold something else after one more attempt: what was written may have been rolled back."""
    with undone():
        before = digests(without=without)
        attempt()
        return changed(before, digests(without=without))


def digests(*, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """A digest of every table, or of all but some."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - without
    return _digests(tables)


def _digest(cursor, table: str) -> str:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {table for table, digest in after.items() if before.get(table) != digest}


def tables(*models: type[Model]) -> set[str]:
    return {model._meta.db_table for model in models}
