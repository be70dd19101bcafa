"""The document read stretch by stretch for its promises without a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.reading.grammar import modality, quantities
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Node, Promise, PromiseKind
from luoshi.reading.promises.patterns import MEASURED, Of, Pattern, cues, fitting
from luoshi.reading.stretches import Stretch
from luoshi.reading.stretches.reach import FORWARD, NOW
from luoshi.reading.targets import erasing, phrases

_BACKGROUND = re.compile(r"指导思想|基本原则|重要意义|总体思路|重大意义|工作原则|总体要求$")
_PREAMBLE = re.compile(
    r"(?:现|特)(?:提出|制定|就|印发|将)|制定本|为(?:深入|全面|认真)?贯彻|以.{2,40}为指导|坚持以"
)
_CONDITION = re.compile(r"^(?:对|凡|如|若|符合|对于|除|当)")
_MARK = re.compile("、")
_LONGEST = 90
_WINDOW = 80
_MEMORY = 200  # how far back a sentence is looked through


def background(outline: Sequence[Node]) -> frozenset[str]:
    """The sections that give ideas and principles, no promises (指导思想、基本原则)."""
    return frozenset(node.id for node in outline if _BACKGROUND.search(node.title))


def promises(stretch: Stretch) -> Iterator[Promise]:
    """Every promise without a number of a heading or paragraph, in order."""
    if stretch.past or stretch.terms:
        return
    found = cues(stretch.veiled)
    for start, end in stretch.sentences if found else ():
        if bisect_right(found, end) == bisect_right(found, start):
            continue
        sentence = stretch.clauses_of((start, end))
        for clause in sentence:
            if _may_promise(clause, found):
                yield from _of_clause(stretch, sentence, clause)


def _may_promise(clause: Clause, found: Sequence[int]) -> bool:
    if bisect_right(found, clause.end) == bisect_right(found, clause.start):
        return False
    return len(clause.text) <= _LONGEST and not _CONDITION.match(clause.text)


def _is_told_of_the_past(stretch: Stretch, sentence: Sequence[Clause], clause: Clause) -> bool:
    """Whether 目前, 已 or a bygone year stands before the clause's end with no due date after it."""
    if stretch.reach.at(clause.end).past:
        return True
    start = max(sentence[0].start, clause.end - _MEMORY)
    for period in stretch.periods_between(start, clause.end):
        if period.use is Use.DUE:
            start = period.end
    for ahead in FORWARD.finditer(stretch.veiled, start, clause.end):
        start = ahead.start()
    return bool(NOW.search(stretch.veiled, start, clause.end))


def _is_preamble(stretch: Stretch, sentence: Sequence[Clause]) -> bool:
    start = sentence[0].start
    return not stretch.inherited and bool(
        _PREAMBLE.search(stretch.veiled, start, min(sentence[-1].end, start + 2 * _MEMORY))
    )


def _of_clause(stretch: Stretch, sentence: list[Clause], clause: Clause) -> Iterator[Promise]:
    erased = erasing.erase(clause.veiled, clause.start, stretch.periods_in(clause))
    dues = stretch.reach.at(clause.end).dues
    for start, end in _pieces(erased):
        found = _first(erased, start, end, bool(dues))
        if not found or _is_told_of_the_past(stretch, sentence, clause) or _is_preamble(stretch, sentence):
            continue
        pattern, subjects = found
        first, last = stretch.span(clause.start + start, clause.start + end)
        for subject in _parts(phrases.words(clause.text, erased, *subjects), pattern):
            yield Promise(
                kind=pattern.kind,
                subject=subject,
                text=stretch.printed[first - stretch.start : last - stretch.start],
                section=stretch.section,
                start=first,
                end=last,
                due=_due(stretch, sentence, pattern, dues),
                modality=modality.of(sentence, clause),
            )


def _pieces(erased: str) -> list[tuple[int, int]]:
    """The clause, or its parts where each has a subject and a predicate of its own (作用增强、集群形成)."""
    start, end = phrases.opening(erased), len(erased.rstrip("、 "))
    if "、" not in erased:
        return [(start, end)]
    cuts = [start, *(mark.end() for mark in _MARK.finditer(erased, start, end)), end + 1]
    parts = [(low, high - 1) for low, high in pairwise(cuts)]
    if len(parts) > 1 and all(_says_what_becomes(erased, *part) for part in parts):
        return parts
    return [(start, end)]


def _says_what_becomes(erased: str, start: int, end: int) -> bool:
    found = _first(erased, start, end, False)
    return bool(found and found[0].kind in (PromiseKind.QUALITATIVE, PromiseKind.DIRECTION))


def _first(erased: str, start: int, end: int, is_dated: bool) -> tuple[Pattern, tuple[int, int]] | None:
    """The first pattern that the words fit, and where its subject stands."""
    for pattern in fitting(erased[start:end]):
        if pattern.dated and not is_dated:
            continue
        match = pattern.wording.search(erased, max(start, end - _WINDOW), end)
        subject = _subject(erased, start, match, pattern) if match else None
        if subject and not _is_counted(erased, pattern):
            return pattern, subject
    return None


def _subject(erased: str, start: int, match: re.Match[str], pattern: Pattern) -> tuple[int, int] | None:
    span = (0, 0)
    if pattern.of is not Of.OBJECT:
        span = phrases.subject(erased, start, match.start())
    if span[0] >= span[1] and pattern.of is not Of.BEFORE and match.groupdict().get("object"):
        span = phrases.trim(erased, *match.span("object"))
    if span[1] - span[0] < 2:
        return None
    if pattern.kind is PromiseKind.DIRECTION and not MEASURED.search(erased[span[0] : span[1]]):
        return None
    return span


def _is_counted(erased: str, pattern: Pattern) -> bool:
    """A clause with a number that counts is a target, not a promise without one."""
    return pattern.kind is not PromiseKind.RANK and any(quantities.find(erased))


def _due(stretch: Stretch, sentence: list[Clause], pattern: Pattern, dues: tuple[str, ...]) -> str | None:
    """The date in reach; what rises every year runs to the date at the end of its sentence."""
    if not dues and pattern.kind is PromiseKind.MONOTONE:
        dues = stretch.reach.at(sentence[-1].end).dues
    return dues[-1] if dues else None


def _parts(words: str, pattern: Pattern) -> list[str]:
    if not pattern.parts:
        return [words] if words else []
    return phrases.split(words) or [words]
