"""Many rows at once (批量写入): without an object a row, and with one statement for hundreds.

Constraints and triggers of the database hold for these rows as for all others. Only services write by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)

from luoshi.kernel.keeping import sequences

# Values of these fields are what the database holds; those of any other are asked of the field.
PLAIN = (BooleanField, CharField, IntegerField, TextField)
MOST = 999  # values in one statement of SQLite; rows in one of PostgreSQL

Fields: TypeAlias = "Sequence[Field[Any, Any]]"
Values = Sequence[Any]


def reserve_keys(model: type[Model], count: int) -> list[int]:
    """Keys for so many rows that this transaction will insert; nobody else is given them."""
    if connection.vendor == "sqlite":  # whose only writer is this transaction
        last = sequences.last(model, connection)
        return list(range(last + 1, last + count + 1))
    with connection.cursor() as cursor:
        asked = [f'"{model._meta.db_table}"', model._meta.pk.column, count]
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", asked)
        return [key for (key,) in cursor.fetchall()]


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert rows whose values stand in the order of the columns, which are named as the model's attributes."""
    fields = _fields(model, columns)
    into = f"{_quoted(model._meta.db_table)} ({', '.join(_quoted(field.column) for field in fields)})"
    adapted = _adapted(fields, rows)
    if connection.vendor == "postgresql":
        _copy(into, adapted)
        return
    for lines, values in _parts(adapted, len(fields)):
        # With a statement a row, the full-text index would be flushed after each row.
        _execute(f"INSERT INTO {into} VALUES {lines}", values)  # noqa: S608  names of ours


def update_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Change rows: each begins with its key, then come the values in the order of the columns."""
    key, *fields = _fields(model, ("pk", *columns))
    table, adapted = _quoted(model._meta.db_table), _adapted([key, *fields], rows)
    names = [f"column{at}" for at in range(1, len(fields) + 2)]
    changes = ", ".join(
        f"{_quoted(each.column)} = given.{name}" for each, name in zip(fields, names[1:], strict=True)
    )
    same = f"{table}.{_quoted(key.column)} = given.{names[0]}"
    changed = f"UPDATE {table} SET {changes} FROM {{}} WHERE {same}"  # noqa: S608  names of ours
    if connection.vendor == "postgresql":
        given = ", ".join(f"%s::{_type(field)}[]" for field in (key, *fields))
        while part := list(islice(adapted, MOST)):
            columns_of = [list(values) for values in zip(*part, strict=True)]
            _execute(changed.format(f"unnest({given}) AS given({', '.join(names)})"), columns_of)
        return
    for lines, values in _parts(adapted, len(names)):
        _execute(changed.format(f"(VALUES {lines}) AS given"), values)


def _fields(model: type[Model], names: Iterable[str]) -> Fields:
    known = {field.attname: field for field in model._meta.concrete_fields} | {"pk": model._meta.pk}
    return [known[name] for name in names]


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))


def _type(field: Field[Any, Any]) -> str:
    """What a value of this column is on PostgreSQL: a key is a number, not a sequence."""
    of_keys = isinstance(field, AutoField | ForeignKey)
    return str(field.rel_db_type(connection) if of_keys else field.db_type(connection))


def _adapted(fields: Fields, rows: Iterable[Values]) -> Iterator[Values]:
    """Values as the database's own driver takes them."""
    turned = {at: turn for at, field in enumerate(fields) if (turn := _turn(field))}
    for row in rows:
        values = list(row)
        for at, turn in turned.items():
            if values[at] is not None:
                values[at] = turn(values[at])
        yield values


def _turn(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value of this field is turned into the driver's; the same days stand in many rows."""
    if isinstance(field.target_field if isinstance(field, ForeignKey) else field, PLAIN):
        return None
    turn = partial(field.get_db_prep_save, connection=connection)
    return turn if isinstance(field, JSONField) else lru_cache(maxsize=1_000)(turn)


def _copy(into: str, rows: Iterable[Values]) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {into} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _parts(rows: Iterator[Values], width: int) -> Iterator[tuple[str, Values]]:
    """As many rows as one statement of SQLite takes: their places in the statement, and their values."""
    line = f"({', '.join(['%s'] * width)})"
    while part := list(islice(rows, max(MOST // width, 1))):
        yield ", ".join([line] * len(part)), [value for row in part for value in row]


def _execute(statement: str, values: Values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
