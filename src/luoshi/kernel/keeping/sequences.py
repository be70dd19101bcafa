"""The last number that a table has given out: a key is never given twice, even after its row was deleted."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Max, Model


def has_sequence(model: type[Model]) -> bool:
    """Whether the database numbers the rows of this model."""
    return isinstance(model._meta.pk, AutoField)


def last(model: type[Model], connection: BaseDatabaseWrapper) -> int:
    """The last number given out, 0 for none."""
    table, column = model._meta.db_table, model._meta.pk.column
    highest = model._base_manager.using(connection.alias).aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608  told by the server
        row = cursor.fetchone()
    return max(highest, row[0] if row else 0)


def go_on_after(number: int, model: type[Model], connection: BaseDatabaseWrapper) -> None:
    """Let the next row have a number greater than this one."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        else:
            asked = [f'"{table}"', column, max(number, 1), number > 0]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", asked)
