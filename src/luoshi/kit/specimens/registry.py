"""The specimens of all rooms; the first look freezes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.template import engines
from django.utils.functional import Promise

from luoshi.kit.navigation import Late


def nothing() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """One component in one state: how a template uses it, and what it is given."""

    component: str
    state: str | Promise
    source: str
    given: Callable[[], Mapping[str, Any]] = nothing

    def shown(self, request: Any) -> str:
        """The specimen as a page would print it."""
        return engines["django"].from_string(self.source).render(dict(self.given()), request)


_SPECIMENS: list[Specimen] = []
_FROZEN: list[bool] = []


def register(specimen: Specimen) -> None:
    if _FROZEN:
        raise Late(f"{specimen.component} comes too late: the specimens have been shown")
    _SPECIMENS.append(specimen)


def by_component() -> dict[str, list[Specimen]]:
    """All specimens under the names of their components."""
    _FROZEN.append(True)
    ordered = sorted(_SPECIMENS, key=lambda specimen: specimen.component)
    return {name: list(group) for name, group in groupby(ordered, key=lambda specimen: specimen.component)}
