"""The whole service: kill any of it, and the site comes back and no job is lost."""

import os
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from luoshi.kernel.models import JobState
from tests.kernel import processes
from tests.kernel.factories import JobFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SERVE = (
    "import django; django.setup(); from luoshi.web.serve import serve; serve(host='127.0.0.1', port={port})"
)


@pytest.fixture
def world(tmp_path):
    with processes.world(tmp_path) as made:
        yield made


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start(world, port):
    return world.start("-W", "ignore", "-c", SERVE.format(port=port))


def answers(port):
    """Whether a web server speaks on the port, whatever it says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def descendants(pid):
    """The processes that this one has started, and theirs."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *descendants(child))]


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def find(keeper, words):
    return [pid for pid in descendants(keeper.pid) if words in command_of(pid)]


def enqueue(**fields):
    job = JobFactory.build(**fields)
    job.save(using=processes.ALIAS)
    return job.pk


def is_done(world, pk):
    return world.job(pk).state == JobState.DONE


def test_web_server_and_worker_are_killed_and_nothing_is_lost(world, port):
    keeper = start(world, port)
    world.wait(lambda: answers(port))
    pk = enqueue(arguments={"n": 10, "pause": 0.2})
    world.wait(lambda: len(world.numbers()) >= 2)
    killed = [*find(keeper, "granian"), *find(keeper, "luoshi.web.worker")]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    world.wait(lambda: answers(port))
    world.wait(lambda: is_done(world, pk))
    assert world.numbers() == list(range(10))
    assert len(killed) >= 2
    assert not set(killed) & set(descendants(keeper.pid))
    keeper.terminate()
    assert keeper.wait(timeout=30) == 0
    assert not answers(port)


def test_the_keeper_itself_is_killed_and_started_again(world, port):
    keeper = start(world, port)
    world.wait(lambda: answers(port))
    pk = enqueue(arguments={"n": 10, "pause": 0.2})
    world.wait(lambda: len(world.numbers()) >= 2)
    family = descendants(keeper.pid)
    keeper.kill()
    keeper.wait()
    world.wait(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))
    start(world, port)
    world.wait(lambda: answers(port))
    world.wait(lambda: is_done(world, pk))
    assert world.numbers() == list(range(10))
