"""A database of its own, and processes on it that a test may kill, stop and wake."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

from luoshi.kernel.models import AuditPart, AuditValue, Job
from luoshi.web.databases import database
from tests.database import make_another

ROOT = Path(__file__).resolve().parents[2]
ALIAS = "victim"
LOCK_WAIT = 1  # seconds, so that a lease is three
IDLE = 2  # seconds, after which a transaction that has fallen asleep is ended
WORK = "import django; django.setup(); from luoshi.kernel.jobs import run_worker; run_worker()"


class World:
    """Where the processes live: a home, a database, and what was started there."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url
        self.started: list[subprocess.Popen] = []
        self.log = home / "log"
        self.environment = {
            **os.environ,
            "LUOSHI_HOME": str(home),
            "LUOSHI_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.kernel.probe.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }

    def run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=self.environment, cwd=ROOT, check=True)

    def start(self, *arguments: str, **pipes) -> subprocess.Popen:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=self.environment,
                cwd=ROOT,
                **{"stdout": log, "stderr": log} | pipes,
            )
        self.started.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        return self.start("-W", "ignore", "-c", WORK)

    def kill_all(self) -> None:
        for process in self.started:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
            process.kill()
            process.wait()

    def job(self, pk: int) -> Job:
        return Job.objects.using(ALIAS).get(pk=pk)

    def numbers(self) -> list[int]:
        """The numbers written so far, in the order of the chain."""
        return [value.new for value in self._values()]

    def writers(self) -> list[int]:
        return [value.old for value in self._values()]

    def _values(self) -> list[AuditValue]:
        counted = AuditPart.objects.using(ALIAS).filter(code="probe.counted").values("entry_id")
        return list(AuditValue.objects.using(ALIAS).filter(entry_id__in=counted).order_by("entry__number"))

    def wait(self, condition, *, seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"it never came true; the log says:\n{self.log.read_text()}")
            time.sleep(0.05)


@contextmanager
def world(home: Path, *, lock_wait: int = LOCK_WAIT, idle: int = IDLE):
    """A migrated database on the server, or of the kind, that the tests run on."""
    with _database(home, lock_wait=lock_wait, idle=idle) as url:
        made = World(home, url)
        connections.databases[ALIAS] = _settings(url, home)
        try:
            # Django lets a test open only the connections that it knew before; this one is opened by hand.
            connections[ALIAS].connect()
            yield made
        finally:
            made.kill_all()
            connections[ALIAS].close()
            del connections[ALIAS]
            del connections.databases[ALIAS]


def _settings(url: str, home: Path) -> dict:
    made = {**settings.DATABASES["default"], **database(url=url, home=home)}
    made["OPTIONS"] = {name: value for name, value in made["OPTIONS"].items() if name != "pool"}
    return made


@contextmanager
def _database(home: Path, *, lock_wait: int, idle: int):
    if connection.vendor == "sqlite":
        make_another(str(home / "victim.sqlite3"))
        yield f"sqlite:///{home / 'victim.sqlite3'}?timeout={lock_wait}"
        return
    # Beside the worker's own, so that two workers never make the same.
    name = f"{settings.DATABASES['default']['NAME']}_{home.name.replace('-', '_')}"
    host = settings.DATABASES["default"]["OPTIONS"].get("host") or settings.DATABASES["default"]["HOST"]
    options = quote(f"-c lock_timeout={lock_wait}s -c idle_in_transaction_session_timeout={idle}s")
    make_another(name)
    try:
        yield f"postgresql://{settings.DATABASES['default']['USER']}@/{name}?host={host}&options={options}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
