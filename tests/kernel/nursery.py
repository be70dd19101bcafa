"""Begun once, it does what it is told, each time in a process of its own: `python -m tests.kernel.nursery`.

An order is a line of JSON: which functions, and at which commit, before or after it, the process is to be killed. The
answer says how the process ended, what each function gave, and how often the process had committed by then.
"""

import gc
import importlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable

import django
from django.db import connection, connections

WRITES = ("INSERT", "UPDATE", "DELETE")


class Commits:
    """Counts what this process commits, and kills it at one of them; a statement outside a transaction is one, too."""

    def __init__(self, connection, *, at: int, when: str) -> None:
        self.number, self.at, self.when = 0, at, when
        self.connection, self.commit = connection, connection.commit
        connection.commit = lambda: self.counted(self.commit)
        connection.execute_wrappers.append(self.executed)

    def executed(self, execute, sql, *rest):
        if self.connection.in_atomic_block or not sql.lstrip().startswith(WRITES):
            return execute(sql, *rest)
        return self.counted(execute, sql, *rest)

    def counted(self, commit: Callable, *arguments):
        self.number += 1
        self.die("before")
        result = commit(*arguments)
        self.die("after")
        return result

    def die(self, when: str) -> None:
        if (self.number, when) == (self.at, self.when):
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    django.setup()
    for line in sys.stdin:
        print(json.dumps(born(**json.loads(line))), flush=True)  # noqa: T201  its answer


def born(*, does: list[list[str]], at: int, when: str) -> dict:
    """Fork, wait for the end, say what it was. What is imported before the fork is imported once."""
    functions = [getattr(importlib.import_module(module), name) for module, name in does]
    gc.freeze()  # else each of them begins by looking through all that it was forked with
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        live(functions, writing, at=at, when=when)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"status": status, "gave": json.loads(said) if said else []}


def live(functions: list[Callable], writing: int, *, at: int, when: str) -> None:
    """Do it and end, without what the process that forked this one would do at its own end."""
    status = 1
    try:
        commits = Commits(connection, at=at, when=when)
        gave = [(each(), commits.number) for each in functions]
        connections.close_all()
        with open(writing, "w", encoding="utf-8") as pipe:
            json.dump(gave, pipe)
        status = 0
    except BaseException:  # whatever it is, it must not get back into the loop that it was forked from
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
