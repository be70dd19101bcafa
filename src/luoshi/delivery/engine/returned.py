"""Workbooks that go out and come back (填报表收发): what a row says, whether it holds together, what a file is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

TEXTS = ("done", "no_progress", "problems", "next_step", "paper", "paper_title")


class Verdict(StrEnum):
    """What a file that came back is (核对结论)."""

    SOUND = "sound"
    EMPTY = "empty"
    ERRORS = "errors"
    OTHER_ROUND = "other_round"
    OTHER_BODY = "other_body"
    TAMPERED = "tampered"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    REFUSED = "refused"


VERSIONS = (Verdict.SOUND, Verdict.ERRORS)  # of these the newest stands, the older ones are kept


@dataclass(frozen=True)
class Key:
    """What a row asks for: an assignment, in its first row or a further one, and a milestone's day."""

    assignment: int
    milestone: int | None
    is_first: bool

    def __str__(self) -> str:
        return f"{self.assignment}.{self.milestone or 0}.{int(self.is_first)}"


def key_of(text: str) -> Key | None:
    """A key as it was written; None where it is none."""
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 18 for part in parts):
        return None
    assignment, milestone, first = map(int, parts)
    return Key(assignment, milestone or None, first == 1)


def sealed_words(*, round_key: int, ask: int, body: int, keys: Sequence[str]) -> str:
    """What the seal of a workbook covers: changed in any part it is another."""
    return "\n".join((f"round {round_key}", f"ask {ask}", f"body {body}", *keys))


@dataclass(frozen=True)
class Entry:
    """What is said of one assignment in a round (一项任务的填报内容)."""

    done: str = ""
    no_progress: str = ""
    problems: str = ""
    next_step: str = ""
    paper: str = ""
    paper_title: str = ""
    reached: Mapping[int, date] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.reached and not any(getattr(self, name) for name in TEXTS)

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self) | {"reached": {str(key): day.isoformat() for key, day in self.reached.items()}}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Entry:
        reached = {int(key): date.fromisoformat(day) for key, day in kept["reached"].items()}
        return cls(**{name: kept[name] for name in TEXTS}, reached=reached)


def faults(entry: Entry, *, was_reported: bool) -> Iterator[tuple[str, str]]:
    """What does not hold together in what is said of an assignment: a code, and the column where it shows."""
    if entry.is_empty:
        if was_reported:
            yield "emptied", "done"
        return
    if entry.done and entry.no_progress:
        yield "both_said", "no_progress"
    if not entry.done and not entry.no_progress:
        yield "neither_said", "done"
    if entry.no_progress and entry.reached:
        yield "nothing_yet_reached", "reached_on"
    if entry.paper_title and not entry.paper:
        yield "paper_without_number", "paper"
