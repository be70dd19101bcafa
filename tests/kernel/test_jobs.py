"""Jobs in one process: what each way of ending leaves in the row."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.errors import Refusal, sentence
from luoshi.kernel.jobs import leases, outbox
from luoshi.kernel.jobs.beat import Beat
from luoshi.kernel.jobs.kinds import KINDS, Kind, Step
from luoshi.kernel.models import AuditEntry, Job, JobState, OutboxMessage
from luoshi.kernel.services import jobs as services
from tests.kernel.factories import LATER, NOON, JobFactory, UserFactory, member

pytestmark = pytest.mark.django_db


class Full(Refusal):
    code = "probe.full"
    sentence = "There is no room for %(what)s."


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of jobs for one test, by a function of the name `kind`."""
    monkeypatch.setattr(KINDS, "_items", {})

    def add(function, code="probe.job", attempts=3, step_limit=timedelta(minutes=1)):
        KINDS._items[code] = Kind(code, code, function, attempts, step_limit)
        return code

    return add


@pytest.fixture
def ask(kinds):
    def ask(function, by=SYSTEM, **arguments):
        return services.enqueue(kind=kinds(function), arguments=arguments, by=by, at=NOON)

    return ask


def count(run, n=3):
    for number in range(run.cursor or 0, n):
        yield Step(number + 1, n, number + 1)
    return n


def settle(job):
    jobs.work_until_idle()
    job.refresh_from_db()
    return job


def test_a_job_is_done_with_its_result(ask):
    job = settle(ask(count, n=4))
    assert (job.state, job.done, job.total, job.result, job.percent) == ("done", 4, 4, 4, 100)
    assert job.is_finished
    assert job.lease_until is None


def test_a_step_writes_inside_the_transaction_of_its_cursor(ask):
    seen = []

    def watched(run):
        assert connection.in_atomic_block is outside
        yield Step(1, 1, "x", lambda *, at: seen.append(len(connection.savepoint_ids)))

    outside = connection.in_atomic_block
    depth = len(connection.savepoint_ids)
    assert settle(ask(watched)).state == "done"
    assert seen == [depth + 1]


def test_a_refusal_fails_the_job_at_once_with_its_words(ask):
    def refuse(run):
        yield Step(1, 2, 1)
        raise Full(what="the annex")

    job = settle(ask(refuse))
    assert (job.state, job.attempt, job.error_code) == ("failed", 1, "probe.full")
    assert sentence(code=job.error_code, values=job.error_values) == "There is no room for the annex."


def test_an_error_of_the_program_is_tried_again_and_says_nothing_private(ask, caplog):
    def broken(run):
        yield Step(1, 2)
        raise ZeroDivisionError("the secret of 李明")

    job = ask(broken)
    for failures in (1, 2):
        settle(job)
        assert (job.state, job.failures) == ("queued", failures)
        assert job.not_before > timezone.now()
        Job.objects.update(not_before=None)
    settle(job)
    assert (job.state, job.error_code, job.error_values) == (
        "failed",
        "kernel.job_broke",
        {"error": "ZeroDivisionError"},
    )
    assert "ZeroDivisionError" in sentence(code=job.error_code, values=job.error_values)
    assert caplog.records[0].levelno == logging.ERROR


def test_progress_forgives_earlier_failures(ask):
    def stumble(run):
        yield Step(run.attempt, 9, run.attempt)
        if run.attempt < 5:
            raise ZeroDivisionError

    job = ask(stumble)
    for _attempt in range(5):
        settle(job)
        Job.objects.update(not_before=None)
    assert (job.state, job.attempt) == ("done", 5)


def test_what_a_failing_step_wrote_is_undone(ask):
    def half(run):
        yield Step(1, 1, 1, write)

    def write(*, at):
        UserFactory(username="half")
        raise ZeroDivisionError

    job = settle(ask(half))
    assert (job.state, job.done, job.cursor) == ("queued", 0, None)
    assert not type(UserFactory.build()).objects.filter(username="half").exists()


