"""Untrusted workbooks are read by a process of their own, with little time and memory (隔离解析)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from .grid import Workbook
from .limits import CPU_SECONDS, FILE_BYTES, MEMORY_BYTES, WALL_SECONDS
from .refusals import Unreadable

_REFUSED, _OUT_OF_MEMORY = 3, 4


def open_workbook(content: bytes) -> Workbook:
    """Read a file of any format. Raises Unreadable, also when it asks for too much time or memory."""
    return Workbook.from_plain(json.loads(run(f"{__package__}.confined", content)))


def run(module: str, given: bytes) -> bytes:
    """Run a module as a program that is confined by `confine`; what it gets and gives are bytes."""
    path = os.pathsep.join(each for each in sys.path if each)
    environment = {"PYTHONPATH": path, "PYTHONUTF8": "1", "PATH": os.environ.get("PATH", "")}
    command = [sys.executable, "-X", "faulthandler=0", "-m", module]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, timeout=WALL_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too_heavy") from error
    if done.returncode == _REFUSED:
        refused = json.loads(done.stdout)
        raise Unreadable(refused["code"], **refused["values"])
    if done.returncode == _OUT_OF_MEMORY or done.returncode < 0:
        raise Unreadable("too_heavy")
    if done.returncode:
        raise Unreadable("damaged")
    return done.stdout


def confine() -> None:
    """Bound this process for good; where the system knows no such bounds, the time limit outside remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))


def answer(work: Any) -> int:
    """Give the bytes on standard input to the work; write what it returns, or why it refuses."""
    confine()
    try:
        given = sys.stdin.buffer.read()
        sys.stdout.buffer.write(work(given))
        sys.stdout.buffer.flush()
    except Unreadable as refusal:
        sys.stdout.write(json.dumps({"code": refusal.code, "values": refusal.values}))
        return _REFUSED
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


def _read(given: bytes) -> bytes:
    from .parsing import parse

    return json.dumps(parse(given).plain(), ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


if __name__ == "__main__":
    sys.exit(answer(_read))
