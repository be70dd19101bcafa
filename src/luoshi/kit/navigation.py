"""The site's main navigation (导航), which the rooms fill in `ready()`: no frame knows the rooms below it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

HEAD = 30  # entries of a higher order stand behind “More” as soon as there are many
FEW = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, the named route it leads to, and the act that whoever sees it must be allowed."""

    label: str | Promise
    route: str
    order: int
    act: str


class Late(Exception):
    """An entry was registered after the navigation had been shown: register in `ready()`."""


class Navigation:
    """The entries in their order; the first read freezes them."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._is_frozen = False

    def register(self, *, label: str | Promise, route: str, order: int, act: str = "") -> None:
        if self._is_frozen:
            raise Late(f"{route} comes too late: the navigation has been shown")
        self._entries.append(Entry(label, route, order, act))

    def entries(self) -> list[Entry]:
        self._is_frozen = True
        return sorted(self._entries, key=lambda entry: (entry.order, entry.route))


def in_the_head(*, orders: list[int]) -> int:
    """How many entries of these orders, sorted, stand in the page's head: all where they are few."""
    return len(orders) if len(orders) <= FEW else sum(order <= HEAD for order in orders)


_SITE = Navigation()
register = _SITE.register
entries = _SITE.entries
