"""Taking a decision, a duty or a receipt back, once (撤回)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal


def take_back(*, row: Any, refusal: Refusal, by: Actor, at: datetime) -> None:
    """Mark a row as withdrawn; raise the refusal when somebody has done so already."""
    standing = type(row)._base_manager.filter(pk=row.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_by=by.pk, withdrawn_at=at):
        raise refusal
    row.refresh_from_db()
