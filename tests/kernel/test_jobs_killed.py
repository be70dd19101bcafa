"""Jobs whose workers are killed, stopped and woken: nothing is lost and nothing is written twice."""

import os
import random
import signal
import time

import pytest

from luoshi.kernel.models import JobState, OutboxMessage
from tests.kernel import processes
from tests.kernel.factories import NOON, JobFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(tmp_path):
    with processes.world(tmp_path) as made:
        yield made


def enqueue(**fields):
    job = JobFactory.build(**fields)
    job.save(using=processes.ALIAS)
    return job.pk


def is_done(world, pk):
    return world.job(pk).state == JobState.DONE


def test_a_job_goes_on_at_its_cursor_when_its_worker_is_killed(world):
    pk = enqueue(arguments={"n": 12, "pause": 0.2})
    first = world.worker()
    world.wait(lambda: len(world.numbers()) >= 3)
    first.kill()
    first.wait()
    assert world.job(pk).state == JobState.RUNNING
    world.worker()
    world.wait(lambda: is_done(world, pk))
    assert world.numbers() == list(range(12))
    assert (world.job(pk).attempt, world.job(pk).result) == (2, {"counted": 12})


def test_workers_killed_at_any_moment_write_each_number_once(world):
    pk = enqueue(arguments={"n": 40, "pause_inside": 0.05})
    chance = random.Random(20250915)
    for _round in range(2):
        worker = world.worker()
        before = len(world.numbers())
        world.wait(lambda before=before: len(world.numbers()) > before or is_done(world, pk))
        time.sleep(chance.uniform(0, 0.4))
        worker.kill()
        worker.wait()
    world.worker()
    world.wait(lambda: is_done(world, pk))
    assert world.numbers() == list(range(40))


def test_a_worker_stopped_past_its_lease_and_then_woken_writes_nothing(world):
    pk = enqueue(arguments={"n": 8, "pause": 0.4})
    sleeper = world.worker()
    world.wait(lambda: len(world.numbers()) >= 2)
    os.kill(sleeper.pid, signal.SIGSTOP)
    written = len([pid for pid in world.writers() if pid == sleeper.pid])
    second = world.worker()
    world.wait(lambda: second.pid in world.writers())
    os.kill(sleeper.pid, signal.SIGCONT)
    world.wait(lambda: is_done(world, pk))
    world.wait(lambda: "wrote nothing" in world.log.read_text())
    assert world.numbers() == list(range(8))
    assert len([pid for pid in world.writers() if pid == sleeper.pid]) == written


def test_a_worker_stopped_inside_its_transaction_writes_each_number_once(world):
    pk = enqueue(arguments={"n": 6, "pause_inside": 0.4})
    sleeper = world.worker()
    world.wait(lambda: len(world.numbers()) >= 1)
    time.sleep(0.2)
    os.kill(sleeper.pid, signal.SIGSTOP)
    world.worker()
    time.sleep(5)
    os.kill(sleeper.pid, signal.SIGCONT)
    world.wait(lambda: is_done(world, pk))
    assert world.numbers() == list(range(6))


def test_a_job_that_kills_every_worker_is_given_up(world):
    pk = enqueue(kind="probe.die")
    for _attempt in range(2):
        world.worker().wait(timeout=40)
    world.worker()
    world.wait(lambda: world.job(pk).state == JobState.FAILED)
    assert world.job(pk).error_code == "kernel.job_lost"


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(world):
    pk = enqueue(arguments={"n": 8, "pause": 0.2})
    worker = world.worker()
    world.wait(lambda: len(world.numbers()) >= 2)
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    job = world.job(pk)
    assert (job.state, job.failures, job.cursor) == (JobState.QUEUED, 0, len(world.numbers()))
    world.worker()
    world.wait(lambda: is_done(world, pk))
    assert world.numbers() == list(range(8))


def test_several_workers_share_the_queue(world):
    jobs = [enqueue(arguments={"n": 3}) for _each in range(8)]
    for _worker in range(3):
        world.worker()
    world.wait(lambda: all(is_done(world, pk) for pk in jobs))
    assert sorted(world.numbers()) == sorted([0, 1, 2] * 8)
    assert {world.job(pk).attempt for pk in jobs} == {1}


def test_a_message_leaves_although_its_worker_is_killed(world, tmp_path):
    letters = tmp_path / "letters"
    payload = {"to": str(letters), "pause": 1.5}
    OutboxMessage.objects.using(processes.ALIAS).create(
        kind="probe.letter", key="notice-1", payload=payload, written_at=NOON, due_at=NOON
    )
    first = world.worker()
    world.wait(letters.exists)
    first.kill()
    first.wait()
    world.worker()
    world.wait(lambda: OutboxMessage.objects.using(processes.ALIAS).get().state == "delivered")
    assert set(letters.read_text().split()) == {"notice-1"}