def test_a_waiting_job_is_cancelled_at_once_and_resumed(ask):
    job = ask(count)
    services.cancel_job(job=job, by=SYSTEM, at=LATER)
    assert (job.state, job.ended_at) == ("cancelled", LATER)
    jobs.work_until_idle()
    services.resume_job(job=job, by=SYSTEM, at=LATER)
    assert settle(job).state == "done"
    assert [entry.code for entry in AuditEntry.objects.order_by("number")] == [
        "kernel.job_cancelled",
        "kernel.job_resumed",
    ]


def test_a_running_job_is_cancelled_at_its_next_step_and_resumed_at_its_cursor(ask):
    seen = []

    def cancel_itself(run, n):
        for number in range(run.cursor or 0, n):
            seen.append(number)
            if number == 2 and not run.cursor:
                services.cancel_job(job=Job.objects.get(pk=run.job_id), by=SYSTEM, at=NOON)
            yield Step(number + 1, n, number + 1)

    job = settle(ask(cancel_itself, n=4))
    assert (job.state, job.cursor, seen) == ("cancelled", 2, [0, 1, 2])
    services.resume_job(job=job, by=SYSTEM, at=LATER)
    assert (settle(job).state, seen) == ("done", [0, 1, 2, 2, 3])


def test_what_has_ended_is_not_cancelled_and_what_runs_is_not_resumed(ask):
    job = ask(count)
    with pytest.raises(services.JobNotStopped):
        services.resume_job(job=job, by=SYSTEM, at=LATER)
    settle(job)
    with pytest.raises(services.JobFinished):
        services.cancel_job(job=job, by=SYSTEM, at=LATER)


def test_only_who_asked_or_an_administrator_steers_a_job(ask):
    owner, other = UserFactory(), UserFactory()
    job = ask(count, by=owner)
    with pytest.raises(NotAllowed):
        services.cancel_job(job=job, by=other, at=LATER)
    assert list(Job.objects.visible_to(other)) == []
    services.cancel_job(job=job, by=owner, at=LATER)
    services.resume_job(job=job, by=member("administrator"), at=LATER)
    assert list(Job.objects.visible_to(owner).unfinished().of_kind("probe.job")) == [job]


def test_a_job_works_for_who_asked(ask):
    owner, seen = UserFactory(), []

    def look(run):
        seen.append(run.by)
        yield Step(1, 1)

    settle(ask(look, by=owner))
    settle(ask(look))
    assert seen == [owner, SYSTEM]


def test_a_key_keeps_one_open_job(kinds):
    kind = kinds(count)
    asked = [
        services.enqueue(kind=kind, arguments={}, by=SYSTEM, at=NOON, key="2025-08") for _twice in range(2)
    ]
    assert asked[0] == asked[1]
    settle(asked[0])
    assert services.enqueue(kind=kind, arguments={}, by=SYSTEM, at=NOON, key="2025-08") != asked[0]


def test_a_kind_that_nobody_registered_cannot_be_asked_for(kinds):
    with pytest.raises(LookupError, match=r"probe\.nothing"):
        services.enqueue(kind="probe.nothing", arguments={}, by=SYSTEM, at=NOON)


def test_a_worker_leaves_jobs_alone_that_it_does_not_know(kinds):
    job = JobFactory(kind="later.version")
    assert settle(job).state == "queued"


def test_a_job_that_yields_nothing_is_no_job():
    with pytest.raises(TypeError, match="generator"):
        jobs.kind("probe.plain", label="plain")(lambda run: 1)


def test_a_lost_lease_undoes_the_step(ask):
    def overtaken(run):
        Job.objects.update(attempt=run.attempt + 1)
        yield Step(1, 1, 1, lambda *, at: UserFactory(username="ghost"))

    job = settle(ask(overtaken))
    assert (job.state, job.done, job.attempt) == ("running", 0, 2)
    assert not type(UserFactory.build()).objects.filter(username="ghost").exists()


def lapsed(**fields):
    past = timezone.now() - timedelta(seconds=1)
    return JobFactory(kind="probe.job", state=JobState.RUNNING, lease_until=past, attempt=1, **fields)


def test_the_reaper_gives_back_what_a_dead_worker_held(kinds):
    kinds(count)
    dead = lapsed()
    alive = JobFactory(
        kind="probe.job", state=JobState.RUNNING, lease_until=timezone.now() + timedelta(minutes=1)
    )
    assert leases.reap() == 1
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.state, dead.failures, alive.state) == ("queued", 1, "running")


