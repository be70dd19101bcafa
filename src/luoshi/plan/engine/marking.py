"""A text with its facts marked (标注): paragraphs cut into runs, each run with the fact it belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that carry a fact; a smaller `rank` wins where two have the same length."""

    start: int
    end: int
    kind: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are marked alike; `opens` is true where a link may lead to."""

    text: str
    start: int
    mark: Mark | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph in runs."""

    start: int
    end: int
    runs: tuple[Run, ...]


def mark(text: str, *, offset: int, marks: Sequence[Mark], places: Collection[int] = ()) -> Iterator[Marked]:
    """Paragraphs of `text`, which begins at `offset` of the document; empty lines are left out.

    Where marks lie in one another the innermost shows; every mark's first words open it, and so do the words
    at `places`, offsets that something leads to.
    """
    order = sorted(marks, key=lambda each: (each.start, -each.end, -each.rank))
    begin = offset
    for line in text.split("\n"):
        end = begin + len(line)
        if line.strip():
            inside = _touching(order, begin, end)
            opened = {each.start for each in inside} | {place for place in places if begin <= place < end}
            yield Marked(begin, end, tuple(_runs(line, begin, inside, opened)))
        begin = end + 1


def _touching(order: Sequence[Mark], begin: int, end: int) -> list[Mark]:
    last = bisect_left(order, end, key=lambda each: each.start)
    return [each for each in order[:last] if each.end > begin]


def _runs(line: str, begin: int, marks: Sequence[Mark], opened: Collection[int]) -> Iterator[Run]:
    end = begin + len(line)
    edges = sorted({begin, end, *opened, *(edge for each in marks for edge in (each.start, each.end))})
    edges = edges[bisect_left(edges, begin) : bisect_right(edges, end)]
    for start, stop in pairwise(edges):
        over = [each for each in marks if each.start <= start and each.end >= stop]
        inner = min(over, key=lambda each: (each.end - each.start, each.rank)) if over else None
        yield Run(line[start - begin : stop - begin], start, inner, start in opened)
