"""What is compared, and what comes of it: records, reasons, candidates, verdicts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a comparison says of a pair: the same, to be asked, different (同一、待确认、不同)."""

    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Record:
    """One side of a comparison: its names, the official one first, and whatever else is known of it.

    `key` is the caller's own; an answer is remembered under it. `area` is a path of codes from the country
    down; `code` is a number that only one thing bears (统一社会信用代码).
    """

    key: Hashable
    names: tuple[str, ...]
    area: str = ""
    kind: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its points: evidence gives points of 100, a circumstance adds or takes some away."""

    code: str
    points: float
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be meant, how likely of 100, and why; the strongest reason comes first."""

    key: Hashable
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score two things are the same, and from which somebody is asked.

    What is the same must also be `margin` points ahead of the next candidate.
    """

    same: float = 95
    ask: float = 70
    margin: float = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said of a pair, and when (人工确认)."""

    is_same: bool
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """Every yes and no that is remembered: what was asked about → what it was compared with → the answer."""

    answers: Mapping[Hashable, Mapping[Hashable, Answer]] = field(default_factory=dict)

    def of(self, key: Hashable) -> Mapping[Hashable, Answer]:
        return self.answers.get(key, {})


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one record might be, the likeliest first, and the verdict on the first."""

    key: Hashable
    verdict: Verdict
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


def verdict(candidates: Iterable[Candidate], *, thresholds: Thresholds) -> Verdict:
    """Same, ask or different, by the first candidate and how far it is ahead; `candidates` are in order."""
    first, second, *_others = (*candidates, None, None)
    if first is None or first.score < thresholds.ask:
        return Verdict.DIFFERENT
    if any(reason.code == "said_same" for reason in first.reasons):
        return Verdict.SAME
    lead = first.score - second.score if second else first.score
    if first.score >= thresholds.same and lead >= thresholds.margin:
        return Verdict.SAME
    return Verdict.ASK
