"""The kinds of jobs, as the rooms register them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.utils.functional import Promise

from luoshi.kernel.registries import Registry


class Write(Protocol):
    """What a step writes; `at` is the moment of the step."""

    def __call__(self, *, at: Any) -> object: ...


@dataclass(frozen=True)
class Step:
    """One step: how far the job is when it is written, and from where it would go on."""

    done: int
    total: int | None = None
    cursor: Any = None
    write: Write | None = None


@dataclass(frozen=True)
class Run:
    """What a job's function is told: for whom it works and where an earlier attempt has stopped."""

    job_id: int
    by: Any
    cursor: Any
    attempt: int


JobFunction = Callable[..., Generator[Step, None, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of job; `attempts` counts failures without progress, `step_limit` ends one that hangs.

    `result_url` says where a finished job's result leads to (结果页); a kind without one leads nowhere.
    """

    code: str
    label: str | Promise
    function: JobFunction
    attempts: int
    step_limit: timedelta
    result_url: Callable[[Any], str] | None = None


KINDS: Registry[Kind] = Registry(of="kind of job")


def kind(
    code: str,
    *,
    label: str | Promise,
    attempts: int = 3,
    step_limit: timedelta = timedelta(minutes=15),
    result_url: Callable[[Any], str] | None = None,
) -> Callable[[JobFunction], JobFunction]:
    """Register a generator function as a kind of job; import its module in `ready()`."""

    def mark(function: JobFunction) -> JobFunction:
        if not inspect.isgeneratorfunction(function):
            raise TypeError(f"{code}: a job is a generator that yields Step")
        KINDS.add(code, Kind(code, label, function, attempts, step_limit, result_url))
        return function

    return mark
