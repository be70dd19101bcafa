"""A story that is lived again and again from the same beginning, each time killed at another commit."""

import json
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection, connections
from django.utils import timezone

from luoshi.kernel import chain
from luoshi.kernel.jobs import leases, work_until_idle
from luoshi.kernel.keeping import heads
from luoshi.kernel.models import AuditEntry, Job, JobState
from tests.kernel import processes


@dataclass
class Lives:
    """Each of them a process of its own, all on one database that is put back to where they begin."""

    nursery: subprocess.Popen
    world: processes.World
    name: str

    def live(self, *functions: Callable, at: int = 0, when: str = "") -> list:
        """What each function gave, and how often the process had committed by then; nothing where it is killed."""
        does = [(each.__module__, each.__name__) for each in functions]
        self.nursery.stdin.write(json.dumps({"does": does, "at": at, "when": when}) + "\n")
        self.nursery.stdin.flush()
        answer = json.loads(self.nursery.stdout.readline())
        ended = -signal.SIGKILL if at else 0
        assert answer["status"] == ended, f"{does} {at} {when}: {answer}\n{self.world.log.read_text()}"
        return answer["gave"]

    def killed_at_each_commit(self, *, begin: Callable, story: Callable, end: Callable) -> tuple[dict, dict]:
        """What is found at the end where nobody disturbs; and what else, each time it is killed and another goes on."""
        self.live(begin)
        self._copy(self.name, self.kept)
        (_none, commits), (undisturbed, _number) = self.live(story, end)
        assert commits, "it commits nothing"
        # after one commit the rows are as they are before the next, when what is no row has been done as well
        moments = [*((at, "before") for at in range(1, commits + 1)), (commits, "after")]
        otherwise = {}
        for at, when in moments:
            found = self._killed(story, end, at=at, when=when)
            otherwise[f"killed {when} commit {at} of {commits}"] = {
                part: (found[part], wanted) for part, wanted in undisturbed.items() if found[part] != wanted
            }
        return undisturbed, otherwise

    def _killed(self, story: Callable, end: Callable, *, at: int, when: str) -> dict:
        self._copy(self.kept, self.name)
        (self.world.home / heads.FILE).unlink(missing_ok=True)
        self.live(story, at=at, when=when)
        *_before, (found, _number) = self.live(let_the_lease_lapse, story, end)
        return found

    @property
    def kept(self) -> str:
        return f"{self.name}_kept"

    def _copy(self, source: str, target: str) -> None:
        if connection.vendor == "sqlite":
            for left in ("-wal", "-shm"):
                Path(target + left).unlink(missing_ok=True)
            shutil.copyfile(source, target)
            return
        self.forget(target)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')

    def forget(self, name: str) -> None:
        """A session whose process was killed may still hold the database open."""
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def lives(home: Path) -> Iterator[Lives]:
    with processes.world(
        home, lock_wait=10, idle=60
    ) as world:  # as the product waits: here nothing falls asleep
        connections[processes.ALIAS].close()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        nursery = world.start("-W", "ignore", "-m", "tests.kernel.nursery", **pipes)
        made = Lives(nursery, world, str(connections.databases[processes.ALIAS]["NAME"]))
        try:
            yield made
        finally:
            nursery.communicate()
            made.forget(made.kept)


def let_the_lease_lapse() -> None:
    """The time after which a job is taken from a worker that is not heard of, and given to the next."""
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(hours=1))
    leases.reap()
    Job.objects.filter(state=JobState.QUEUED, failures__gt=0).update(not_before=None)


def work() -> None:
    """What is waiting, until nothing is."""
    work_until_idle()


def said(rows: Iterable[tuple]) -> list[list[str]]:
    """Rows as a process can hand them on, in an order of their own."""
    return sorted([str(value) for value in row] for row in rows)


def acts_and_jobs() -> dict:
    """How often each act was done and each job ended, and whether the chain is whole."""
    return {
        "acts": Counter(AuditEntry.objects.values_list("code", flat=True)),
        "jobs": said(Job.objects.values_list("kind", "key", "state", "error_code")),
        "is_sound": chain.verify_chain(known_heads=heads.known()).is_sound,
    }
