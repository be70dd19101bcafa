"""A reading whose worker is killed: it finishes without anybody's help, and nobody ever sees half a plan."""

import signal
import time

import pytest

from luoshi.kernel.models import Job, JobState
from luoshi.plan.models import Plan
from luoshi.reading.reader import read
from tests.kernel import processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SECTIONS = 4_000
TEXT = "临江市制造业提升行动方案\n\n" + "\n".join(
    f"{number}.推进第{number}项任务。到2025年,建成智能工厂{number}家。(市工信局牵头,市科技局配合)"
    for number in range(1, SECTIONS // 5)
)
HAND_IN = """
import django; django.setup()
from django.utils import timezone
from luoshi.kernel.access import SYSTEM
from luoshi.plan.services.documents import hand_in_document
text = open({path!r}, "rb").read()
hand_in_document(content=text, name="plan.txt", audience="public", by=SYSTEM, at=timezone.now())
"""


@pytest.fixture
def world(tmp_path):
    with processes.world(tmp_path) as made:
        document = tmp_path / "plan.txt"
        document.write_text(TEXT, "utf-8")
        made.run("-W", "ignore", "-c", HAND_IN.format(path=str(document)))
        yield made


def job() -> Job:
    return Job.objects.using(processes.ALIAS).get(kind="plan.read_document")


def plans():
    return Plan.objects.using(processes.ALIAS)


def expect_whole_plan():
    wanted = read(TEXT.encode())
    (found,) = plans()
    assert found.ready_at
    assert found.sections.count() == len(wanted.outline)
    assert found.responsibilities.count() == len(wanted.facts.responsibilities)
    assert found.commitments.filter(kind="target").count() == len(wanted.facts.targets)


def test_a_reading_whose_worker_is_killed_is_finished_by_the_next(world):
    first = world.worker()
    world.wait(lambda: job().done >= 2)
    first.kill()
    first.wait()
    assert job().state == JobState.RUNNING
    assert not plans().ready().exists()
    world.worker()
    world.wait(lambda: job().state == JobState.DONE)
    assert job().attempt >= 2
    expect_whole_plan()


def test_a_reader_stopped_past_its_lease_and_then_woken_leaves_one_whole_plan(world):
    sleeper = world.worker()
    world.wait(lambda: job().done >= 2)
    sleeper.send_signal(signal.SIGSTOP)
    world.worker()
    time.sleep(5)  # longer than a lease here; stopped inside a transaction, the sleeper holds SQLite's lock
    sleeper.send_signal(signal.SIGCONT)
    world.wait(lambda: job().state == JobState.DONE)
    expect_whole_plan()
