"""The systems that a plan asks for, and what of them is there (规划所要求的系统): data, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

STATES: Mapping[str, str | Promise] = {
    "works": _("works"),
    "begun": _("begun"),
    "later": _("not there yet"),
}
TONES = {"works": "green", "begun": "amber", "later": "grey"}


@dataclass(frozen=True)
class System:
    """One platform, mechanism or regime: which rooms hold it, the pages that do it, the test that proves it.

    `words` find in a plan the commitments that call for it; `pages` are names of routes of a plan or of the site.
    """

    number: int
    name: str
    name_en: str
    rooms: tuple[str, ...]
    state: str
    pages: tuple[str, ...] = ()
    proof: str = ""
    words: str = ""

    @property
    def called(self) -> str:
        return self.name_en if get_language() == "en" else self.name


@cache
def systems() -> tuple[System, ...]:
    """All of them, in the order of their numbers."""
    content = tomllib.loads(resources.files("luoshi.web").joinpath("systems.toml").read_text("utf-8"))
    return tuple(_system(**each) for each in content["system"])


def _system(*, rooms: list[str], pages: Iterable[str] = (), **fields: Any) -> System:
    return System(rooms=tuple(rooms), pages=tuple(pages), **fields)


def counted() -> dict[str, int]:
    """How many are there, begun, and still to come."""
    return {state: sum(each.state == state for each in systems()) for state in STATES}
