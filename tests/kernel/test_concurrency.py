"""Acts at once, on either database: one wins where one must, and the chain stays whole."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection

from luoshi.kernel import audit, chain
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import act
from luoshi.kernel.jobs import leases
from luoshi.kernel.models import AuditEntry, AuditPart, JobState, Post, Role, StoredFile, User
from luoshi.kernel.services import files, people
from tests.kernel import factories
from tests.kernel.factories import DAY, NOON, JobFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*calls):
    """Run the calls in threads that start together; return what each gave or raised."""
    start, outcomes = threading.Barrier(len(calls)), []

    def run(call):
        try:
            start.wait()
            outcomes.append(call())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@act
def touch(*, user, by, at):
    User.objects.filter(pk=user.pk).update(display_name=f"示例·{user.pk}")
    audit.record("probe.touched", user, by=by, at=at, changes={"display_name": ("", user.display_name)})


def test_twenty_clients_leave_one_whole_chain():
    users = [factories.UserFactory() for _client in range(20)]

    def client(user):
        for _act in range(5):
            touch(user=user, by=user, at=NOON)

    outcomes = at_once(*(lambda user=user: client(user) for user in users))
    assert [outcome for outcome in outcomes if outcome is not None] == []
    assert chain.verify_chain() == chain.ChainReport(100, AuditEntry.objects.get(number=100).digest, None)
    assert {AuditPart.objects.filter(object_id=user.pk).count() for user in users} == {5}


def test_a_post_ended_twice_at_once_is_ended_once():
    post = factories.PostFactory()
    ending = [lambda: people.end_post(post=Post.objects.get(), on=DAY, by=SYSTEM, at=NOON)] * 2
    outcomes = at_once(*ending)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Post", "PostEnded"]
    assert AuditEntry.objects.about(post).count() == 1


def test_a_role_given_twice_at_once_is_given_once():
    user, body, role = factories.UserFactory(), factories.BodyFactory(), Role.objects.get(code="officer")
    outcomes = at_once(*[lambda: people.give_post(user=user, body=body, role=role, by=SYSTEM, at=NOON)] * 4)
    assert Post.objects.count() == 1
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "Post",
        "PostHeld",
        "PostHeld",
        "PostHeld",
    ]
    assert AuditEntry.objects.count() == 1


def test_the_same_file_handed_in_at_once_is_kept_once(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    handing = [lambda: files.store_upload(content=b"plan", name="x", by=SYSTEM, at=NOON)] * 6
    outcomes = at_once(*handing)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert StoredFile.objects.get().uploads.count() == 6


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr(leases, "KINDS", {"probe.count": None})


def test_a_job_is_claimed_by_one_of_many_workers(kind):
    JobFactory()
    lease = leases.lease_length()
    outcomes = at_once(*(lambda name=name: leases.claim(worker=name, lease=lease) for name in "abcdefgh"))
    assert len([outcome for outcome in outcomes if outcome is not None]) == 1


def test_many_workers_share_many_jobs(kind):
    jobs = {JobFactory().pk for _each in range(24)}
    lease, claimed = leases.lease_length(), []

    def work():
        while job := leases.claim(worker="x", lease=lease):
            claimed.append(job.pk)
            leases.finish(job, result=None)

    assert [outcome for outcome in at_once(*[work] * 6) if outcome is not None] == []
    assert sorted(claimed) == sorted(jobs)
    assert not factories.Job.objects.exclude(state=JobState.DONE, attempt=1).exists()


def test_the_head_is_never_waited_for_while_other_work_is_done():
    """An act that holds a row for long keeps nobody from finishing another act."""
    slow, quick = factories.UserFactory(), factories.UserFactory()
    holding, finished = threading.Event(), threading.Event()

    @act
    def linger(*, user, by, at):
        User.objects.filter(pk=user.pk).update(display_name="示例·慢")
        audit.record("probe.lingered", user, by=by, at=at)
        holding.set()
        finished.wait(3)

    def hurry():
        holding.wait(5)
        touch(user=quick, by=quick, at=NOON)
        finished.set()

    with suppress(OperationalError):
        at_once(lambda: linger(user=slow, by=slow, at=NOON), hurry)
    codes = [entry.code for entry in AuditEntry.objects.order_by("number")]
    # SQLite has one writer: there the quick act waits its turn instead of overtaking.
    in_order = ["probe.lingered", "probe.touched"]
    assert codes == (in_order if connection.vendor == "sqlite" else in_order[::-1])
    assert chain.verify_chain().is_sound
