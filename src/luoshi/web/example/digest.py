"""One number for the example city's whole content (内容摘要): the same day built twice gives the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from luoshi.kernel.clock import day_of

ROOMS = ("kernel", "work", "plan", "delivery")
# What differs between two buildings by design: secrets, the keyed chain of acts, and the work of the queue.
LEFT_OUT = frozenset(
    {"auditentry", "auditpart", "auditvalue", "audithead", "job", "outboxmessage", "installation"}
)
SECRETS = frozenset({"password", "last_login"})


def digest() -> str:
    """SHA-256 of every row of every room; a moment counts as its day."""
    whole = hashlib.sha256()
    for model in models():
        whole.update(model._meta.label_lower.encode())
        for row in model._base_manager.order_by("pk").iterator():
            whole.update(_row(row))
    return whole.hexdigest()


def models() -> Iterator[type[Model]]:
    for room in ROOMS:
        for model in sorted(apps.get_app_config(room).get_models(), key=lambda each: each._meta.label_lower):
            if model._meta.model_name not in LEFT_OUT:
                yield model


def _row(row: Model) -> bytes:
    fields = [field for field in row._meta.concrete_fields if field.name not in SECRETS]
    return json.dumps(
        {field.name: _value(row, field) for field in fields}, sort_keys=True, default=str
    ).encode()


def _value(row: Model, field: Field) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, datetime):
        return day_of(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value
