"""python benchmarks/acts.py: acts a second with twenty clients, beside a bare insert, on both databases.

An act opens a transaction, changes a row, and writes its entry, its parts and their values into the chain, whose
head everybody has to lock. A bare insert writes one row and commits. The ratio says what the chain costs.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "acts.txt"
PROCESSES, THREADS, SECONDS, ROUNDS = 4, 5, 5.0, 2


def main() -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, {machine}, load before {os.getloadavg()[0]:.1f}; "
        f"{PROCESSES * THREADS} clients in {PROCESSES} processes, best of {ROUNDS} rounds of {SECONDS:.0f} s each",
        f"{'database':<12} {'acts/s':>8} {'bare inserts/s':>15} {'acts per insert':>16}",
    ]
    for name, database in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        with tempfile.TemporaryDirectory(prefix="luoshi-acts-") as home, database(home) as url:
            lines.append(measured(name, home, url))
    text = "\n".join(lines) + "\n"
    print(text, end="")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")


def measured(name: str, home: str, url: str) -> str:
    """One line of the table: acts and inserts in turn, in the same run."""
    environment = {
        **os.environ,
        "LUOSHI_HOME": home,
        "LUOSHI_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "luoshi.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    subprocess.run([sys.executable, "-m", "luoshi", "manage", "migrate", "-v0"], env=environment, check=True)
    rates: dict[str, float] = {}
    for _round in range(ROUNDS):
        for kind in KINDS:
            rates[kind] = max(rates.get(kind, 0), together(kind, environment))
    subprocess.run([sys.executable, __file__, "verify"], env=environment, check=True)
    acts, inserts = rates["act"], rates["insert"]
    return f"{name:<12} {acts:>8.0f} {inserts:>15.0f} {acts / inserts:>16.2f}"


def together(kind: str, environment: dict[str, str]) -> float:
    """All clients at once, from a moment at which every one of them is up; how many a second."""
    clients = [
        subprocess.Popen(
            [sys.executable, __file__, kind, str(number)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for client in clients:
        told(client)  # that it is up
    start = time.time() + 1
    for client in clients:
        tell(client, f"{start}\n")
    return sum(int(told(client)) for client in clients) / SECONDS


def told(client: subprocess.Popen[str]) -> str:
    """The next line that a client prints; without one it has failed."""
    line = client.stdout.readline() if client.stdout else ""
    if not line:
        raise SystemExit("a client has failed")
    return line


def tell(client: subprocess.Popen[str], line: str) -> None:
    if client.stdin:
        client.stdin.write(line)
        client.stdin.flush()


@contextmanager
def sqlite(home: str) -> Iterator[str]:
    yield ""


@contextmanager
def postgresql(home: str) -> Iterator[str]:
    from tests import pg

    pg.FAST = {"max_connections": "60"}  # as it is delivered: every commit reaches the disk
    with pg.running_server() as url:
        yield url


# What runs in each client's process


def client(kind: str, process: int) -> None:
    """Run the threads of one process for the time that is told, and print how much they have done."""
    import django

    django.setup()
    works = [KINDS[kind](f"{process}-{thread}-{time.time()}") for thread in range(THREADS)]
    print("ready", flush=True)
    start = float(sys.stdin.readline())
    done = [0] * THREADS

    def run(thread: int) -> None:
        from django.db import connection

        connection.ensure_connection()
        time.sleep(max(0, start - time.time()))
        while time.time() < start + SECONDS:
            works[thread]()
            done[thread] += 1
        connection.close()

    threads = [threading.Thread(target=run, args=[thread]) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(done))


def act(client: str) -> Callable[[], object]:
    """A person chooses another language, again and again: one row changed, one entry in the chain."""
    from itertools import cycle

    from django.utils import timezone

    from luoshi.kernel.access import SYSTEM
    from luoshi.kernel.models import Language
    from luoshi.kernel.services import people

    user = people.create_user(
        username=client, display_name="示例", password=None, by=SYSTEM, at=timezone.now()
    )
    languages = cycle([Language.ENGLISH, Language.CHINESE])
    return lambda: people.choose_language(user=user, language=next(languages), by=SYSTEM, at=timezone.now())


def insert(client: str) -> Callable[[], object]:
    """One row, one commit, no act."""
    from django.db import connection
    from django.utils import timezone

    numbers = count()
    statement = (
        "INSERT INTO kernel_outboxmessage (kind, key, payload, state, attempt, due_at, written_at, error_code) "
        "VALUES ('bench', %s, '{}', 'waiting', 0, %s, %s, '')"
    )

    def write() -> None:
        moment = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(statement, [f"{client}-{next(numbers)}", moment, moment])

    return write


KINDS = {"act": act, "insert": insert}


def verify() -> None:
    """The chain that twenty clients have written is whole."""
    import django

    django.setup()
    from luoshi.kernel.chain import verify_chain
    from luoshi.kernel.keeping import heads

    report = verify_chain(known_heads=heads.known())
    if not report.is_sound:
        raise SystemExit(report.problem and report.problem.sentence)


if __name__ == "__main__":
    if sys.argv[1:2] == ["verify"]:
        verify()
    elif sys.argv[1:]:
        client(sys.argv[1], int(sys.argv[2]))
    else:
        sys.path.insert(0, str(ROOT))
        main()
