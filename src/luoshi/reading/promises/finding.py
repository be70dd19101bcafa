"""The document read stretch by stretch for its promises without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luoshi.reading.grammar import modality, quantities
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Frame, Node, Promise, PromiseKind, Source
from luoshi.reading.promises.patterns import PATTERNS, Pattern
from luoshi.reading.stretches import Stretch, settings, walk
from luoshi.reading.stretches.reach import NOW
from luoshi.reading.targets import erasing, phrases

_TRIGGER = re.compile(
    r"逐年|同比例|同步|一致|水平|标准|行列|前列|方阵|梯队|首位|前[\d一二三四五六七八九十]|最[大强优好佳具]|覆盖|零[发增事死]|清零|应.尽|达标|不[发出][生现]|消除|下达|要求|建成|打造|创建|建设|形成|创成|争创|构筑|成为|一批|一大批"
    r"|台阶|步伐|新局面|进展|成效|突破|成果|明显|显著|大幅|进一步|不断|持续|稳步|更加|更为|有效|较大|基本|初步|只[增减]不|增速|增幅"
)
_BACKGROUND = re.compile(r"指导思想|基本原则|重要意义|总体思路|重大意义|工作原则|总体要求$")
_PREAMBLE = re.compile(r"(?:现|特)(?:提出|制定|就|印发|将)|制定本|为(?:深入|全面|认真)?贯彻|以.{2,40}为指导|坚持以")
_CONDITION = re.compile(r"^(?:对|凡|如|若|符合|对于|除|当)")
_MARK = re.compile("、")
_LONGEST = 90


def find(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Promise, ...]:
    """Every promise without a number, in order."""
    today = settings.year_of(frame)
    known = settings.of(outline, today=today)
    background = {node.id for node in outline if _BACKGROUND.search(node.title)}
    found: list[Promise] = []
    for stretch in walk(source, frame, outline, known, today=today):
        if stretch.past or stretch.terms or stretch.section in background or not _TRIGGER.search(stretch.printed):
            continue
        found.extend(_in(stretch))
    return tuple(found)


def _in(stretch: Stretch) -> Iterator[Promise]:
    for sentence in stretch.sentences():
        if _PREAMBLE.search(sentence[0].veiled) and not stretch.inherited:
            continue
        yield from _of_sentence(stretch, sentence)


def _of_sentence(stretch: Stretch, sentence: list[Clause]) -> Iterator[Promise]:
    past = False
    for clause in sentence:
        here = stretch.periods_in(clause)
        past = (past or bool(NOW.search(clause.veiled))) and not any(p.use is Use.DUE for p in here)
        if past or len(clause.text) > _LONGEST or _CONDITION.match(clause.text) or not _TRIGGER.search(clause.text):
            continue
        standing = stretch.reach.at(clause.end)
        if not standing.past:
            erased = erasing.erase(clause.veiled, clause.start, here)
            yield from _of_clause(stretch, sentence, clause, erased, standing.dues)


def _of_clause(
    stretch: Stretch, sentence: list[Clause], clause: Clause, erased: str, dues: tuple[str, ...]
) -> Iterator[Promise]:
    for start, end in _pieces(erased):
        found = _first(erased, start, end, bool(dues))
        if not found:
            continue
        pattern, match = found
        first, last = stretch.span(clause.start + start, clause.start + end)
        for subject in _subjects(clause, erased, match, pattern):
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
    cuts = [start, *(mark.end() for mark in _MARK.finditer(erased, start, end)), end + 1]
    parts = [(low, high - 1) for low, high in zip(cuts, cuts[1:], strict=False)]
    if len(parts) > 1 and all(_says_what_becomes(erased, *part) for part in parts):
        return parts
    return [(start, end)]


def _says_what_becomes(erased: str, start: int, end: int) -> bool:
    found = _first(erased, start, end, False)
    return bool(found and found[0].kind in (PromiseKind.QUALITATIVE, PromiseKind.DIRECTION))


def _first(erased: str, start: int, end: int, is_dated: bool) -> tuple[Pattern, re.Match[str]] | None:
    for pattern in PATTERNS:
        match = pattern.wording.search(erased, start, end) if is_dated or not pattern.dated else None
        if match and not _is_counted(erased, pattern):
            return pattern, match
    return None


def _is_counted(erased: str, pattern: Pattern) -> bool:
    """A clause with a number that counts is a target, not a promise without one."""
    return pattern.kind is not PromiseKind.RANK and any(quantities.find(erased))


def _due(stretch: Stretch, sentence: list[Clause], pattern: Pattern, dues: tuple[str, ...]) -> str | None:
    """The date in reach; what rises every year runs to the date at the end of its sentence."""
    if not dues and pattern.kind is PromiseKind.MONOTONE:
        dues = stretch.reach.at(sentence[-1].end).dues
    return dues[-1] if dues else None


def _subjects(clause: Clause, erased: str, match: re.Match[str], pattern: Pattern) -> list[str]:
    groups = match.groupdict()
    name = "subject" if groups.get("subject") else "object"
    if not groups.get(name):
        span = phrases.subject(erased, 0, match.start())
    elif name == "subject":
        span = phrases.subject(erased, *match.span(name))
    else:
        span = phrases.trim(erased, *match.span(name))
    words = phrases.words(clause.text, erased, *span)
    if not pattern.parts:
        return [words] if words else []
    return [part for part in re.split(r"、|以及|和|及|与", words) if part] or [words]
