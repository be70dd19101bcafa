"""What evidence is worth (佐证等级)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from luoshi.plan.engine.standing import Grade


class EvidenceKind(StrEnum):
    """What a report rests on (佐证类型)."""

    QUERY = "query"  # a figure of the system itself, which can be asked again
    PAPER = "paper"  # an official paper or register entry with its number
    FILE = "file"  # a file or photograph


GRADES = {EvidenceKind.QUERY: Grade.A, EvidenceKind.PAPER: Grade.B, EvidenceKind.FILE: Grade.C}


def grade_of(kinds: Iterable[EvidenceKind], *, is_reviewed: bool) -> Grade:
    """The best that a report rests on; without any the holder's word, reviewed by another or not."""
    words = Grade.C if is_reviewed else Grade.D
    return min([words, *(GRADES[kind] for kind in kinds)] if is_reviewed else [Grade.D, *_papers(kinds)])


def _papers(kinds: Iterable[EvidenceKind]) -> list[Grade]:
    """What stands by itself before anybody has reviewed it: a paper's number, a figure of the system."""
    return [GRADES[kind] for kind in kinds if kind is not EvidenceKind.FILE]


def is_enough(grade: Grade) -> bool:
    """Whether something counts as done by it without a reviewer's own reason: grade B or better."""
    return grade in (Grade.A, Grade.B)
