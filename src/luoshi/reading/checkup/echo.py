"""Which task group speaks of the same thing as a measure (同词对应), found by shared runs of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.keys import words
from luoshi.reading.model import Node, Source

_RUN = 4  # four characters: shorter runs (工业, 企业, 水平) are shared by everything


@dataclass(frozen=True, slots=True)
class Echo:
    """An index from every run of four characters in a task group's text to the groups that hold it."""

    runs: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, *, source: Source, outline: Sequence[Node], groups: Sequence[str]) -> Echo:
        held: dict[str, list[str]] = {}
        for group, text in _texts(source, outline, frozenset(groups)).items():
            said = words(text)
            for run in {said[at : at + _RUN] for at in range(len(said) - _RUN + 1)}:
                held.setdefault(run, []).append(group)
        return cls({run: tuple(found) for run, found in held.items()})

    def find(self, measure: str) -> str | None:
        """The group that repeats most of the measure's words, or None where no group or several do.

        A run that several groups hold tells them apart from nothing, so that only runs of one group count.
        """
        said = words(measure)
        votes: Counter[str] = Counter()
        for at in range(len(said) - _RUN + 1):
            found = self.runs.get(said[at : at + _RUN], ())
            if len(found) == 1:
                votes[found[0]] += 1
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


def _texts(source: Source, outline: Sequence[Node], groups: frozenset[str]) -> dict[str, str]:
    """The text of each group with all that stands below it."""
    pieces: dict[str, list[str]] = {group: [] for group in groups}
    parents = {node.id: node.parent for node in outline}
    for node in outline:
        above: str | None = node.id
        while above is not None and above not in groups:
            above = parents.get(above)
        if above is not None:
            pieces[above].append(source.text[node.title_start : node.end])
    return {group: "".join(found) for group, found in pieces.items()}
