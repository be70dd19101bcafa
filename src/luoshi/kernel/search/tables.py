"""The full-text index of either database, kept by the database itself with the row (全文索引).

SQLite has an FTS5 table that triggers fill; PostgreSQL has a generated column and its index, which a migration makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Lookup, Model, TextField

from luoshi.kernel.guards import Trigger

SQLITE = "tokenize='unicode61 remove_diacritics 0'"
POSTGRESQL = "to_tsvector('simple', words)"
# Every place of every word: what the index holds, and what an index made from the rows would hold.
UNLIKE = (
    "SELECT DISTINCT doc FROM ("
    "SELECT * FROM (SELECT term, doc, offset FROM temp.held EXCEPT SELECT term, doc, offset FROM temp.due) UNION ALL "
    "SELECT * FROM (SELECT term, doc, offset FROM temp.due EXCEPT SELECT term, doc, offset FROM temp.held)) ORDER BY 1"
)


@dataclass(frozen=True)
class Indexed:
    """The triggers that keep the words of a table in its full-text index."""

    def triggers(self, *, model: type[Model], vendor: str) -> Iterator[Trigger]:
        if vendor != "sqlite":
            return
        table = model._meta.db_table
        words = f"{table}_words"
        add = f'INSERT INTO "{words}"(rowid, words) VALUES (new.id, new.words);'  # noqa: S608  our own names
        take = f'INSERT INTO "{words}"("{words}", rowid, words) VALUES (\'delete\', old.id, old.words);'  # noqa: S608
        begin = (
            f"CREATE VIRTUAL TABLE IF NOT EXISTS \"{words}\" USING fts5(words, content='{table}', "
            f"content_rowid='id', {SQLITE})",
            f'INSERT INTO "{words}"("{words}") VALUES (\'rebuild\')',  # noqa: S608
        )
        yield _trigger(table, "INSERT", add, begin)
        yield _trigger(table, "DELETE", take)
        yield _trigger(table, "UPDATE", take + " " + add)


def _trigger(table: str, event: str, body: str, begin: tuple[str, ...] = ()) -> Trigger:
    name = f"{table}_words_{event.lower()}"
    create = f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN {body} END'
    return Trigger(name, table, (*begin, f'DROP TRIGGER IF EXISTS "{name}"', create))


@TextField.register_lookup
class HasWords(Lookup):
    """`words__has_words=Phrases`: asked of the full-text index."""

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sqlite(self, _compiler: Any, connection: Any) -> tuple[str, list[str]]:
        quote = connection.ops.quote_name
        words = quote(f"{self.lhs.target.model._meta.db_table}_words")
        row = f"{quote(self.lhs.alias)}.{quote('id')}"
        found = f"{row} IN (SELECT rowid FROM {words} WHERE {words} MATCH %s)"  # noqa: S608  our own names
        return found, [self.rhs.for_sqlite()]

    def as_postgresql(self, _compiler: Any, connection: Any) -> tuple[str, list[str]]:
        column = f"{connection.ops.quote_name(self.lhs.alias)}.words_found"
        return f"{column} @@ to_tsquery('simple', %s)", [self.rhs.for_postgresql()]


def unlike_rows(model: type[Model]) -> list[int]:
    """Keys of the rows whose words the full-text index does not hold as the rows say them, and of what are no rows."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        stray = f"SELECT id FROM {table} WHERE words_found IS DISTINCT FROM {POSTGRESQL} ORDER BY id"  # noqa: S608
        return _numbers(stray)
    try:
        with transaction.atomic():
            _run(f"INSERT INTO {table}_words({table}_words, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        with transaction.atomic():  # the rows of one moment
            return _unlike_in_sqlite(table)
    return []


def _unlike_in_sqlite(table: str) -> list[int]:
    """SQLite says that something is wrong, and not what: an index made anew tells where they differ."""
    _run(
        f"CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, {table}_words, instance)",
        f"CREATE VIRTUAL TABLE temp.made USING fts5(words, content='', {SQLITE})",
        f"INSERT INTO temp.made(rowid, words) SELECT id, words FROM {table}",  # noqa: S608
        "CREATE VIRTUAL TABLE temp.due USING fts5vocab(temp, made, instance)",
    )
    try:
        return _numbers(UNLIKE)
    finally:
        _run("DROP TABLE temp.due", "DROP TABLE temp.made", "DROP TABLE temp.held")


def index_anew(model: type[Model]) -> None:
    """Make the full-text index from the rows (重建全文索引)."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        _run(
            f"ALTER TABLE {table} DROP COLUMN IF EXISTS words_found",
            f"ALTER TABLE {table} ADD COLUMN words_found tsvector GENERATED ALWAYS AS ({POSTGRESQL}) STORED",
            f"CREATE INDEX {table}_words ON {table} USING gin (words_found)",
        )
    else:
        _run(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")  # noqa: S608


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _numbers(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [number for (number,) in cursor.fetchall()]
