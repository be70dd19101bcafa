"""Kinds of notices (通知种类): the rooms say for each code its sentence, and in which group people choose it.

A code with values is kept; the sentence is made when somebody reads it, in their language. All is registered
in `ready()`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.registries import Registry

Words = str | Promise
OTHER = "work.other"


@dataclass(frozen=True)
class Kind:
    """One kind of notice: what a list calls it, its sentence with places for values, its group."""

    code: str
    label: Words
    sentence: Words
    group: str


GROUPS: Registry[Words] = Registry(of="group of notices")
NOTICES: Registry[Kind] = Registry(of="kind of notice")


def register_group(code: str, *, label: Words) -> None:
    """A group of notices that people choose as one: what waits for me, deadlines …"""
    GROUPS.add(code, label)


def register_notice(code: str, *, label: Words, sentence: Words, group: str = OTHER) -> None:
    """Make a kind of notice known; `%(name)s` in the sentence is filled with the value of that name."""
    NOTICES.add(code, Kind(code, label, sentence, group))


def say(*, code: str, values: Mapping[str, Any]) -> str:
    """The sentence in the reader's language; a kind of long ago may be gone."""
    if code not in NOTICES:
        return gettext("You were told something of a kind that is no longer known (%(code)s).") % {
            "code": code
        }
    return str(NOTICES[code].sentence) % values


def label_of(code: str) -> str:
    return str(NOTICES[code].label) if code in NOTICES else code


def group_of(code: str) -> str:
    return NOTICES[code].group if code in NOTICES else OTHER


def codes_in(groups: Collection[str]) -> list[str]:
    """The codes of these groups."""
    return [code for code, kind in NOTICES.items() if kind.group in groups]


def register() -> None:
    """The room's own; called once, by `ready()`."""
    register_group(OTHER, label=_("Other notices"))
    register_notice(
        "work.trial",
        label=_("Trial notice"),
        sentence=_("This is the trial notice that you asked for. It came the way that you chose."),
    )
