"""How much a reader works: calls made and characters that its patterns walked over. No clock is read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class CountedPattern:
    """A compiled pattern that counts the characters it is led over."""

    def __init__(self, pattern: re.Pattern[str], counted: list[int]) -> None:
        self._pattern, self._counted = pattern, counted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = self._pattern.search(text, pos, endpos)
        self._counted[0] += (found.end() if found else min(len(text), endpos)) - pos
        return found

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = self._pattern.match(text, pos, endpos)
        self._counted[0] += found.end() - pos if found else 1
        return found

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        at = pos
        for found in self._pattern.finditer(text, pos, endpos):
            self._counted[0] += found.end() - at
            at = found.end()
            yield found
        self._counted[0] += min(len(text), endpos) - at


@contextmanager
def counting(*rooms: str) -> Iterator[list[int]]:
    """Count what the modules under these names do while the block runs."""
    counted = [0]
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(rooms)]
    patterns = [
        (vars(module), name, value)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    ]

    def called(_frame: object, event: str, _what: object) -> None:
        counted[0] += event in ("call", "c_call")

    for namespace, name, pattern in patterns:
        namespace[name] = CountedPattern(pattern, counted)
    sys.setprofile(called)
    try:
        yield counted
    finally:
        sys.setprofile(None)
        for namespace, name, pattern in patterns:
            namespace[name] = pattern


def work(function: Callable[[], object], *rooms: str) -> int:
    """How much one call of a function works in some modules."""
    with counting(*rooms) as counted:
        function()
    return counted[0]
