"""Programs are kept alive, and die with their keeper."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from luoshi.web.databases import POOL
from luoshi.web.serve import web_server
from tests.machine import COUNTED

ROOT = Path(__file__).resolve().parents[2]
KEEPER = """
import logging, sys
from luoshi.web.supervision import Program, Supervisor
logging.basicConfig(level="INFO")
programs = [Program(f"p{n}", [sys.executable, "-c", code]) for n, code in enumerate(sys.argv[1:])]
sys.exit(Supervisor(programs, patience=2).run())
"""
# Writes its own number and that of a process of its own, then lives on.
FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(os.getpid(), child.pid, file=open({pids!r}, "a"), flush=True)
time.sleep(60)
"""
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, lambda *a: print("asked", file=open({pids!r}, "a"), flush=True) or os._exit(0))
print(os.getpid(), 0, file=open({pids!r}, "a"), flush=True)
while True: time.sleep(1)
"""
pytestmark = pytest.mark.slow


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


class Keeper:
    def __init__(self, folder):
        self.pids = folder / "pids"
        self.log = folder / "log"
        self.process = None

    def start(self, *programs):
        codes = [code.format(pids=str(self.pids)) for code in programs]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", KEEPER, *codes],
                stdout=log,
                stderr=log,
                env={**os.environ, **COUNTED, "PYTHONPATH": str(ROOT / "src")},
            )
        return self.process

    def generations(self):
        """The numbers written so far: a program and the process that it has started."""
        lines = self.pids.read_text().splitlines() if self.pids.exists() else []
        return [tuple(map(int, line.split())) for line in lines if line != "asked"]


@pytest.fixture
def keeper(tmp_path):
    made = Keeper(tmp_path)
    yield made
    for pid in [made.process.pid, *(pid for pair in made.generations() for pid in pair if pid)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    made.process.wait()


def test_a_web_process_has_no_more_threads_than_connections_or_cores_to_keep_busy():
    command = web_server(host="127.0.0.1", port=8000, processes=2).command
    threads = int(command[command.index("--blocking-threads") + 1])
    assert threads == min(POOL["max_size"], 2 * os.cpu_count() + 1)


def test_a_program_that_is_killed_starts_again_and_leaves_nothing_behind(keeper):
    keeper.start(FAMILY)
    wait(lambda: len(keeper.generations()) == 1)
    program, child = keeper.generations()[0]
    os.kill(program, signal.SIGKILL)
    wait(lambda: len(keeper.generations()) == 2)
    wait(lambda: not alive(child))
    assert all(alive(pid) for pid in keeper.generations()[1])


def test_programs_end_with_their_keeper_and_are_asked_first(keeper):
    process = keeper.start(STUBBORN, FAMILY)
    wait(lambda: len(keeper.generations()) == 2)
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert "asked" in keeper.pids.read_text()
    wait(lambda: not any(alive(pid) for pair in keeper.generations() for pid in pair if pid))


def test_programs_are_asked_to_stop_when_their_keeper_is_killed(keeper):
    process = keeper.start(STUBBORN)
    wait(lambda: len(keeper.generations()) == 1)
    process.kill()
    process.wait()
    wait(lambda: not alive(keeper.generations()[0][0]))
    assert "asked" in keeper.pids.read_text()


def test_a_program_that_never_comes_up_ends_the_keeper(keeper):
    process = keeper.start("import sys; sys.exit('the port is taken')", FAMILY)
    assert process.wait(timeout=30) == 1
    assert "the port is taken" in keeper.log.read_text()
    assert "p0 does not come up" in keeper.log.read_text()
    assert not any(alive(pid) for pair in keeper.generations() for pid in pair)