def test_the_reaper_gives_up_and_respects_a_cancellation(kinds):
    kinds(count)
    hopeless, unwanted = lapsed(failures=2), lapsed(cancel_asked_at=NOON)
    assert leases.reap() == 2
    hopeless.refresh_from_db()
    unwanted.refresh_from_db()
    assert (hopeless.state, hopeless.error_code, hopeless.error_values) == (
        "failed",
        "kernel.job_lost",
        {"times": 3},
    )
    assert unwanted.state == "cancelled"


def test_two_reapers_take_a_job_once(kinds):
    kinds(count)
    job = lapsed()
    assert [leases._reap(job), leases._reap(job)] == [True, False]


def test_a_lease_is_three_lock_waits():
    assert leases.lease_length() == timedelta(seconds=3 * leases.lock_wait())
    assert leases.lock_wait() == 10


def test_pauses_grow_to_ten_minutes():
    assert [leases.pause_after(failures).total_seconds() for failures in (1, 2, 3, 9)] == [2, 8, 32, 600]


@pytest.mark.django_db(transaction=True)
def test_a_long_step_keeps_its_lease(kinds):
    kinds(count)
    JobFactory(kind="probe.job")
    lease = timedelta(seconds=0.3)
    job = leases.claim(worker="probe", lease=lease)
    beat = Beat(job, lease=lease, step_limit=timedelta(minutes=1), overrun=lambda: None)
    with beat.beating():
        threading.Event().wait(1)
        assert Job.objects.get(pk=job.pk).lease_until > timezone.now()
        assert Job.objects.get(pk=job.pk).attempt == 1


@pytest.mark.django_db(transaction=True)
def test_a_step_that_never_ends_is_noticed(kinds):
    kinds(count)
    JobFactory(kind="probe.job")
    lease, overrun = timedelta(seconds=0.3), threading.Event()
    job = leases.claim(worker="probe", lease=lease)
    with Beat(job, lease=lease, step_limit=timedelta(seconds=0.2), overrun=overrun.set).beating() as beat:
        assert overrun.wait(5)
        beat.step_done()


@pytest.fixture
def letters(monkeypatch):
    sent = []
    monkeypatch.setattr(
        outbox.DELIVERERS, "_items", {"probe.letter": lambda *, key, payload: sent.append(key)}
    )
    return sent


def write_letter(key="k1"):
    return services.write_message(kind="probe.letter", key=key, payload={"to": "x"}, at=NOON)


def test_a_message_is_delivered_once_for_its_key(letters):
    first, second = write_letter(), write_letter()
    assert first == second
    jobs.work_until_idle()
    jobs.work_until_idle()
    message = OutboxMessage.objects.get()
    assert (letters, message.state, message.attempt) == (["k1"], "delivered", 1)


def test_a_message_that_cannot_leave_is_tried_later_and_then_given_up(monkeypatch):
    def fail(*, key, payload):
        raise ConnectionError

    monkeypatch.setattr(outbox.DELIVERERS, "_items", {"probe.letter": fail})
    message = write_letter()
    for _attempt in range(outbox.MOST_ATTEMPTS):
        OutboxMessage.objects.update(due_at=NOON)
        jobs.work_until_idle()
    message.refresh_from_db()
    assert (message.state, message.attempt, message.error_code) == ("failed", 8, "kernel.job_broke")


def test_a_message_that_is_refused_is_not_tried_again(monkeypatch):
    def refuse(*, key, payload):
        raise Full(what="a letter")

    monkeypatch.setattr(outbox.DELIVERERS, "_items", {"probe.letter": refuse})
    message = write_letter()
    jobs.work_until_idle()
    message.refresh_from_db()
    assert (message.state, message.error_code) == ("failed", "probe.full")


def test_a_message_under_way_is_not_taken_by_another_worker(letters):
    write_letter()
    assert outbox._claim(lease=timedelta(minutes=1)).attempt == 1
    assert outbox._claim(lease=timedelta(minutes=1)) is None
