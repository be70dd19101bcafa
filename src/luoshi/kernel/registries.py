"""A registry that the rooms fill in `ready()` and that nobody can change once it has been read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Frozen(Exception):
    """Something was registered after the registry had been read: register in `ready()`."""


class Unregistered(KeyError):
    """Nobody registered this code."""

    def __str__(self) -> str:
        return str(self.args[0])


class Registry(Mapping[str, T], Generic[T]):
    """Items by their code; the first read freezes it."""

    def __init__(self, *, of: str) -> None:
        self.of = of
        self._items: dict[str, T] = {}
        self._frozen = False

    def add(self, code: str, item: T) -> T:
        if self._frozen:
            raise Frozen(f"{self.of} {code!r} comes too late: the registry has been read")
        if code in self._items:
            raise ValueError(f"{self.of} {code!r} is registered twice")
        self._items[code] = item
        return item

    def __getitem__(self, code: str) -> T:
        self._frozen = True
        try:
            return self._items[code]
        except KeyError:
            known = ", ".join(self._items)
            raise Unregistered(f"no {self.of} is called {code!r}; known: {known}") from None

    def __contains__(self, code: object) -> bool:
        self._frozen = True
        return code in self._items

    def __iter__(self) -> Iterator[str]:
        self._frozen = True
        return iter(self._items)

    def __len__(self) -> int:
        self._frozen = True
        return len(self._items)
