"""PostgreSQL's own programs: where they are, which version, how they are told the database (备份程序)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from luoshi.kernel.keeping.refusals import ProgramFailed, ProgramMissing

DEBIAN = Path("/usr/lib/postgresql")
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


def find(name: str, *, least: int) -> Path:
    """The oldest program of that name that is new enough: what it writes most servers read."""
    fitting = [(version, path) for version, path in _found(name) if version >= least]
    if not fitting:
        raise ProgramMissing(
            program=name, version=least, package=f"postgresql-client-{least}".removesuffix("-0")
        )
    return min(fitting)[1]


def server_version(connection: BaseDatabaseWrapper) -> int:
    """The major version of the server."""
    connection.ensure_connection()
    return connection.pg_version // 10_000  # type: ignore[attr-defined]


def run(program: Path, *arguments: str, connection: BaseDatabaseWrapper) -> None:
    """Run it on the database of this connection. Raises ProgramFailed with what it said."""
    done = subprocess.run(  # noqa: S603  the program was looked up, nothing comes from outside
        [program, *arguments], env=_environment(connection), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ProgramFailed(program=program.name, said=done.stderr.strip() or str(done.returncode))


def _found(name: str) -> Iterator[tuple[int, Path]]:
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for folder in [*folders, *sorted(DEBIAN.glob("*/bin"))]:
        if shutil.which(folder / name) and (version := _version(folder / name)):
            yield version, folder / name


def _version(program: Path) -> int | None:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = VERSION.search(said.stdout)
    return int(found[1]) if found else None


def _environment(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The parameters as libpq's variables: a password on the command line could be read by everybody."""
    from psycopg import pq

    given = connection.get_connection_params()
    variables = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
    told = {
        variable.decode(): str(given[name])
        for name, variable in variables.items()
        if variable and given.get(name) is not None
    }
    return {**os.environ, "LC_ALL": "C.UTF-8", **told}
