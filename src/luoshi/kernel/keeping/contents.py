"""What a database holds, asked in plain SQL: it may be of an older version than our models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder


@dataclass(frozen=True)
class Contents:
    """Rows by table, the last migration of each app, the chain's head, and the files by digest and size."""

    rows: dict[str, int]
    migrations: dict[str, str]
    head: tuple[int, str]
    files: tuple[tuple[str, int], ...]


def is_an_installation(connection: BaseDatabaseWrapper) -> bool:
    """Whether these are tables of ours, with the chain that each act writes."""
    return {"django_migrations", "kernel_audithead"} <= set(connection.introspection.table_names())


def contents_of(connection: BaseDatabaseWrapper) -> Contents:
    return Contents(
        rows=rows_of(connection),
        migrations=migrations_of(connection),
        head=head_of(connection),
        files=files_of(connection),
    )


def rows_of(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """The number of rows of each table; what SQLite keeps for a full-text index of its own is none."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow')")
            tables -= {name for (name,) in cursor.fetchall()}
        return {
            table: _one(cursor, f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")[0]  # noqa: S608
            for table in sorted(tables)
        }


def migrations_of(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The last migration of each app."""
    return dict(sorted(MigrationRecorder(connection).applied_migrations()))


def unknown_migrations(applied: Iterable[tuple[str, str]]) -> list[str]:
    """Those that this version of Luoshi does not have, nor has taken together: a newer one made them."""
    from django.db.migrations.loader import MigrationLoader

    ours = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = {*ours, *(replaced for made in ours.values() for replaced in made.replaces)}
    apps = {app for app, _name in ours}
    return sorted(".".join(key) for key in applied if key[0] in apps and key not in known)


def head_of(connection: BaseDatabaseWrapper) -> tuple[int, str]:
    """The number and the digest of the chain's last entry."""
    with connection.cursor() as cursor:
        number, digest = _one(cursor, "SELECT number, digest FROM kernel_audithead WHERE id = 1")
    return number, digest


def files_of(connection: BaseDatabaseWrapper) -> tuple[tuple[str, int], ...]:
    """Digest and size of every file that the database knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, size FROM kernel_storedfile ORDER BY digest")
        return tuple(cursor.fetchall())


def _one(cursor, statement: str):
    cursor.execute(statement)
    return cursor.fetchone()
