"""What was made of the records, kept for as long as nobody acts (按链首复用).

Every change is an act, and every act moves the head of the audit chain in its own transaction. Whatever was made after
the head was read is at least as new as that head; it is given again only while the head is still the same one, so it
can't be older than the records. Each process keeps its own; nothing is told to another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from django.db import connection

from luoshi.kernel.models import AuditHead

MOST = 64  # things kept by a process
T = TypeVar("T")
_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, or has given under this key since the last act.

    `key` names everything else that it depends on: the day, the language, what was asked for. Inside a transaction
    nothing is kept, since there the records may be ahead of the head; before the first act there is no head.
    """
    head = None if connection.in_atomic_block else _head()
    if head is None:
        return make()
    whole = (head, key)
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            return _kept[whole]  # type: ignore[return-value]
    made = make()
    with _lock:
        _kept[whole] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Keep nothing any more: the database under this process is another one."""
    with _lock:
        _kept.clear()


def _head() -> tuple[int, str] | None:
    return AuditHead.objects.filter(number__gt=0).values_list("number", "digest").first()
