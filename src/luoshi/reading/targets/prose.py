"""Targets in running text (正文中的目标)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from luoshi.reading.grammar import modality, quantities
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Target
from luoshi.reading.stretches import Stretch
from luoshi.reading.stretches.reach import BACK, FORWARD, NOW
from luoshi.reading.targets import claims, erasing, phrases, refusals
from luoshi.reading.targets.lines import LONGEST, Claim, Line

_REMEMBERED = 12
_SEMICOLONS = ("；", ";")
_NUMBER = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千][家户个座条项件名所处亩万亿千倍番成]|百分之|一半|[千百万]亿?[家户个座条项元]"
)
_NOTE = re.compile(r"\s*(?:\d{1,2}\s*)?(?:指(?!标|导|数)|注[:：]|说明[:：]|备注[:：]|名词解释)")


def targets(stretch: Stretch) -> Iterator[Target]:
    """Every target of a heading or paragraph, in order."""
    if stretch.past or stretch.terms or not _NUMBER.search(stretch.printed) or _NOTE.match(stretch.printed):
        return
    signs = [sign.start() for sign in quantities.SIGNS.finditer(stretch.veiled)]
    reader = _Reader(stretch)
    for start, end in stretch.sentences if signs else ():
        if start > signs[-1]:
            return  # nothing is counted any more
        if bisect_left(signs, start) == bisect_left(signs, end) and not reader.listens(start, end):
            continue
        if sentence := stretch.clauses_of((start, end)):
            yield from reader.sentence(sentence)


class _Reader:
    """One stretch, sentence by sentence; it remembers what the next clause may leave out."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._subject = stretch.subject
        self._earlier: list[str] = []
        self._parallel: Claim | None = None  # the item before, whose verb the next one may lack
        self._base: str | None = None  # 与2020年相比, …: a comparison that opens the sentence
        self._verdict: refusals.Sentence | None = None  # of the sentence being read
        self._terms = refusals.terms_from(stretch.veiled)
        self._compared: tuple[str, str] | None = None  # the last indicator with the year it is compared with

    def listens(self, start: int, end: int) -> bool:
        """Whether a sentence without a number changes what the next one may leave out."""
        return self._parallel is not None or bool(phrases.BECOMES.search(self._stretch.veiled, start, end))

    def sentence(self, sentence: list[Clause]) -> Iterator[Target]:
        """The targets of a sentence; a semicolon leaves the verb of its last item to the next sentence."""
        self._verdict = None
        looks_back = BACK.search(self._stretch.veiled, sentence[0].start, sentence[-1].end)
        past = False
        for index, clause in enumerate(sentence):
            if clause.end > self._terms:
                return  # conditions are listed from here on
            if looks_back:
                past = (past or bool(NOW.search(clause.veiled))) and not self._looks_ahead(clause)
            if len(clause.text) > LONGEST:
                continue
            standing = self._stretch.reach.at(clause.end)
            found = self._clause(sentence, index, dated=bool(standing.dues))
            if past or standing.past:
                self._parallel = None  # told for its subject only: 去年企业达到30户, 今年力争突破40户
                continue
            yield from found
        if sentence[-1].closing not in _SEMICOLONS:
            self._parallel = None
        self._base = None

    def _looks_ahead(self, clause: Clause) -> bool:
        if FORWARD.search(clause.veiled):
            return True
        return any(period.use is Use.DUE for period in self._stretch.periods_in(clause))

    def _clause(self, sentence: list[Clause], index: int, *, dated: bool) -> list[Target]:
        clause = sentence[index]
        here = self._stretch.periods_in(clause)
        base = next((p.due[:4] for p in here if p.use is Use.BASE and p.due), None)
        counts = quantities.SIGNS.search(clause.veiled) is not None
        if not counts and not phrases.tells(clause.veiled):
            self._base = base or self._base
            return []
        erased = erasing.erase(clause.veiled, clause.start, here)
        found = [q for q in quantities.find(erased) if not refusals.refuses(erased, q)] if counts else []
        if not found:
            self._base = base or self._base
            self._subject = phrases.spoken_of(clause.text, erased) or self._subject
            return []
        self._verdict = self._verdict or refusals.Sentence(sentence)
        if self._verdict.refuses(index, dated=dated):
            return []
        told: list[Target] = []
        base = base or self._base
        line = Line(clause.text, erased, dated, self._parallel, self._subject, self._earlier[-_REMEMBERED:])
        read = claims.read(line, found)
        shared = not any(claim.position for claim in read)
        for claim in read:
            self._parallel, self._subject = claim, claim.indicator
            self._earlier.append(claim.indicator)
            told.append(self._target(claim, sentence, clause, self._base_of(claim, base), shared=shared))
        return told

    def _base_of(self, claim: Claim, base: str | None) -> str | None:
        """The year of comparison: its own, or the one before where the indicator is left out (…,力争下降16%)."""
        if claim.change is None and claim.quantity.unit != "倍":
            return None
        if base is None and self._compared and self._compared[0] == claim.indicator:
            return self._compared[1]
        self._compared = (claim.indicator, base) if base else None
        return base

    def _target(
        self, claim: Claim, sentence: list[Clause], clause: Clause, base: str | None, *, shared: bool
    ) -> Target:
        quantity = claim.quantity
        dues = self._stretch.reach.at(clause.start + quantity.start).dues
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
            baseline=base,
            due=dues[-1 if shared else min(claim.position, len(dues) - 1)] if dues else None,
            modality=modality.of(sentence, clause),
        )
