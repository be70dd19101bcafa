"""Kinds of jobs that leave a trace in the chain: which number was written, by which process."""

import os
import time
from functools import partial

from luoshi.kernel import audit
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.jobs import Step, kind
from luoshi.kernel.jobs.outbox import deliverer
from luoshi.kernel.models import Job


class TooMany(Refusal):
    code = "probe.too_many"
    sentence = "%(number)s is too many."


@act
def write_number(*, job, number, pause, by, at):
    row = Job.objects.get(pk=job)
    audit.record("probe.counted", row, by=by, at=at, changes={"number": (os.getpid(), number)})
    time.sleep(pause)


def counted(run, number, pause=0.0):
    return partial(write_number, job=run.job_id, number=number, pause=pause, by=run.by)


@kind("probe.count", label="count")
def count(run, *, n, pause=0.0, pause_inside=0.0):
    """Write the numbers up to n; pauses while computing, or inside the transaction."""
    for number in range(run.cursor or 0, n):
        time.sleep(pause)
        yield Step(number + 1, n, number + 1, counted(run, number, pause_inside))
    return {"counted": n}


@kind("probe.refuse", label="refuse")
def refuse(run):
    yield Step(1, 2, 1, counted(run, 1))
    raise TooMany(number=2)


@kind("probe.break", label="break", attempts=2)
def break_off(run):
    yield Step(1, 2, 1, counted(run, run.attempt))
    raise ZeroDivisionError("secret")


@kind("probe.break_inside", label="break inside", attempts=2)
def break_inside(run):
    yield Step(1, 2, 1, partial(write_and_break, run=run))


def write_and_break(*, run, at):
    write_number(job=run.job_id, number=1, pause=0, by=run.by, at=at)
    raise ZeroDivisionError


@kind("probe.die", label="die", attempts=2)
def die(run):
    """What a job does that exhausts the machine's memory."""
    yield Step(1, 2, None)
    os._exit(9)


@deliverer("probe.letter")
def deliver_letter(*, key, payload):
    with open(payload["to"], "a", encoding="utf-8") as letters:
        letters.write(f"{key}\n")
    time.sleep(payload.get("pause", 0))
