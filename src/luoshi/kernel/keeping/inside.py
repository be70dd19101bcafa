"""What the database in a backup holds, read without restoring it (备份内容读取)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from luoshi.kernel.keeping import contents, programs
from luoshi.kernel.keeping.aliases import reached
from luoshi.kernel.keeping.manifest import Manifest
from luoshi.kernel.keeping.refusals import ProgramFailed

ALIAS = "inside"
COPY = "COPY "
END = "\\."
Row = dict[str, str]


@dataclass
class Inside:
    """Rows by table, the chain's head, its entries' links in their order, and the digests of the files."""

    rows: dict[str, int] = field(default_factory=dict)
    head: tuple[int, str] = (0, "")
    links: list[tuple[int, str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def look_into(file: Path, manifest: Manifest) -> Inside:
    """Read the database's file of a backup, of whichever kind. Raises ProgramMissing or ProgramFailed."""
    return READERS[manifest.database["kind"]](file, manifest)


def _sqlite(file: Path, _manifest: Manifest) -> Inside:
    settings = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{file.as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {"uri": True},
        "CONN_MAX_AGE": 0,
    }
    with reached(settings, alias=ALIAS) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT number, previous, digest FROM kernel_auditentry ORDER BY number")
        links = list(cursor.fetchall())
        files = [digest for digest, _size in contents.files_of(connection)]
        return Inside(contents.rows_of(connection), contents.head_of(connection), links, files)


def _postgresql(file: Path, manifest: Manifest) -> Inside:
    """Let pg_restore write the rows out as text; no server is needed for that."""
    program = programs.find("pg_restore", least=int(manifest.database["version"]))
    found = Inside()
    with subprocess.Popen(  # noqa: S603  the program was looked up
        [program, "--data-only", "--file=-", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None  # noqa: S101  a pipe was asked for
        assert process.stderr is not None  # noqa: S101
        for table, row in _copied(process.stdout, found.rows):
            _keep(found, table, row)
        said = process.stderr.read().strip()
    if process.returncode:
        raise ProgramFailed(program=program.name, said=said or str(process.returncode))
    found.links.sort()
    return found


def _copied(lines: Iterator[str], counts: dict[str, int]) -> Iterator[tuple[str, Row]]:
    """The rows of the tables that are looked at; those of all others are counted."""
    table = ""
    columns: list[str] = []
    for line in lines:
        line = line.rstrip("\n")
        if table and line == END:
            table = ""
        elif table:
            counts[table] += 1
            if table in WANTED:
                yield table, dict(zip(columns, line.split("\t"), strict=True))
        elif line.startswith(COPY):
            name, _open, rest = line.removeprefix(COPY).partition(" (")
            table = name.rpartition(".")[2].strip('"')
            columns = [each.strip().strip('"') for each in rest.partition(")")[0].split(",")]
            counts[table] = 0


def _keep(found: Inside, table: str, row: Row) -> None:
    if table == "kernel_audithead":
        found.head = int(row["number"]), row["digest"]
    elif table == "kernel_storedfile":
        found.files.append(row["digest"])
    else:
        found.links.append((int(row["number"]), row["previous"], row["digest"]))


WANTED = {"kernel_audithead", "kernel_auditentry", "kernel_storedfile"}
READERS = {"sqlite": _sqlite, "postgresql": _postgresql}
