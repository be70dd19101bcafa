"""How two records are compared: which keys bring them together, which reasons speak for and against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from luoshi.kernel.matching.records import Candidate, Reason, Record

P = TypeVar("P")
LEAST, MOST = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class Keys:
    """Where one prepared form is filed, what it looks for, and the grams of which likeness is made.

    Two forms meet when one is filed where the other looks, or when they share rare grams, and never when both
    name a `block` and it is another one. `sure` keys are looked up first: they leave little to ask.
    """

    sure: tuple[str, ...]
    filed: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()
    grams: tuple[str, ...] = ()
    block: str = ""


@dataclass(frozen=True)
class Comparison(Generic[P]):
    """A way to compare: names of bodies, wordings of promises, names of products.

    `prepare` makes one form of each name. The strongest evidence of any two forms counts; circumstances of
    the two records add to it or take away.
    """

    prepare: Callable[[Record], tuple[P, ...]]
    keys: Callable[[P], Keys]
    evidence: Callable[[P, P], Iterable[Reason]]
    circumstances: Callable[[Record, Record], Iterable[Reason]]

    def compare(self, left: Record, right: Record) -> Candidate | None:
        """What speaks for the right record being the left one; nothing at all gives None."""
        return self.weigh(left, self.prepare(left), right, self.prepare(right))

    def weigh(self, left: Record, forms: Iterable[P], right: Record, others: Iterable[P]) -> Candidate | None:
        """The same for records that are prepared already."""
        others = tuple(others)
        found = list(self._evidence(forms, others))
        about = tuple(self.circumstances(left, right))
        best = max(found, key=lambda reason: reason.points, default=None)
        proof = [reason for reason in about if reason.points >= MOST]
        if best is None and not proof:
            return None
        base = MOST if proof else best.points if best else LEAST
        score = base + sum(reason.points for reason in about if reason.points < MOST)
        reasons = (*proof, *((best,) if best else ()), *(each for each in about if each.points < MOST))
        return Candidate(right.key, round(min(max(score, LEAST), MOST), 1), reasons)

    def _evidence(self, forms: Iterable[P], others: tuple[P, ...]) -> Iterator[Reason]:
        for form in forms:
            for other in others:
                yield from self.evidence(form, other)
