"""An installation to measure on: migrated, its files collected, one administrator in it."""

from datetime import UTC, datetime
from typing import Any


def founded() -> Any:
    """Prepare the database that the settings name; the administrator."""
    from django.core.management import call_command

    from luoshi.kernel.access import SYSTEM
    from luoshi.kernel.services import people

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return people.create_administrator(
        username="root",
        password="a-long-enough-passphrase",  # noqa: S106
        display_name="示例·管理员",
        body_name="示例市政府",
        area_code="620500",
        by=SYSTEM,
        at=datetime.now(UTC),
    )
