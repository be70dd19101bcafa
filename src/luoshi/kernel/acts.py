"""Acts: services that run in one transaction and leave one entry in the chain (操作).

The outermost act opens the transaction; what it calls become its parts. As its very last statement the
transaction locks the chain's head and writes what `audit.record` has collected.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


class NothingRecorded(Exception):
    """An act ended without a word to the audit: it must record what it did."""


@dataclass(frozen=True)
class Part:
    """What was done to one object; `changes` holds (old, new) by field."""

    code: str
    label: str
    object_id: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass
class Pending:
    """An entry that waits for the end of its transaction."""

    by: Any
    at: datetime
    parts: list[Part] = field(default_factory=list)
    depth: int = 0
    own_code: str = ""
    post_id: int | None = None
    is_signed_about: bool = False

    @property
    def by_id(self) -> int | None:
        return getattr(self.by, "pk", None)

    @property
    def code(self) -> str:
        """What the outermost act calls itself; an act that only calls others is named by the first."""
        return self.own_code or self.parts[0].code

    def collect(self, part: Part) -> None:
        self.parts.append(part)
        if self.depth == 0 and not self.own_code:
            self.own_code = part.code


@dataclass
class Unit:
    """One transaction and the entries it will leave; `open` is the act under way."""

    entries: list[Pending] = field(default_factory=list)
    open: Pending | None = None
    touched: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


class Follower(Protocol):
    """Who brings derived rows along at the end of a transaction, by the keys that were touched."""

    def __call__(self, *, touched: Mapping[str, Collection[int]]) -> None: ...


_followers: list[Follower] = []
_unit: ContextVar[Unit | None] = ContextVar("luoshi_unit", default=None)


@contextmanager
def unit() -> Iterator[Unit]:
    """One transaction for any number of acts, whose entries are written at its end: a job's step is one."""
    if _unit.get() is not None:
        raise RuntimeError("a unit is open already: call the act inside it")
    with transaction.atomic(durable=True):
        opened = Unit()
        token = _unit.set(opened)
        try:
            yield opened
        finally:
            _unit.reset(token)
        _follow(opened)
        if opened.entries:
            _append(opened.entries)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Make a service an act. It takes keywords only, among them `by` and `at`."""
    parameters = inspect.signature(function).parameters
    if not {"by", "at"} <= set(parameters):
        raise TypeError(f"{function.__qualname__} is an act: it needs `by` and `at`")
    if any(each.kind is not inspect.Parameter.KEYWORD_ONLY for each in parameters.values()):
        raise TypeError(f"{function.__qualname__} is an act: all its parameters are keyword-only")

    @wraps(function)
    def perform(*args: P.args, **kwargs: P.kwargs) -> R:
        by, at = kwargs["by"], kwargs["at"]
        with _entry(by=by, at=at):  # type: ignore[arg-type]
            return function(*args, **kwargs)

    perform.is_act = True  # type: ignore[attr-defined]
    return perform


def collect(part: Part) -> None:
    """Add a part to the act under way."""
    opened = _unit.get()
    if opened is None or opened.open is None:
        raise RuntimeError(f"{part.code} is recorded outside an act")
    opened.open.collect(part)
    if part.object_id.isdecimal():
        opened.touched[part.label].add(int(part.object_id))


def follow_with(follower: Follower) -> None:
    """Called in `ready()`: from now on this is run in every transaction of acts."""
    _followers.append(follower)


def sign(*, by: Any, post_id: int, is_about: bool) -> None:
    """Say by which post's right the act under way is done: the first that it needs, before all about an object."""
    opened = _unit.get()
    pending = opened.open if opened else None
    if pending is None or pending.by_id != by.pk or pending.is_signed_about:
        return
    if pending.post_id is None or is_about:
        pending.post_id, pending.is_signed_about = post_id, is_about


def touch(label: str, keys: Iterable[int]) -> None:
    """Say which rows an act changes that it records as a whole: what is found by them is indexed again."""
    if (opened := _unit.get()) is not None:
        opened.touched[label].update(keys)


def is_under_way() -> bool:
    """Whether an act is running in this thread."""
    opened = _unit.get()
    return opened is not None and opened.open is not None


def current_day() -> date | None:
    """The local day of the act under way."""
    from luoshi.kernel.clock import day_of

    opened = _unit.get()
    return day_of(opened.open.at) if opened and opened.open else None


@contextmanager
def _entry(*, by: Any, at: datetime) -> Iterator[None]:
    opened = _unit.get()
    if opened is None:
        with unit() as fresh, _first(fresh, by=by, at=at):
            yield
    elif opened.open is None:
        with transaction.atomic(), _first(opened, by=by, at=at):
            yield
    else:
        with _inner(opened.open):
            yield


@contextmanager
def _first(opened: Unit, *, by: Any, at: datetime) -> Iterator[None]:
    """The outermost act: its parts become one entry."""
    pending = opened.open = Pending(by, at)
    try:
        yield
        pending.post_id = pending.post_id or _post_of(by, at=at)
    finally:
        opened.open = None
    if not pending.parts:
        raise NothingRecorded("an act ended without `audit.record`")
    opened.entries.append(pending)


@contextmanager
def _inner(pending: Pending) -> Iterator[None]:
    """An act inside an act: when it fails and the outer one goes on, its parts are forgotten."""
    before, signed = len(pending.parts), (pending.post_id, pending.is_signed_about)
    pending.depth += 1
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del pending.parts[before:]
        pending.post_id, pending.is_signed_about = signed
        raise
    finally:
        pending.depth -= 1


def _post_of(by: Any, *, at: datetime) -> int | None:
    """As which post a person acts where no post's right was needed; the installation and visitors have none."""
    from luoshi.kernel.access import post_acted_as
    from luoshi.kernel.clock import day_of

    return post_acted_as(by, on=day_of(at)) if getattr(by, "pk", None) else None


def _follow(opened: Unit) -> None:
    for follower in _followers:
        follower(touched=opened.touched)


def _append(entries: list[Pending]) -> None:
    """Settle what the database checks at commit, then lock the head for as short a time as can be."""
    from luoshi.kernel import chain

    if connection.vendor == "postgresql":
        # A deferred foreign key waits for others' rows: it must not do so while the head is locked.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    chain.append(entries)
