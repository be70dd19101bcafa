"""The check-up of a plan as it is stated now (审定后体检): the reader's own rules, over what officers have made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.plan.engine.stated import Stated, fact
from luoshi.reading.model import Deadline, Facts, Gap, Mention, Node, Promise, Responsibility, Source, Target


@dataclass(frozen=True)
class Live:
    """A plan as it is stated: its text and outline, its commitments by number, who answers, what binds what.

    `keys` are the commitments' keys; `bound` the sections of which an officer said whose bodies bind them.
    """

    text: str
    outline: tuple[Node, ...]
    commitments: Mapping[int, Stated]
    keys: Mapping[int, str]
    duties: Sequence[Responsibility]
    bound: Mapping[str, str] = field(default_factory=dict)

    def gaps(self) -> dict[int, Gap]:
        """What each commitment lacks, of those that lack something."""
        from luoshi.reading.checkup.gaps import find_gaps  # a program that checks nothing starts without it
        from luoshi.reading.checkup.owners import Ownership

        made = {
            number: fact(stated, text=self.text, key=self.keys[number])
            for number, stated in self.commitments.items()
            if not stated.is_heading
        }
        ownership = Ownership.of(
            source=Source("txt", self.text, ()),
            outline=self.outline,
            facts=self._facts(made.values()),
            bound=self.bound,
        )
        found = {(gap.kind, gap.commitment, gap.place.start): gap for gap in find_gaps(ownership)}
        return {
            number: gap
            for number, stated in self.commitments.items()
            if (gap := found.get((_kind(stated), self.keys[number], stated.start)))
        }

    def charges(self) -> dict[str, str]:
        """For each section that somebody answers for, the section that names them."""
        from luoshi.reading.checkup.owners import charges

        facts = Facts(responsibilities=tuple(self.duties))
        return dict(charges(self.outline, facts, bound=self.bound))

    def _facts(self, facts: Iterable[Any]) -> Facts:
        made = sorted(facts, key=lambda each: (each.start, each.end))
        dates = [
            Deadline(stated.section, stated.due, stated.title, stated.start, stated.end)
            for stated in self.commitments.values()
            if stated.is_heading and stated.due
        ]
        return Facts(
            targets=tuple(each for each in made if isinstance(each, Target)),
            promises=tuple(each for each in made if isinstance(each, Promise)),
            deadlines=(*(each for each in made if isinstance(each, Deadline)), *dates),
            responsibilities=tuple(self.duties),
            mentions=tuple(each for each in made if isinstance(each, Mention)),
        )


def _kind(stated: Stated) -> str:
    """What the check-up calls it: a dated task is a deadline, unless it is a whole section."""
    return "deadline" if stated.kind == "task" and stated.due and not stated.is_heading else stated.kind
