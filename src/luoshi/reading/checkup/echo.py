"""Which task group speaks of the same thing as a measure (同词对应), found by shared runs of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.reading.grammar.folding import folded
from luoshi.reading.keys import words
from luoshi.reading.model import Node, Source

_RUN = 4  # four characters: shorter runs (工业, 企业, 水平) are shared by everything


@dataclass(frozen=True, slots=True)
class Echo:
    """For each run of four characters of the measures, the task groups whose text holds it."""

    holders: dict[str, list[str]]

    @classmethod
    def of(
        cls, *, source: Source, outline: Sequence[Node], groups: Iterable[str], measures: Iterable[str]
    ) -> Echo:
        """Look once through the groups' text for the runs of all measures."""
        wanted = frozenset(run for measure in measures for run in _runs(words(measure)))
        holders: dict[str, list[str]] = {}
        if wanted:
            begins = _beginning(wanted)
            for group, text in _texts(source, outline, frozenset(groups)).items():
                said = words(text)
                held = {said[at : at + _RUN] for at in map(re.Match.start, begins.finditer(said))}
                for run in wanted & held:
                    holders.setdefault(run, []).append(group)
        return cls(holders)

    def find(self, measure: str) -> str | None:
        """The group that repeats most of the measure's words, or None where no group or several do.

        A run that several groups hold tells none of them apart, so that only runs of one group count.
        """
        votes: Counter[str] = Counter()
        for run in _runs(words(measure)):
            holders = self.holders.get(run, ())
            if len(holders) == 1:
                votes[holders[0]] += 1
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


def _runs(said: str) -> set[str]:
    return {said[at : at + _RUN] for at in range(len(said) - _RUN + 1)}


def _beginning(wanted: Iterable[str]) -> re.Pattern[str]:
    """Where one of these runs may begin: most of a text is passed over, character by character."""
    first, *others = ("".join({re.escape(run[at]) for run in wanted}) for at in range(_RUN))
    return re.compile(f"[{first}](?={''.join(f'[{each}]' for each in others)})", re.DOTALL)


def _texts(source: Source, outline: Sequence[Node], groups: frozenset[str]) -> dict[str, str]:
    """The text of each group with all that stands below it; its punctuation folded, which keys do anyway."""
    text = folded(source.text)
    pieces: dict[str, list[str]] = {group: [] for group in groups}
    parents = {node.id: node.parent for node in outline}
    for node in outline:
        above: str | None = node.id
        while above is not None and above not in groups:
            above = parents.get(above)
        if above is not None:
            pieces[above].append(text[node.title_start : node.end])
    return {group: "".join(found) for group, found in pieces.items()}
