"""Let the collector of cycles rest (暂停循环回收) while very many values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Collect no cycles meanwhile: results have none, and to walk all of them again and again takes longer than to
    make them. Whoever had switched it off finds it so."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
