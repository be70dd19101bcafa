"""Rows that belong to bodies, changed in memory and written in sets (成批改写)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from luoshi.kernel import bulk
from luoshi.kernel.among import Among
from luoshi.kernel.models import Body, BodyName, Command

R = TypeVar("R", BodyName, Command)


class HeldRows(Generic[R]):
    """Every row of a model about some bodies. Nothing is asked or written for one body alone."""

    def __init__(self, model: type[R], bodies: Iterable[int]) -> None:
        self._model: Any = model
        self._rows: dict[int, list[R]] = defaultdict(list)
        self._changed: dict[int, R] = {}
        self._gone: list[int] = []
        for row in model.objects.filter(body__among=Among(bodies)).order_by("pk"):
            self._rows[row.body_id].append(row)

    def of(self, body: Body, **values: Any) -> list[R]:
        """The rows about a body that hold these values, in their order."""
        return [
            row
            for row in self._rows[body.pk]
            if all(getattr(row, field) == value for field, value in values.items())
        ]

    def change(self, rows: Iterable[R], **values: Any) -> None:
        for row in rows:
            for field, value in values.items():
                setattr(row, field, value)
            if row.pk:
                self._changed[row.pk] = row

    def add(self, row: R) -> None:
        self._rows[row.body_id].append(row)

    def remove(self, rows: Iterable[R]) -> None:
        for row in rows:
            self._rows[row.body_id].remove(row)
            if row.pk:
                self._changed.pop(row.pk, None)
                self._gone.append(row.pk)

    def write(self) -> None:
        """What is gone first: two names of one kind are not borne at once, not even within a transaction."""
        columns = [field.attname for field in self._model._meta.concrete_fields]
        new = [row for rows in self._rows.values() for row in rows if not row.pk]
        self._model.objects.filter(pk__among=Among(self._gone)).delete()
        bulk.update_rows(self._model, columns[1:], _values(self._changed.values(), columns))
        bulk.insert_rows(self._model, columns[1:], _values(new, columns[1:]))


def _values(rows: Iterable[Any], columns: Iterable[str]) -> list[list[Any]]:
    return [[getattr(row, column) for column in columns] for row in rows]
