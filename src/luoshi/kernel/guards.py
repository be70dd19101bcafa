"""Guards in the database: what not even our own code may change (数据库防护).

A model declares `guards`; they are installed after each migration, on either database, as often as one
likes. SQLite drops a table's triggers whenever a migration rebuilds the table, so `missing` looks them up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models import Model


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table, and what must be run to have it."""

    name: str
    table: str
    create: tuple[str, ...]


@dataclass(frozen=True)
class Refuse:
    """Refuse statements of some kinds on a table."""

    events: ClassVar[tuple[str, ...]]

    def triggers(self, *, model: type[Model], vendor: str) -> Iterator[Trigger]:
        table = model._meta.db_table
        for event in self.events:
            name = f"{table}_no_{event.lower()}"
            if vendor == "postgresql":
                yield Trigger(name, table, _postgresql(name, table, event))
            elif event != "TRUNCATE":
                yield Trigger(name, table, _sqlite(name, table, event))


class AppendOnly(Refuse):
    """Rows are added, never changed or deleted."""

    events = ("UPDATE", "DELETE", "TRUNCATE")


class Unchangeable(Refuse):
    """Rows are never changed; they may be deleted when their time is over."""

    events = ("UPDATE",)


@dataclass(frozen=True)
class Settled:
    """A row is changed and deleted freely until a moment stands in the column; from then on it stays as it is."""

    column: str

    def triggers(self, *, model: type[Model], vendor: str) -> Iterator[Trigger]:
        table = model._meta.db_table
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_settled_no_{event.lower()}"
            filled = f"old.{self.column} IS NOT NULL"
            if vendor == "postgresql":
                yield Trigger(name, table, _postgresql(name, table, event, f"ROW WHEN ({filled})"))
            else:
                yield Trigger(name, table, _sqlite(name, table, event, f" WHEN {filled}"))


def _sqlite(name: str, table: str, event: str, when: str = "") -> tuple[str, ...]:
    return (
        f'DROP TRIGGER IF EXISTS "{name}"',
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}"{when} '
        f"BEGIN SELECT RAISE(ABORT, 'luoshi: {table} refuses {event}'); END",
    )


REFUSAL = (
    " BEGIN RAISE EXCEPTION 'luoshi: % refuses %', TG_TABLE_NAME, TG_OP "
    "USING ERRCODE = 'restrict_violation'; END "
)


def _postgresql(name: str, table: str, event: str, each: str = "STATEMENT") -> tuple[str, ...]:
    return (
        f"CREATE OR REPLACE FUNCTION luoshi_refuse() RETURNS trigger LANGUAGE plpgsql AS $${REFUSAL}$$",
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {event} ON "{table}" '
        f"FOR EACH {each} EXECUTE FUNCTION luoshi_refuse()",
    )


def declared(*, vendor: str, app: AppConfig | None = None) -> list[Trigger]:
    """Every trigger that our models ask for, of one room or of all."""
    models = app.get_models() if app else apps.get_models()
    return [
        trigger
        for model in models
        for guard in getattr(model, "guards", ())
        for trigger in guard.triggers(model=model, vendor=vendor)
    ]


def install(*, using: str = "default", app: AppConfig | None = None) -> None:
    """Create what is missing and replace what is there; run it as often as you like."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in declared(vendor=connection.vendor, app=app):
            if trigger.table in tables:
                for statement in trigger.create:
                    cursor.execute(statement)


def remove(*, using: str) -> None:
    """Take every guard away: only for a database that is just being filled."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in declared(vendor=connection.vendor):
            table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{table}')


def missing(*, using: str = "default") -> list[Trigger]:
    """The guards that the database does not have, or has switched off."""
    connection = connections[using]
    present = _present(connection)
    return [trigger for trigger in declared(vendor=connection.vendor) if not _is_present(trigger, present)]


def _is_present(trigger: Trigger, present: dict[str, str]) -> bool:
    definition = present.get(trigger.name, "")
    return definition == trigger.create[-1] or definition == _as_postgresql_tells(trigger.create[-1])


def _as_postgresql_tells(create: str) -> str:
    """The words of PostgreSQL for a trigger that we have created, without the schema of its table."""
    return create.replace("CREATE OR REPLACE", "CREATE").replace('"', "")


def _present(connection: Any) -> dict[str, str]:
    """Triggers by name with their text; on PostgreSQL those that fire for everybody and do what ours do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t "
                "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
                "AND p.proname = 'luoshi_refuse' AND p.prosrc = %s",
                [REFUSAL],
            )
        return dict(cursor.fetchall())
