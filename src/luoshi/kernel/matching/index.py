"""Finding the few of many that are worth comparing, and comparing them (候选检索)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from heapq import nlargest
from math import log
from typing import Final, Generic, TypeVar

from luoshi.kernel.matching.comparison import Comparison, Keys
from luoshi.kernel.matching.records import (
    Answer,
    Candidate,
    Memory,
    Ranking,
    Reason,
    Record,
    Thresholds,
    verdict,
)

P = TypeVar("P")
_COMMON: Final = 500  # a key or gram that more records share than this tells little
_WEIGHED: Final = 40  # records that are compared in full for their likeness


class _Shelf:
    """Records under keys, each once under its block and once under any."""

    def __init__(self) -> None:
        self._any: dict[str, list[int]] = defaultdict(list)
        self._blocked: dict[tuple[str, str], list[int]] = defaultdict(list)

    def file(self, key: str, block: str, at: int) -> None:
        self._any[key].append(at)
        self._blocked[key, block].append(at)

    def look(self, key: str, block: str) -> list[int]:
        """What is filed under the key in this block or in none; who names no block looks in all."""
        if not block:
            return self._any.get(key, [])
        return [*self._blocked.get((key, block), ()), *self._blocked.get((key, ""), ())]


class Index(Generic[P]):
    """Records by their keys. It is built once; each question then looks at some tens of records, not at all."""

    def __init__(self, records: Iterable[Record], *, comparison: Comparison[P]) -> None:
        self.comparison = comparison
        self.records: list[Record] = []
        self._forms: list[tuple[P, ...]] = []
        self._sure: dict[str, list[int]] = defaultdict(list)
        self._filed, self._grams = _Shelf(), _Shelf()
        self._places: dict[Hashable, int] = {}
        for record in records:
            self._add(record)

    def _add(self, record: Record) -> None:
        at, forms = len(self.records), self.comparison.prepare(record)
        self.records.append(record)
        self._forms.append(forms)
        self._places[record.key] = at
        if record.code:
            self._sure[f"code:{record.code}"].append(at)
        for form in forms:
            keys = self.comparison.keys(form)
            for key in keys.sure:
                self._sure[key].append(at)
            for key in keys.filed:
                self._filed.file(key, keys.block, at)
            for gram in keys.grams:
                self._grams.file(gram, keys.block, at)

    def rank(
        self,
        record: Record,
        *,
        thresholds: Thresholds | None = None,
        memory: Memory | None = None,
        limit: int = 5,
        is_filed: bool = False,
    ) -> Ranking:
        """What the record might be, the likeliest first: a remembered no is left out, a yes comes first.

        Where a sure key already gives what is the same, likenesses are not looked for. A record that `is_filed`
        here itself is compared with the others.
        """
        thresholds, answers = thresholds or Thresholds(), (memory or Memory()).of(record.key)
        forms = self.comparison.prepare(record)
        keys = [self.comparison.keys(form) for form in forms]
        own = {self._places[record.key]} if is_filed else set()
        sure = self._surely(record, keys) | {self._places[key] for key in answers if key in self._places}
        found = list(self._compared(record, forms, sure - own, answers))
        if max((candidate.score for candidate in found), default=0) < thresholds.same:
            found += self._compared(record, forms, self._perhaps(keys) - sure - own, answers)
        best = nlargest(limit, found, key=lambda candidate: (candidate.score, str(candidate.key)))
        return Ranking(record.key, verdict(best, thresholds=thresholds), tuple(best))

    def _compared(
        self, record: Record, forms: tuple[P, ...], places: Iterable[int], answers: Mapping[Hashable, Answer]
    ) -> Iterator[Candidate]:
        for at in places:
            other = self.records[at]
            answer = answers.get(other.key)
            candidate = self.comparison.weigh(record, forms, other, self._forms[at])
            if answer and answer.is_same:
                said = Reason("said_same", 100, {"by": answer.by, "at": answer.at})
                yield Candidate(other.key, 100, (said, *(candidate.reasons if candidate else ())))
            elif candidate and candidate.score > 0 and not answer:
                yield candidate

    def _surely(self, record: Record, keys: Iterable[Keys]) -> set[int]:
        found = set(self._sure.get(f"code:{record.code}", ())) if record.code else set()
        for each in keys:
            for key in each.sure:
                found.update(self._sure.get(key, ()))
        return found

    def _perhaps(self, keys: Iterable[Keys]) -> set[int]:
        found: set[int] = set()
        for each in keys:
            for key in each.sought:
                found.update(self._filed.look(key, each.block)[:_COMMON])
            found.update(self._alike(each))
        return found

    def _alike(self, keys: Keys) -> Iterator[int]:
        """The records that share most, a rare gram counting for more than one that many share."""
        filed = [places for gram in keys.grams if (places := self._grams.look(gram, keys.block))]
        filed.sort(key=len)
        rare = [places for places in filed if len(places) <= _COMMON] or [
            places[:_COMMON] for places in filed[:1]
        ]
        shared: dict[int, float] = defaultdict(float)
        for places in rare:
            weight = log(1 + len(self.records) / len(places))
            for at in places:
                shared[at] += weight
        yield from (at for at, _weight in nlargest(_WEIGHED, shared.items(), key=lambda item: item[1]))


def candidates(
    wanted: Iterable[Record],
    among: Iterable[Record] | Index[P],
    *,
    comparison: Comparison[P],
    thresholds: Thresholds | None = None,
    memory: Memory | None = None,
    limit: int = 5,
) -> Iterator[Ranking]:
    """For each wanted record, in its order, what it might be among the others, with scores and reasons."""
    index = among if isinstance(among, Index) else Index(among, comparison=comparison)
    for record in wanted:
        yield index.rank(record, thresholds=thresholds, memory=memory, limit=limit)
