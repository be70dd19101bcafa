"""Targets in running text (正文中的目标)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.reading.grammar import clauses, modality, numerals, periods, quantities
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Period, Use
from luoshi.reading.model import Target
from luoshi.reading.targets import claims, erasing, refusals
from luoshi.reading.targets.claims import Claim, Line
from luoshi.reading.targets.reach import NOW, Reach


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a text stands: its place in the source, its section, the date that it inherits."""

    start: int
    section: str | None
    inherited: str | None
    today: int | None
    subject: str = ""  # the run-in heading that the text speaks of
    past: bool = False


class Prose:
    """One paragraph's sentences read for targets."""

    def __init__(self, text: str, ground: Ground) -> None:
        squeezed, self._places = numerals.squeeze(text)
        self._ground = ground
        self._text = numerals.half_width(squeezed)
        self._veiled = clauses.veil(self._text)
        self._periods = list(periods.find(self._text, self._veiled))
        self.reach = Reach(self._text, self._periods, inherited=ground.inherited, today=ground.today)
        self._subject = ground.subject

    def targets(self) -> Iterator[Target]:
        """Every target in order."""
        for sentence in clauses.sentences(self._text, self._veiled):
            yield from self._sentence(sentence)

    def _sentence(self, sentence: list[Clause]) -> Iterator[Target]:
        verdict = refusals.Sentence(sentence)
        parallel: Claim | None = None
        past = False
        for index, clause in enumerate(sentence):
            here = self._periods_in(clause)
            standing = self.reach.at(clause.end)
            past = (past or bool(NOW.search(clause.veiled))) and not any(p.use is Use.DUE for p in here)
            if past or standing.past:
                continue
            erased = erasing.erase(clause.veiled, clause.start, here)
            found = [q for q in quantities.find(erased) if not refusals.refuses(erased, q)]
            dated = bool(standing.dues)
            if not found or verdict.refuses(index, dated=dated):
                continue
            line = Line(clause.text, erased, dated, parallel, self._subject)
            base = self._baseline(sentence, index)
            for claim in claims.read(line, found):
                parallel = claim
                self._subject = claim.indicator
                yield self._target(claim, clause, sentence, base)

    def _periods_in(self, clause: Clause) -> list[Period]:
        return [period for period in self._periods if period.start < clause.end and period.end > clause.start]

    def _baseline(self, sentence: list[Clause], index: int) -> str | None:
        """The year of comparison in this clause, or in one before it that holds nothing else."""
        for clause in (sentence[index], sentence[index - 1] if index else sentence[index]):
            for period in self._periods_in(clause):
                if period.use is Use.BASE and period.due:
                    return period.due[:4]
        return None

    def _target(self, claim: Claim, clause: Clause, sentence: list[Clause], base: str | None) -> Target:
        quantity = claim.quantity
        dues = self.reach.at(clause.start + quantity.start).dues
        due = dues[min(claim.position, len(dues) - 1)] if dues else None
        return Target(
            indicator=claim.indicator,
            relation=claim.relation,
            value=quantity.value,
            unit=quantity.unit,
            section=self._ground.section,
            start=self._ground.start + self._place(clause.start),
            end=self._ground.start + self._place(clause.end - 1) + 1,
            value_max=quantity.value_max,
            change=claim.change,
            per="year" if claim.yearly else None,
            baseline=base if claim.change else None,
            due=due,
            modality=modality.of(sentence, clause),
        )

    def _place(self, position: int) -> int:
        return self._places[position] if self._places else position
