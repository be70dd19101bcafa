"""A text in its sentences (分句), each of which a person may choose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luoshi.plan.engine.marking import Marked, Run

_SENTENCE = re.compile(r"[^。!?！？；;\n]*[^。!?！？；;\s][^。!?！？；;\n]*[。!?！？；;]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that make a sentence, or that belong to none."""

    sentence: Sentence | None
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


class Apart(ValueError):
    """The chosen sentences do not stand one after another."""


def sentences(text: str, *, offset: int) -> Iterator[Sentence]:
    """Every sentence of a piece that begins at `offset`; blanks before and behind belong to none."""
    for found in _SENTENCE.finditer(text):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        yield Sentence(offset + start, offset + found.start() + len(words.rstrip()))


def joined(chosen: Iterable[Sentence], *, text: str) -> Sentence:
    """The stretch that these sentences make. Raises Apart where another sentence stands between two of them."""
    ordered = sorted(set(chosen), key=lambda each: (each.start, each.end))
    for before, after in pairwise(ordered):
        if after.start < before.end or text[before.end : after.start].strip():
            raise Apart
    return Sentence(ordered[0].start, ordered[-1].end)


def pieces(paragraph: Marked, chosen: Sequence[Sentence]) -> list[Piece]:
    """A paragraph's runs, sentence by sentence; each sentence must begin where a run does. All in one without any."""
    first, last = (
        bisect_left(chosen, place, key=lambda each: each.start) for place in (paragraph.start, paragraph.end)
    )
    inside = chosen[first:last]
    if not inside:
        return [Piece(None, paragraph.runs)]
    found: list[tuple[Sentence | None, list[Run]]] = [(None, [])]
    begins = {each.start: each for each in inside}
    for run in paragraph.runs:
        if run.start in begins:
            found.append((begins[run.start], []))
        found[-1][1].append(run)
    return [Piece(sentence, tuple(runs)) for sentence, runs in found if runs]
