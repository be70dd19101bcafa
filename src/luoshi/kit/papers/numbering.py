"""The numbers of headings (结构层次序数): 一、 (一) 1. (1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from luoshi.kit.papers import numbers
from luoshi.kit.papers.model import Block, Heading


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks whose headings carry their numbers; each level begins anew under the one above it."""
    counts = [0, 0, 0, 0]
    return tuple(_numbered(block, counts) if isinstance(block, Heading) else block for block in blocks)


def _numbered(heading: Heading, counts: list[int]) -> Heading:
    counts[heading.level - 1] += 1
    counts[heading.level :] = [0] * (4 - heading.level)
    return replace(heading, text=marker(heading.level, counts[heading.level - 1]) + heading.text)


def marker(level: int, number: int) -> str:
    """The number of a heading, with the mark that follows it."""
    if level == 1:
        return f"{numbers.chinese(number)}、"
    if level == 2:
        return f"（{numbers.chinese(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"
