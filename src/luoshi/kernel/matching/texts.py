"""Wordings: promises, products, offers and needs, compared by the words that they share (文本比对)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.kernel.matching.comparison import Comparison, Keys
from luoshi.kernel.matching.records import Reason, Record
from luoshi.kernel.matching.words import plain
from luoshi.kit import chinese

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: whole, and its words of more than one sign."""

    whole: str
    words: frozenset[str]


def _prepare(record: Record) -> tuple[Wording, ...]:
    return tuple(
        Wording(plain(text), frozenset(word for word in chinese.words(text) if len(plain(word)) > 1))
        for text in record.names
    )


def _keys(form: Wording) -> Keys:
    return Keys(sure=(f"={form.whole}",), grams=tuple(sorted(form.words)))


def _evidence(left: Wording, right: Wording) -> Iterator[Reason]:
    if left.whole == right.whole:
        yield Reason("same_words", 100)
        return
    shared = left.words & right.words
    if shared:
        # What the shorter one says counts for more: a promise is found again inside a longer one.
        smaller, larger = sorted((len(left.words), len(right.words)))
        points = 60 * len(shared) / smaller + 35 * len(shared) / larger
        yield Reason(
            "shared_words", round(points, 1), {"words": sorted(shared, key=len, reverse=True)[:_SHOWN]}
        )


def _circumstances(left: Record, right: Record) -> Iterator[Reason]:
    if left.kind and right.kind and left.kind != right.kind:
        yield Reason("other_kind", -20)


WORDINGS = Comparison(prepare=_prepare, keys=_keys, evidence=_evidence, circumstances=_circumstances)
