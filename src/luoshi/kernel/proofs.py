"""Proofs that the database still holds what our models say (数据库核验): pages, constraints, references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import CheckConstraint, Field, Model
from django.utils.translation import gettext as _

from luoshi.kernel.findings import Finding

# How SQLite writes down a constraint, or the index that keeps it.
NAMED = re.compile(r'(?:CONSTRAINT|INDEX) "([^"]+)"')


def sound_pages() -> Iterator[Finding]:
    """SQLite reads its own file through; PostgreSQL has checksums of its own."""
    if connection.vendor != "sqlite":
        return
    for said in _lines("PRAGMA integrity_check(5)"):
        if said != "ok":
            yield Finding(_("The database file is damaged: %(said)s") % {"said": said}, _restore())


def held_constraints() -> Iterator[Finding]:
    """Every constraint of every model is there and every row keeps it."""
    for model in _models():
        lacking = _lacking(model)
        if lacking:
            names = ", ".join(lacking)
            yield Finding(
                _("The table %(table)s lacks these constraints: %(names)s.")
                % {"table": model._meta.db_table, "names": names},
                _("Somebody has removed them. Restore a backup, or add them back by hand."),
            )
        yield from _broken_checks(model)


def kept_references() -> Iterator[Finding]:
    """Every row that points to another points to one that exists."""
    for model in _models():
        for field in model._meta.concrete_fields:
            if field.remote_field and (row := _dangling(model, field)) is not None:
                yield Finding(
                    _("Row %(key)s of %(table)s points to something that does not exist (%(field)s).")
                    % {"key": row, "table": model._meta.db_table, "field": field.name},
                    _restore(),
                )


def _restore() -> str:
    return _("Keep this database as evidence and restore a backup from before.")


def _models() -> list[type[Model]]:
    """All models that have a table of their own."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _lacking(model: type[Model]) -> list[str]:
    """What the model declares and the database does not have, by name or by columns."""
    present = _present(model._meta.db_table)
    named = {constraint.name for constraint in model._meta.constraints} - present.names
    for field in model._meta.local_concrete_fields:
        if field.unique and (field.column,) not in present.unique:
            named.add(f"{field.column} (unique)")
        if getattr(field, "db_constraint", False) and field.column not in present.foreign:
            named.add(f"{field.column} (foreign key)")
    return sorted(named | set(_unproved(model)))


class Present(NamedTuple):
    """What the database itself holds to, in one table."""

    names: set[str]
    unique: set[tuple[str, ...]]
    foreign: set[str]


def _present(table: str) -> Present:
    if connection.vendor == "sqlite":
        return _present_in_sqlite(table)
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return Present(
        set(found),
        {tuple(each["columns"]) for each in found.values() if each["unique"] or each["primary_key"]},
        {column for each in found.values() if each["foreign_key"] for column in each["columns"]},
    )


def _present_in_sqlite(table: str) -> Present:
    """The same as Django's introspection finds, which parses each statement as a whole and takes seconds for it."""
    declared = _lines("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
    unique = _lines(
        "SELECT json_group_array(columns.name) FROM pragma_index_list(%s) one, pragma_index_info(one.name) columns"
        " WHERE one.[unique] GROUP BY one.name",
        [table],
    )
    key = _lines("SELECT json_group_array(name) FROM pragma_table_info(%s) WHERE pk", [table])
    return Present(
        {name for statement in declared for name in NAMED.findall(statement)},
        {tuple(json.loads(columns)) for columns in (*unique, *key)},
        set(_lines('SELECT "from" FROM pragma_foreign_key_list(%s)', [table])),
    )


def _unproved(model: type[Model]) -> list[str]:
    """Constraints that PostgreSQL was told not to apply to the rows that were there."""
    if connection.vendor != "postgresql":
        return []
    return _lines(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND NOT convalidated",
        [_quoted(model._meta.db_table)],
    )


def _broken_checks(model: type[Model]) -> Iterator[Finding]:
    key, table = _quoted(model._meta.pk.column), _quoted(model._meta.db_table)
    editor = connection.SchemaEditorClass(connection)  # only asked how a value is quoted
    checks = {
        each.name: each._get_check_sql(model, editor)  # type: ignore[attr-defined]
        for each in model._meta.constraints
        if isinstance(each, CheckConstraint)
    }
    for name, check in checks.items():
        # A check that can't be told true or false is kept, as in the database itself.
        found = _lines(f"SELECT {key} FROM {table} WHERE NOT ({check}) LIMIT 1")  # noqa: S608  our own models
        if found:
            yield Finding(
                _("Row %(key)s of %(table)s breaks the constraint %(name)s.")
                % {"key": found[0], "table": model._meta.db_table, "name": name},
                _restore(),
            )


def _dangling(model: type[Model], field: Field) -> str | None:
    target = field.target_field  # type: ignore[attr-defined]
    points, found = _quoted(field.column), _quoted(target.column)
    key, table = _quoted(model._meta.pk.column), _quoted(model._meta.db_table)
    rows = _lines(
        f"SELECT a.{key} FROM {table} a "  # noqa: S608  our own models
        f"LEFT JOIN {_quoted(target.model._meta.db_table)} b ON a.{points} = b.{found} "
        f"WHERE a.{points} IS NOT NULL AND b.{found} IS NULL ORDER BY 1 LIMIT 1"
    )
    return rows[0] if rows else None


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))


def _lines(statement: str, values: list | None = None) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [str(row[0]) for row in cursor.fetchall()]
