"""Targets in running text (正文中的目标)."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.reading.grammar import modality, quantities
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Target
from luoshi.reading.stretches import Stretch
from luoshi.reading.stretches.reach import NOW
from luoshi.reading.targets import claims, erasing, phrases, refusals
from luoshi.reading.targets.lines import LONGEST, Claim, Line


def targets(stretch: Stretch) -> Iterator[Target]:
    """Every target of a heading or paragraph, in order."""
    reader = _Reader(stretch)
    for sentence in stretch.sentences():
        yield from reader.sentence(sentence)


class _Reader:
    """One stretch, sentence by sentence; it remembers the subject that the next clause may leave out."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._subject = stretch.subject

    def sentence(self, sentence: list[Clause]) -> Iterator[Target]:
        verdict = refusals.Sentence(sentence)
        parallel: Claim | None = None
        past = False
        for index, clause in enumerate(sentence):
            here = self._stretch.periods_in(clause)
            standing = self._stretch.reach.at(clause.end)
            past = (past or bool(NOW.search(clause.veiled))) and not any(p.use is Use.DUE for p in here)
            if past or standing.past or len(clause.text) > LONGEST:
                continue
            erased = erasing.erase(clause.veiled, clause.start, here)
            found = [q for q in quantities.find(erased) if not refusals.refuses(erased, q)]
            if not found:
                self._subject = phrases.spoken_of(clause.text, erased) or self._subject
            if not found or verdict.refuses(index, dated=bool(standing.dues)):
                continue
            line = Line(clause.text, erased, bool(standing.dues), parallel, self._subject)
            for claim in claims.read(line, found):
                parallel = claim
                self._subject = claim.indicator
                yield self._target(claim, sentence, index)

    def _baseline(self, sentence: list[Clause], index: int) -> str | None:
        """The year of comparison in this clause, or in one before it that holds nothing else."""
        for clause in (sentence[index], sentence[max(0, index - 1)]):
            for period in self._stretch.periods_in(clause):
                if period.use is Use.BASE and period.due:
                    return period.due[:4]
        return None

    def _target(self, claim: Claim, sentence: list[Clause], index: int) -> Target:
        clause, quantity = sentence[index], claim.quantity
        dues = self._dues(clause, quantity.start)
        start, end = self._stretch.span(clause.start, clause.end)
        return Target(
            indicator=claim.indicator,
            relation=claim.relation,
            value=quantity.value,
            unit=quantity.unit,
            section=self._stretch.section,
            start=start,
            end=end,
            value_max=quantity.value_max,
            change=claim.change,
            per="year" if claim.yearly else None,
            baseline=self._baseline(sentence, index) if claim.change else None,
            due=dues[min(claim.position, len(dues) - 1)] if dues else None,
            modality=modality.of(sentence, clause),
        )

    def _dues(self, clause: Clause, position: int) -> tuple[str, ...]:
        return self._stretch.reach.at(clause.start + position).dues
