"""A heading or a paragraph with all that holds for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from luoshi.reading.grammar import clauses, numerals, periods
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Period
from luoshi.reading.stretches.reach import Reach


@dataclass(frozen=True)
class Stretch:
    """Words in half width without typesetting blanks; `place` leads back to the source."""

    printed: str
    start: int
    section: str | None = None
    inherited: str | None = None
    today: int | None = None
    subject: str = ""  # the run-in heading that the words speak of
    past: bool = False
    terms: bool = False

    @cached_property
    def _squeezed(self) -> tuple[str, Sequence[int] | None]:
        return numerals.squeeze(self.printed)

    @cached_property
    def text(self) -> str:
        """The words to be read."""
        return numerals.half_width(self._squeezed[0])

    @cached_property
    def veiled(self) -> str:
        """The words with names in quotation and book marks blotted out."""
        return clauses.veil(self.text)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every year, month and plan period, in order."""
        return tuple(periods.find(self.text, self.veiled))

    @cached_property
    def reach(self) -> Reach:
        """How far each date holds."""
        return Reach(self.text, self.periods, inherited=self.inherited, today=self.today)

    def sentences(self) -> Iterator[list[Clause]]:
        """The clauses of each sentence."""
        return clauses.sentences(self.text, self.veiled)

    def periods_in(self, clause: Clause) -> list[Period]:
        """The periods that a clause prints."""
        return self.periods_between(clause.start, clause.end)

    def periods_between(self, start: int, end: int) -> list[Period]:
        """The periods that overlap a part of the text."""
        low, high = bisect_right(self._period_ends, start), bisect_left(self._period_starts, end)
        return list(self.periods[low:high])

    @cached_property
    def _period_starts(self) -> list[int]:
        return [period.start for period in self.periods]

    @cached_property
    def _period_ends(self) -> list[int]:
        return [period.end for period in self.periods]

    def place(self, position: int) -> int:
        """The offset in the source of a position in `text`."""
        places = self._squeezed[1]
        return self.start + (places[position] if places else position)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as offsets in the source."""
        return self.place(start), self.place(end - 1) + 1
