"""One digest over all tables, equal wherever the same rows lie (全库摘要).

Table by table in the order of their names, row by row in the order of their keys, each value in one form
whatever the database: moments in UTC, amounts without idle zeros, JSON with its names in order.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import CharField, F, Field, Model, QuerySet, TextField
from django.db.models.functions import Collate

BATCH = 2000
BYTEWISE = {"sqlite": "BINARY", "postgresql": "C"}


def models() -> list[type[Model]]:
    """Every model with a table of its own, those of other applications as well, by the name of the table."""
    found = apps.get_models(include_auto_created=True)
    return sorted(
        (model for model in found if model._meta.managed and not model._meta.proxy),
        key=lambda model: model._meta.db_table,
    )


def in_order(model: type[Model], *, using: str) -> QuerySet:
    """All rows by their keys; keys that are text in the order of their bytes, not of a language."""
    key = model._meta.pk
    order: Any = F(key.attname)
    if isinstance(_target(key), CharField | TextField):
        order = Collate(order, BYTEWISE[connections[using].vendor])
    return model._base_manager.using(using).order_by(order)


def digest(*, using: str) -> str:
    """SHA-256 over every row of every table."""
    whole = hashlib.sha256()
    for model in models():
        whole.update(f"{model._meta.db_table}\n".encode())
        for line in lines(model, using=using):
            whole.update(line)
    return whole.hexdigest()


def lines(model: type[Model], *, using: str) -> Iterator[bytes]:
    """Each row of a table in its one form."""
    names = [field.attname for field in model._meta.concrete_fields]
    for values in in_order(model, using=using).values_list(*names).iterator(chunk_size=BATCH):
        told = [_told(value) for value in values]
        yield (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _target(field: Field) -> Field:
    """A key that is a reference is of the kind of what it points to."""
    return _target(field.target_field) if field.remote_field else field  # type: ignore[attr-defined]


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    for kinds, tell in TELLERS:
        if isinstance(value, kinds):
            return tell(value)
    raise TypeError(f"no form is known for a value of {type(value).__name__}")


def _number(value: float | Decimal) -> str:
    """3, 3.0 and 3.00 are one number; so are 1e22 and its digits."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = f"{exact:f}" if exact else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


TELLERS: tuple[tuple[Any, Any], ...] = (
    (int | float | Decimal, _number),
    (datetime, lambda value: value.astimezone(UTC).isoformat(timespec="microseconds")),
    (date | time, lambda value: value.isoformat()),
    (timedelta, lambda value: value // timedelta(microseconds=1)),
    (uuid.UUID, lambda value: value.hex),
    (bytes | memoryview, lambda value: bytes(value).hex()),
    (dict, lambda value: {name: _told(value[name]) for name in sorted(value)}),
    (list | tuple, lambda value: [_told(each) for each in value]),
)
