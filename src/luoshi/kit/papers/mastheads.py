"""The issuer's name in red (发文机关标志): its words and how large they are."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.kit.papers.measures import TEXT_WIDTH, width
from luoshi.kit.papers.model import Form, Paper

LARGEST, WIDE_ENOUGH = 60.0, 36.0  # points; below the second the characters become narrower instead
NARROWEST = 66  # percent
SUFFIX = "文件"


@dataclass(frozen=True, slots=True)
class Lettering:
    """Points, and how wide the characters are in percent of their height."""

    size: float
    scale: int = 100


def names(paper: Paper) -> tuple[str, ...]:
    """The names that are printed: all issuers of a document, the lead issuer of a letter (联合行文)."""
    if paper.masthead:
        return (paper.masthead,)
    return tuple(paper.issuers) if paper.form is Form.DOCUMENT else tuple(paper.issuers[:1])


def suffix(paper: Paper) -> str:
    """文件 after the names of a document; a letter and minutes carry the name alone."""
    return SUFFIX if paper.form is Form.DOCUMENT and not paper.masthead else ""


def lettering(*lines: str, room: float = TEXT_WIDTH / 20 - 4, largest: float = LARGEST) -> Lettering:
    """As large as the longest line allows."""
    longest = max(1.0, *(width(line) for line in lines))
    size = room / longest
    if size >= WIDE_ENOUGH:
        return Lettering(_half(min(size, largest)))
    scale = max(NARROWEST, int(size / WIDE_ENOUGH * 100))
    return Lettering(_half(min(WIDE_ENOUGH, largest, size * 100 / scale)), scale)


def _half(points: float) -> float:
    return max(1.0, int(points * 2) / 2)
