"""Whether whoever looks wants to see simulated facts (含模拟 / 仅公开事实): one setting, read in one place.

The setting belongs to what runs now, a request or a test, and is off: simulated facts are shown, with their mark.
While it is on, `visible_to` and `as_chosen` of every QuerySet with origins leave simulated rows out, so that a
list, a count and a sum made from them are computed without. Services, jobs and checks never look at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_is_left_out = ContextVar("simulated_facts_are_left_out", default=False)


def is_left_out() -> bool:
    return _is_left_out.get()


@contextmanager
def left_out() -> Iterator[None]:
    """Read public facts and the city's own only, from here to the end of the block (仅公开事实)."""
    before = _is_left_out.set(True)
    try:
        yield
    finally:
        _is_left_out.reset(before)


def as_chosen(rows: Any) -> Any:
    """The rows without the simulated ones while those are left out; rows without origins as they are."""
    without_simulated = getattr(rows, "without_simulated", None)
    return without_simulated() if without_simulated and is_left_out() else rows
