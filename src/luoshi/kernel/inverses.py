"""Which acts have an inverse (可撤销的操作): the rooms register them in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luoshi.kernel.registries import Registry

UNDONE = "kernel.act_undone"  # how the chain calls the act that undid another


@dataclass(frozen=True)
class Undoing:
    """One part of an act that shall be undone: its object as it is now, and what each field was and became."""

    instance: Any
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    by: Any
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Inverse:
    """The service that undoes an act, and the right without which it is not offered.

    `fields` are columns of the object that must still hold what the act left in them; whatever else must be as it
    was, the service itself refuses. `is_gone` is said of an act that removed its object.
    """

    act: str
    undo: Callable[[Undoing], object]
    fields: tuple[str, ...] = ()
    is_gone: bool = False


INVERSES: Registry[Inverse] = Registry(of="inverse")


def register_inverses(inverses: Mapping[str, Inverse]) -> None:
    for code, inverse in inverses.items():
        INVERSES.add(code, inverse)
