"""A long document cut into pages that a browser can hold (分页): at headings where it can be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

PARAGRAPHS, CHARACTERS, FACTS = 200, 40_000, 180
AT_LEAST = 0.6  # a page ends at a heading when it is that full already


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a document, `text[start:end]`; pages in order give back the text."""

    start: int
    end: int


def leaves(text: str, *, heads: Sequence[int] = (), facts: Sequence[int] = ()) -> tuple[Leaf, ...]:
    """Pages of about 200 paragraphs and at most some 180 facts; `heads` and `facts` are sorted offsets.

    A single paragraph longer than a page is cut where the page is full.
    """
    cuts = [0, *_cuts(text, frozenset(heads), facts), len(text)]
    return tuple(Leaf(start, end) for start, end in pairwise(cuts) if start < end) or (Leaf(0, 0),)


def leaf_of(found: Sequence[Leaf], offset: int) -> int:
    """Which page holds this offset, counted from 1; one beyond the text is on the last page."""
    return max(1, bisect_right([leaf.start for leaf in found], offset))


def _cuts(text: str, heads: frozenset[int], facts: Sequence[int]) -> Iterator[int]:
    start = paragraphs = 0
    for begin, end in _paragraphs(text):
        paragraphs += 1
        held = bisect_left(facts, end) - bisect_left(facts, start)
        fill = max(paragraphs / PARAGRAPHS, (end - start) / CHARACTERS, held / FACTS)
        if begin > start and (fill > 1 or (begin in heads and fill >= AT_LEAST)):
            yield begin
            start, paragraphs = begin, 1
        while end - start > CHARACTERS:
            start += CHARACTERS
            yield start


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Each line with its line feed."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin) + 1 or len(text)
        yield begin, end
        begin = end
