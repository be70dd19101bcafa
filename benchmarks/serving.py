"""Pages asked for over the wire: served as `luoshi serve` serves them, by clients that never pause."""

from __future__ import annotations

import http.client
import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PORT = 8970


@dataclass(frozen=True)
class Visitor:
    """What one client asks for again and again, and who it says that it is."""

    path: str = "/"
    cookie: str = ""

    def ask(self, connection: http.client.HTTPConnection) -> None:
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        connection.request(
            "GET", self.path, headers={"Host": "localhost", "Accept-Language": "zh-hans", **cookie}
        )
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read():
            raise SystemExit(f"{self.path} answers {answer.status}")


@contextmanager
def served(application: str, environment: dict[str, str], *, to: Visitor) -> Iterator[int]:
    """The processes of the web server, once each of them has answered; yields the number of the first of them."""
    from luoshi.web.serve import WEB_PROCESSES, web_server

    program = web_server(host="127.0.0.1", port=PORT, processes=WEB_PROCESSES)
    command = [*program.command[:-1], application]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(to)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _wait(visitor: Visitor) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            for _ in range(8):
                visitor.ask(_connected())
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def _connected() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)


@dataclass(frozen=True)
class Answered:
    """How long each answer took, over all clients, and all of them together."""

    seconds: list[float]
    elapsed: float
    worked: float = 0.0  # seconds that the server's processes were at work, wherever that is known

    @property
    def work(self) -> float:
        """How long the server worked for an answer: what else the machine does lengthens that least."""
        return self.worked / len(self.seconds)

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.elapsed

    def percentile(self, number: int) -> float:
        return sorted(self.seconds)[min(len(self.seconds) * number // 100, len(self.seconds) - 1)]


def worked(server: int) -> float:
    """For how many seconds a process and those that it started have been at work, as Linux counts it."""
    folder = Path(f"/proc/{server}")
    if not server or not folder.exists():
        return 0.0
    user, system = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    children = (folder / "task" / str(server) / "children").read_text().split()
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") + sum(worked(int(each)) for each in children)


def asked(visitors: Sequence[Visitor], *, seconds: float, server: int = 0) -> Answered:
    """Let each of them ask for so long, each on a connection that it keeps; the whole answer counts."""
    taken: list[list[float]] = [[] for _each in visitors]
    before_all = worked(server)
    begun = time.monotonic()

    def keep_asking(visitor: Visitor, into: list[float]) -> None:
        connection = _connected()
        while (before := time.monotonic()) - begun < seconds:
            visitor.ask(connection)
            into.append(time.monotonic() - before)

    clients = [threading.Thread(target=keep_asking, args=pair) for pair in zip(visitors, taken, strict=True)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    elapsed = time.monotonic() - begun
    return Answered([each for times in taken for each in times], elapsed, worked(server) - before_all)


def machine() -> str:
    """What a table has to say of where it was measured."""
    database = "PostgreSQL" if os.environ.get("LUOSHI_TEST_DATABASE_URL") else "SQLite"
    where = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{date.today()}, {where}, {database}, load before {os.getloadavg()[0]:.1f}"


def keep(lines: Sequence[str], *, results: Path, vendor: str) -> None:
    """Put the table beside that of the other database."""
    kept = results.read_text(encoding="utf-8").split("\n\n") if results.exists() else []
    others = [part.strip() for part in kept if part.strip() and vendor not in part.splitlines()[0]]
    results.parent.mkdir(exist_ok=True)
    results.write_text("\n\n".join([*others, "\n".join(lines)]) + "\n", encoding="utf-8")
