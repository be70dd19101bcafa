"""The database as it stands at one moment, taken while others write (数据库快照)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection as site
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from luoshi.kernel.keeping import programs
from luoshi.kernel.keeping.aliases import lasting, reached

ALIAS = "snapshot"


@dataclass(frozen=True)
class Snapshot:
    """A file that holds the whole database, and a connection that sees exactly what the file holds."""

    kind: str
    version: str
    file: Path
    connection: BaseDatabaseWrapper


def taken(folder: Path) -> AbstractContextManager[Snapshot]:
    """Write the site's database into a file in this folder."""
    return TAKERS[site.vendor](folder)


@contextmanager
def _sqlite(folder: Path) -> Iterator[Snapshot]:
    file = folder / "database.sqlite3"
    with site.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    # Read only, without the pragmas of the product: they would write into the file.
    settings = {"NAME": f"{file.as_uri()}?mode=ro", "OPTIONS": {}, "CONN_MAX_AGE": 0}
    with reached(settings, alias=ALIAS) as connection:
        yield Snapshot("sqlite", sqlite3.sqlite_version, file, connection)


@contextmanager
def _postgresql(folder: Path) -> Iterator[Snapshot]:
    file = folder / "database.dump"
    with reached(lasting(site.settings_dict), alias=ALIAS) as connection:
        server = programs.server_version(connection)
        dump = programs.find("pg_dump", least=server)
        with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
            arguments = ("--format=custom", "--no-password", f"--file={file}", f"--snapshot={name}")
            programs.run(dump, *arguments, connection=connection)
            yield Snapshot("postgresql", str(server), file, connection)


TAKERS: dict[str, Callable[[Path], AbstractContextManager[Snapshot]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}
