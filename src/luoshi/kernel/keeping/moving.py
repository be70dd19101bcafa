"""Moving to another database (迁移数据库): every row of every table, the chain of acts with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db import connection as site
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from luoshi.kernel import guards
from luoshi.kernel.keeping import contents, rows, sequences
from luoshi.kernel.keeping.aliases import lasting, reached
from luoshi.kernel.keeping.refusals import DatabaseNotEmpty, NotUpToDate, RowRefused, SameDatabase

SOURCE, TARGET = "moved_from", "moved_to"
BATCH = 1000


@dataclass
class Moved:
    """How far it has come: tables done, rows copied; at the end the digests of both sides."""

    tables: int
    done: list[str] = field(default_factory=list)
    rows: int = 0
    left_behind: int = 0
    digests: tuple[str, str] = ("", "")

    @property
    def is_equal(self) -> bool:
        return bool(self.digests[0]) and self.digests[0] == self.digests[1]


def move(*, to: Mapping[str, Any]) -> Iterator[Moved]:
    """Copy the site's database into an empty one (迁移); each step is told, the last with both digests.

    Raises SameDatabase, DatabaseNotEmpty, NotUpToDate or RowRefused. Nothing is written into the site's own.
    """
    _need_another(to)
    with (
        reached(_reading(), alias=SOURCE) as source,
        reached(lasting(to), alias=TARGET) as target,
        _as_of_now(source),
    ):
        _need_ready(source)
        _need_empty(target)
        with _whole_or_not_at_all(target):
            call_command("migrate", database=TARGET, verbosity=0, interactive=False)
            yield from _fill(source, target)


def _fill(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> Iterator[Moved]:
    moved = Moved(tables=len(rows.models()))
    with transaction.atomic(using=TARGET):
        _clear(target)
        for model in _in_order():
            moved.rows += _copy(model, source, target)
            moved.done.append(model._meta.db_table)
            yield moved
    if target.vendor == "postgresql":
        with target.cursor() as cursor:  # no trigger is made on a table that still waits for a check
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    guards.install(using=TARGET)
    moved.digests = rows.digest(using=SOURCE), rows.digest(using=TARGET)
    moved.left_behind = contents.head_of(site)[0] - contents.head_of(target)[0]
    yield moved


@contextmanager
def _whole_or_not_at_all(target: BaseDatabaseWrapper) -> Iterator[None]:
    """PostgreSQL takes back the tables as well; of SQLite the file is taken away."""
    if target.vendor == "postgresql":
        with transaction.atomic(using=TARGET):
            yield
        return
    try:
        yield
    except BaseException:
        target.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{target.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
        raise


def _reading() -> dict[str, Any]:
    """The site's database, to be read at leisure: others go on writing."""
    settings = lasting(site.settings_dict)
    if site.vendor == "sqlite":
        settings["OPTIONS"] = {**settings["OPTIONS"], "transaction_mode": "DEFERRED"}
    return settings


@contextmanager
def _as_of_now(source: BaseDatabaseWrapper) -> Iterator[None]:
    """See the rows of one moment."""
    with transaction.atomic(using=SOURCE):
        if source.vendor == "postgresql":
            with source.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _need_another(to: Mapping[str, Any]) -> None:
    same = ("ENGINE", "NAME", "HOST", "PORT")
    ours = site.settings_dict
    hosts = [settings.get("OPTIONS", {}).get("host") for settings in (ours, to)]
    if all(str(to.get(name, "")) == str(ours[name]) for name in same) and hosts[0] == hosts[1]:
        raise SameDatabase


def _need_ready(source: BaseDatabaseWrapper) -> None:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(source)
    unknown = contents.unknown_migrations(executor.loader.applied_migrations)
    if unknown or executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotUpToDate


def _need_empty(target: BaseDatabaseWrapper) -> None:
    if tables := target.introspection.table_names():
        raise DatabaseNotEmpty(name=target.settings_dict["NAME"], table=tables[0])


def _clear(target: BaseDatabaseWrapper) -> None:
    """Take away the guards, and what a migration puts into every new database: the source has its own."""
    guards.remove(using=TARGET)
    with target.cursor() as cursor:
        for model in reversed(_in_order()):
            cursor.execute(f"DELETE FROM {target.ops.quote_name(model._meta.db_table)}")  # noqa: S608  our models


def _in_order() -> list[type[Model]]:
    """Tables after those to which they point; where two point to each other, the check waits for the commit."""
    models = rows.models()
    pointed = {
        model: {
            each.remote_field.model
            for each in model._meta.concrete_fields
            if each.remote_field and not each.null and each.remote_field.model is not model
        }
        for model in models
    }
    return [model for model in TopologicalSorter(pointed).static_order() if model in pointed]


def _copy(model: type[Model], source: BaseDatabaseWrapper, target: BaseDatabaseWrapper) -> int:
    """All rows of a table, in batches as they are read."""
    reader = rows.in_order(model, using=SOURCE).iterator(chunk_size=BATCH)
    copied = 0
    while batch := list(islice(reader, BATCH)):
        _write(model, batch, target)
        copied += len(batch)
    if sequences.has_sequence(model):
        sequences.go_on_after(sequences.last(model, source), model, target)
    return copied


def _write(model: type[Model], batch: list[Model], target: BaseDatabaseWrapper) -> None:
    """Insert the rows as they are: no field may set a moment of its own again."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    size = target.ops.bulk_batch_size(fields, batch)
    manager = model._base_manager.using(TARGET)
    try:
        with transaction.atomic(using=TARGET):
            for start in range(0, len(batch), size):
                part = batch[start : start + size]
                manager._insert(part, fields=fields, using=TARGET, raw=True)  # type: ignore[attr-defined]
    except (DatabaseError, ValueError) as error:
        if len(batch) == 1:
            reason = " ".join(str(error).split())
            raise RowRefused(table=model._meta.db_table, key=batch[0].pk, reason=reason) from error
        for row in batch:
            _write(model, [row], target)
