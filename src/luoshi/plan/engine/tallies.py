"""How much each section of a plan promises, counted with all that stands below it (汇总)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What a section and all below it promise: how much, what it lacks, and by when."""

    promised: int = 0
    unverifiable: int = 0
    lacks: Counter[str] = field(default_factory=Counter)
    due: Counter[str] = field(default_factory=Counter)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """What is lacking most often comes first."""
        return self.lacks.most_common()

    @property
    def years(self) -> list[tuple[str, int]]:
        """Due years in order, each with its number of commitments."""
        return sorted(self.due.items())

    def count(self, *, is_verifiable: bool, lacks: Iterable[str], due: str) -> None:
        self.promised += 1
        self.unverifiable += not is_verifiable
        self.lacks.update(lacks)
        if due[:4].isdigit():
            self.due[due[:4]] += 1


Row = tuple[int | None, bool, Sequence[str], Sequence[str], str]


def tallies(
    *, sections: Iterable[tuple[int, int | None]], commitments: Iterable[Row]
) -> dict[int | None, Tally]:
    """For each section the tally of all it holds; under None that of the whole plan."""
    parents = dict(sections)
    found: dict[int | None, Tally] = {None: Tally()}
    for section, is_verifiable, missing, undecided, due in commitments:
        for above in _line(parents, section):
            tally = found.setdefault(above, Tally())
            tally.count(is_verifiable=is_verifiable, lacks=(*missing, *undecided), due=due)
    return found


def _line(parents: dict[int, int | None], section: int | None) -> list[int | None]:
    line: list[int | None] = [None]
    while section is not None:
        line.append(section)
        section = parents.get(section)
    return line
