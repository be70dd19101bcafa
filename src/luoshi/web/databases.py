"""How Django talks to the database: SQLite as it comes, PostgreSQL by one URL."""

from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_OPTIONS = {
    # A transaction that reads first and writes later would fail at once under load; this one waits its turn.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536",
}
POOL = {"min_size": 1, "max_size": 8}
# A statement waits for a lock as long as on SQLite; whoever falls asleep inside a transaction loses it, so
# that its locks don't outlive a job's lease by much.
POSTGRESQL_OPTIONS = {"options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"}


def database(*, url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for the database at `url`, or for SQLite in `home` when it is empty."""
    parsed = dj_database_url.parse(url or f"sqlite:///{home / 'luoshi.sqlite3'}")
    settings: dict[str, Any] = dict(parsed)
    options = settings.setdefault("OPTIONS", {})
    if settings["ENGINE"].endswith("sqlite3"):
        settings |= {"CONN_MAX_AGE": 60, "OPTIONS": SQLITE_OPTIONS | options}
    else:
        # A pool keeps its connections itself and refuses to share that with CONN_MAX_AGE.
        settings |= {"CONN_MAX_AGE": 0, "OPTIONS": POSTGRESQL_OPTIONS | options | {"pool": POOL}}
    return settings
