"""Putting a backup back (恢复): into an empty home and an empty database, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from luoshi.kernel.keeping import contents, heads, keys, programs
from luoshi.kernel.keeping.aliases import lasting, reached
from luoshi.kernel.keeping.alone import LOCK, alone
from luoshi.kernel.keeping.archive import DATABASES, Archive
from luoshi.kernel.keeping.manifest import SEAL
from luoshi.kernel.keeping.refusals import (
    DamagedBackup,
    DatabaseNotEmpty,
    HomeNotEmpty,
    KeyMissing,
    NewerBackup,
    OtherDatabase,
)

ALIAS = "restored"
VENDORS = {"django.db.backends.sqlite3": "sqlite", "django.db.backends.postgresql": "postgresql"}


@dataclass(frozen=True)
class Target:
    """Where to: a folder, the settings of a database, and the keys if they are at hand."""

    home: Path
    database: Mapping[str, Any]
    keys: Mapping[str, str]

    @property
    def vendor(self) -> str:
        return VENDORS.get(self.database["ENGINE"], self.database["ENGINE"])


def restore(archive: Archive, target: Target, *, ours: str) -> None:
    """Put everything in its place (恢复); nothing is left behind when any part is refused.

    Raises HomeNotEmpty, DatabaseNotEmpty, OtherDatabase, KeyMissing, OtherKey, NewerBackup or DamagedBackup.
    """
    _need_empty_home(target.home)
    _need_fitting_database(archive, target, ours)
    with (
        alone(target.home),
        tempfile.TemporaryDirectory(dir=target.home, prefix=".restoring-") as name,
    ):
        folder = Path(name)
        for part in archive.manifest.parts:
            archive.place(part, folder / part.name)
        _fill_database(archive, target, folder)
        _settle(folder, target)
    number, digest = archive.manifest.head
    heads.note(number=number, digest=digest, place=target.home / heads.FILE)


def need_key(archive: Archive, target: Target) -> None:
    """Raise KeyMissing or OtherKey, and DamagedBackup when somebody has rewritten the manifest."""
    given = target.keys.get(keys.AUDIT, "").encode()
    if not given:
        raise KeyMissing(home=target.home)
    keys.need_same(given, expected=archive.manifest.key, path=target.home / keys.AUDIT)
    if not archive.is_sealed_with(given):
        raise DamagedBackup(part=SEAL, reason="HMAC-SM3")


def _need_empty_home(home: Path) -> None:
    """A home that holds nothing but its keys is empty."""
    held = sorted(path.name for path in home.iterdir()) if home.is_dir() else []
    if foreign := next((name for name in held if name not in {*keys.NAMES, LOCK}), None):
        raise HomeNotEmpty(home=home, name=foreign)


def _need_fitting_database(archive: Archive, target: Target, ours: str) -> None:
    manifest = archive.manifest
    if unknown := contents.unknown_migrations(manifest.migrations.items()):
        raise NewerBackup(theirs=manifest.luoshi, what=", ".join(unknown), ours=ours)
    if manifest.database["kind"] != target.vendor:
        raise OtherDatabase(theirs=manifest.database["kind"], ours=target.vendor)
    if target.vendor == "sqlite":
        if Path(target.database["NAME"]).exists():
            raise DatabaseNotEmpty(name=target.database["NAME"], table="file")
        return
    with reached(lasting(target.database), alias=ALIAS) as connection:
        if tables := connection.introspection.table_names():
            raise DatabaseNotEmpty(name=target.database["NAME"], table=tables[0])
        if programs.server_version(connection) < int(manifest.database["version"]):
            theirs = f"PostgreSQL {manifest.database['version']}"
            raise OtherDatabase(theirs=theirs, ours=f"PostgreSQL {programs.server_version(connection)}")


def _fill_database(archive: Archive, target: Target, folder: Path) -> None:
    """Hand the dump to PostgreSQL, in one transaction; SQLite's file is moved when all is well."""
    if target.vendor == "sqlite":
        _need_rows(archive, {**target.database, "NAME": str(folder / DATABASES["sqlite"])})
        return
    with reached(lasting(target.database), alias=ALIAS) as connection:
        least = max(int(archive.manifest.database["version"]), programs.server_version(connection))
        program = programs.find("pg_restore", least=least)
        flags = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password")
        name = f"--dbname={connection.get_connection_params()['dbname']}"
        programs.run(program, *flags, name, str(folder / DATABASES["postgresql"]), connection=connection)
    _need_rows(archive, target.database)


def _need_rows(archive: Archive, database: Mapping[str, Any]) -> None:
    """Count what arrived and compare it with what the manifest tells."""
    with reached(lasting(database), alias=ALIAS) as connection, transaction.atomic(using=ALIAS):
        arrived, promised = contents.rows_of(connection), archive.manifest.rows
    wrong = sorted(table for table in promised if arrived.get(table) != promised[table])
    if wrong:
        raise DamagedBackup(part=wrong[0], reason=f"{arrived.get(wrong[0])} ≠ {promised[wrong[0]]}")


def _settle(folder: Path, target: Target) -> None:
    for name, key in target.keys.items():
        _write_key(target.home / name, key)
    if (folder / "files").exists():
        os.replace(folder / "files", target.home / "files")
    if target.vendor == "sqlite":
        place = Path(target.database["NAME"])
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(folder / DATABASES["sqlite"], place)


def _write_key(path: Path, key: str) -> None:
    if path.exists():
        return
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{key}\n")
