"""The full-text index of either database, kept by the database itself with the row (全文索引).

SQLite has an FTS5 table that triggers fill; PostgreSQL has a generated column and its index, which a migration makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Lookup, Model, TextField

from luoshi.kernel.guards import Trigger


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
            "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
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
