"""Tests that commit leave the database as they found it: migrated, with what migrations put into it.

Django would empty every table instead. That loses what migrations wrote, and the guards that keep entries
from being deleted rightly refuse it. So a copy is taken once and restored.
"""

import contextlib
import sqlite3
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from luoshi.kernel.keeping import heads

FIXTURES = {
    "db",
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


def is_used_by(item) -> bool:
    """Whether a test asks something of the database.

    What a browser does with a page, and how it looks, is the same from either: the services and the pages themselves
    are tried on both. A long random walk asks of it what shorter tests ask on both.
    """
    if any(map(item.get_closest_marker, ("appearance", "browser", "one_database"))):
        return False
    return bool(item.get_closest_marker("django_db") or FIXTURES & set(getattr(item, "fixturenames", ())))


@contextlib.contextmanager
def restored_after_commits():
    """While this is open, TransactionTestCase restores a copy of the database instead of flushing it."""
    keeper = KEEPERS[connection.vendor]()
    kept.append(keeper)
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda test: put_back(keeper)
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = flush
        kept.remove(keeper)
        for each in (keeper, *built.values()):
            each.drop()
        built.clear()


def put_back(keeper):
    """The database, and the head of its chain that is written down outside it."""
    keeper.restore()
    heads.path().unlink(missing_ok=True)


def build_once(name: str, build: Callable[[], object]) -> None:
    """Build in an empty database what a name stands for; from the second time on, bring it back from a copy."""
    if name in built:
        built[name].restore()
    else:
        build()
        built[name] = KEEPERS[connection.vendor](name)


def make_another(name: str) -> None:
    """Make one more database as a migration leaves it: a file's path on SQLite, a name on PostgreSQL."""
    kept[-1].make_another(name)


class SQLiteCopy:
    """A copy in memory, written back page by page; other threads' connections stay usable."""

    def __init__(self, name="copy"):
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        self.write(connection_to_file(), self.copy)

    def restore(self):
        self.write(self.copy, connection_to_file())

    def make_another(self, name):
        with contextlib.closing(sqlite3.connect(name)) as other:
            self.write(self.copy, other)

    @staticmethod
    def write(source, target):
        source.backup(target)

    def drop(self):
        self.copy.close()


def connection_to_file():
    connection.ensure_connection()
    return connection.connection


class PostgreSQLCopy:
    """A second database, of which the first is made again."""

    def __init__(self, name="copy"):
        self.name = settings.DATABASES["default"]["NAME"]
        self.copy = f"{self.name}_{name}"
        self.make(self.copy, self.name)

    def restore(self):
        self.make(self.name, self.copy)

    def make_another(self, name):
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.copy}" STRATEGY FILE_COPY')

    def make(self, new, template):
        connection.close()
        connection.close_pool()
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s)",
                [self.name, self.copy],
            )
            cursor.execute(f'DROP DATABASE IF EXISTS "{new}"')
            cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def drop(self):
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.copy}"')


KEEPERS = {"sqlite": SQLiteCopy, "postgresql": PostgreSQLCopy}
kept: list[SQLiteCopy | PostgreSQLCopy] = []
built: dict[str, SQLiteCopy | PostgreSQLCopy] = {}
