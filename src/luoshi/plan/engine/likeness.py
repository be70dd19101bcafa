"""How alike two commitments of two plans are (上下级承诺比对), for the kernel's matcher: which words, and what else.

A word that many commitments share says little, one that few share says much. The measure of two targets counts
for itself; the section, who answers, and by when, only add to what the words have said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import log
from typing import Final

from luoshi.kernel.matching import Comparison, Keys, Reason, Record
from luoshi.kernel.matching.words import plain
from luoshi.kit.chinese import words
from luoshi.plan.engine.weaker import scale

_AREA: Final = re.compile(r"^(?:全|我)(?:国|省|市|州|县|区|旗)(?=..)")
_LEVEL: Final = re.compile(r"^(?:省|市|州|县|区|旗)(?=..)")
_SHOWN: Final = 6
_TITLES: Final = (53, 35)  # points for the share of the shorter one, and of the longer one, that both have
_SENTENCES: Final = (40, 30)


@dataclass(frozen=True, slots=True)
class Promised:
    """What is known of a commitment beside its words: `measure` and `unit` for a target."""

    title: str
    words: str
    kind: str
    section: str = ""
    bodies: frozenset[str] = frozenset()
    year: int | None = None
    unit: str = ""
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A commitment as it is compared, once by its title and once by its sentence; `whole` is the title's text."""

    whole: str
    words: frozenset[str]
    weight: float
    is_measured: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is compared of a commitment beside its words."""

    section: frozenset[str]
    bodies: frozenset[str]
    year: int | None
    unit: str
    is_measured: bool


def record_of(key: Hashable, promised: Promised) -> Record:
    """A commitment as the matcher takes it."""
    return Record(key, (_bare(promised.title), promised.words), kind=promised.kind)


def likeness(promised: Mapping[Hashable, Promised]) -> Comparison[Form]:
    """A comparison of these commitments, of both plans; the keys are those of their records."""
    seen = {key: _seen(each) for key, each in promised.items()}
    often: Counter[str] = Counter()
    for each in promised.values():
        often.update(words_of(f"{_bare(each.title)} {each.words}"))
    weights = {word: log(1 + len(promised) / number) for word, number in often.items()}
    return Comparison(
        prepare=partial(_prepare, seen, weights),
        keys=_keys,
        evidence=partial(_evidence, weights),
        circumstances=partial(_circumstances, seen),
    )


def words_of(text: str) -> frozenset[str]:
    """The words of more than one sign."""
    return frozenset(word for word in map(plain, words(text)) if len(word) > 1)


def _bare(title: str) -> str:
    return _AREA.sub("", title)


def _seen(promised: Promised) -> _Seen:
    return _Seen(
        section=words_of(promised.section),
        bodies=frozenset(_LEVEL.sub("", body) for body in promised.bodies),
        year=promised.year,
        unit=scale(promised.unit)[1],
        is_measured=promised.is_measured,
    )


def _prepare(
    seen: Mapping[Hashable, _Seen], weights: Mapping[str, float], record: Record
) -> tuple[Form, ...]:
    title, words = record.names
    is_measured = seen[record.key].is_measured

    def form(whole: str, text: str) -> Form:
        found = words_of(text)
        return Form(whole, found, sum(weights[word] for word in found), is_measured)

    # The sentence of a target names other measures, too: its own measure alone says what it is.
    own = form(plain(title), title)
    return (own,) if is_measured else (own, form("", f"{title} {words}"))


def _keys(form: Form) -> Keys:
    return Keys(sure=(f"={form.whole}",) if form.whole else (), grams=tuple(sorted(form.words)))


def _evidence(weights: Mapping[str, float], left: Form, right: Form) -> Iterator[Reason]:
    if bool(left.whole) != bool(right.whole):
        return
    if left.whole and left.whole == right.whole:
        both = left.is_measured and right.is_measured
        yield Reason("same_measure" if both else "same_title", 90)
        return
    shared = left.words & right.words
    if shared:
        weight = sum(weights[word] for word in shared)
        smaller, larger = sorted((left.weight, right.weight))
        # What the shorter one says counts for more: a promise is found again inside a longer one.
        small, large = _TITLES if left.whole else _SENTENCES
        points = small * weight / smaller + large * weight / larger
        shown = sorted(shared, key=lambda word: (-weights[word], word))[:_SHOWN]
        yield Reason("shared_words", round(points, 1), {"words": shown})


def _circumstances(seen: Mapping[Hashable, _Seen], left: Record, right: Record) -> Iterator[Reason]:
    ours, theirs = seen[left.key], seen[right.key]
    if shared := ours.section & theirs.section:
        yield Reason("same_section", min(2 * len(shared), 6), {"words": sorted(shared)[:_SHOWN]})
    if shared := ours.bodies & theirs.bodies:
        yield Reason("same_agencies", min(2 * len(shared), 4), {"words": sorted(shared)[:_SHOWN]})
    if ours.year and theirs.year:
        same = ours.year == theirs.year
        yield Reason("same_year", 4, {"year": ours.year}) if same else Reason("other_year", -6)
    if ours.is_measured and theirs.is_measured:
        if ours.unit != theirs.unit:
            yield Reason("other_unit", -30)
    elif ours.is_measured != theirs.is_measured or left.kind != right.kind:
        yield Reason("other_kind", -6)
