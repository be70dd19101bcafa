"""What stands in every database of the work room after a migration: the holidays that we ship (内置数据)."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections

TABLES = {"work_yearnotice", "work_workday", "kernel_audithead"}


def after_migrate(*, sender: AppConfig, using: str, **_signal: Any) -> None:
    """Runs after each app's migrations; doing it again changes nothing."""
    if sender.label != "work" or not set(connections[using].introspection.table_names()) >= TABLES:
        return
    from luoshi.work.services.shipped_notices import seed_notices

    seed_notices(using=using)
