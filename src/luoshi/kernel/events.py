"""Events: a room says what happened, rooms below react, inside the same act (事件).

An event is a frozen dataclass in `<room>/events.py`. A handler may mark rows as stale or enqueue a job,
nothing more; its failure fails the act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any, TypeVar

from luoshi.kernel import acts
from luoshi.kernel.registries import Frozen

Event = TypeVar("Event")


class Subscriptions:
    """Handlers by the class of their event; the first event published freezes them."""

    def __init__(self) -> None:
        self.handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
        self.frozen = False

    def add(self, event: type[Event], handler: Callable[[Event], None]) -> None:
        if self.frozen:
            raise Frozen(f"a handler for {event.__name__} comes too late: an event has been published")
        if not is_dataclass(event) or not event.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            raise TypeError(f"{event.__name__} is no frozen dataclass")
        self.handlers[event].append(handler)

    def send(self, event: object) -> None:
        self.frozen = True
        for handler in self.handlers.get(type(event), ()):
            handler(event)


SUBSCRIPTIONS = Subscriptions()


def subscribe(event: type[Event], handler: Callable[[Event], None]) -> None:
    """React to an event of a room above; call it in `ready()`."""
    SUBSCRIPTIONS.add(event, handler)


def publish(event: object) -> None:
    """Say what happened, inside the act that made it happen."""
    if not acts.is_under_way():
        raise RuntimeError(f"{type(event).__name__} is published outside an act")
    SUBSCRIPTIONS.send(event)
