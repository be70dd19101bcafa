"""What an act says about itself; it is written when the act ends (审计记录)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from luoshi.kernel import acts


def record(
    code: str,
    instance: Model,
    *,
    by: Any,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """Say what was done to an object; `changes` holds (old, new) by field.

    Names of fields and salted digests go into the chain; the values stand beside it and can be erased.
    """
    if "." not in code:
        raise ValueError(f"a code is room.what_happened, not {code!r}")
    acts.collect(acts.Part(code, instance._meta.label_lower, str(instance.pk), dict(changes or {})))


def changed(instance: Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Which of these values differ from what the object holds: field → (old, new)."""
    return {
        name: (getattr(instance, name), new) for name, new in values.items() if getattr(instance, name) != new
    }
