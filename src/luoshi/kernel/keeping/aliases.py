"""A second database, reached for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def reached(settings: Mapping[str, Any], *, alias: str) -> Iterator[BaseDatabaseWrapper]:
    """Let Django know one more database under this name; its connection is closed at the end."""
    connections.databases[alias] = {**connections.databases["default"], **settings}
    connection = connections[alias]
    try:
        with connection.wrap_database_errors:
            connection.connect()
        yield connection
    finally:
        connection.close()
        del connections[alias]
        del connections.databases[alias]


def lasting(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a connection of one's own on which long work may rest: no pool, no falling asleep."""
    options = {name: value for name, value in settings.get("OPTIONS", {}).items() if name != "pool"}
    if settings["ENGINE"].endswith("postgresql"):
        options["options"] = f"{options.get('options', '')} -c idle_in_transaction_session_timeout=0".strip()
    return {**settings, "OPTIONS": options, "CONN_MAX_AGE": 0}
