"""Where a commitment stands (进展状态): a verdict with its reason, the evidence behind it, and the worst of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol


class Status(StrEnum):
    """The seven standings; a commitment without an instrument has none of them."""

    DONE = "done"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    DISPUTED = "disputed"


class Grade(StrEnum):
    """What the evidence is worth (证据等级): A figures of the system itself, B an official paper with its number,
    C the holder's report that another has reviewed, D the holder's word."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    NONE = ""


# From the one that a leader has to see first to the one that needs nobody.
GRAVITY = (
    Status.OFF_TRACK,
    Status.DISPUTED,
    Status.AT_RISK,
    Status.NO_DATA,
    Status.ON_TRACK,
    Status.NOT_DUE,
    Status.DONE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an instrument says of its commitments on a day.

    `headline` and `reason` are message codes that `values` fill; `detail` is the instrument's own finer status.
    """

    status: Status
    headline: str
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    grade: Grade = Grade.NONE


class History(Protocol):
    """All that was ever recorded about one thing that an instrument watches: it can be judged at any moment."""

    def verdict(self, *, on: date, known_by: datetime) -> Verdict:
        """How it stood on the day, by what had been recorded by the moment."""

    def moments(self) -> Iterable[datetime]:
        """When something was recorded that may have changed the verdict."""

    def turning_days(self) -> Iterable[date]:
        """On which days time alone may change the verdict."""


def worst(statuses: Iterable[Status]) -> Status | None:
    """The gravest of several standings; none of none."""
    return min(statuses, key=GRAVITY.index, default=None)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A verdict with the day that it speaks of and the moment at which it was recorded."""

    on: date
    at: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a history: on which day, and at which moment it was recorded."""

    on: date
    at: datetime


def seen(history: History, look: Look, *, last: Recorded | None) -> Recorded | None:
    """What a look adds to what was recorded last: nothing when it says the same, or of a day already overtaken."""
    if last is not None and look.on < last.on:
        return None
    verdict = history.verdict(on=look.on, known_by=look.at)
    if last is not None and last.verdict == verdict:
        return None
    return Recorded(look.on, look.at, verdict)


def recorded(history: History, looks: Iterable[Look]) -> list[Recorded]:
    """All that these looks leave behind, one after the other."""
    found: list[Recorded] = []
    for look in sorted(set(looks), key=lambda look: (look.at, look.on)):
        if new := seen(history, look, last=found[-1] if found else None):
            found.append(new)
    return found


def pulled_days(days: Iterable[date], *, after: date, until: date) -> list[date]:
    """On which days a looking-after looks at one thing: each that may turn it since the last, and its own day."""
    turned = {day for day in days if after < day <= until}
    return sorted(turned | {until}) if turned else []
