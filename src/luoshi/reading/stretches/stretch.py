"""A heading or a paragraph with all that holds for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from luoshi.reading.grammar import clauses, numerals, periods
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Period
from luoshi.reading.stretches.reach import Reach

_REMEMBERED = 20_000  # characters of a paragraph whose clauses are kept: all but hostile ones


class Stretch:
    """Words in half width without typesetting blanks; `place` leads back to the source.

    `text` are the words to be read; in `veiled` the names in quotation and book marks are blotted out;
    `periods` is every year, month and plan period, in order.
    """

    def __init__(
        self,
        printed: str,
        start: int,
        section: str | None = None,
        inherited: str | None = None,
        today: int | None = None,
        subject: str = "",  # the run-in heading that the words speak of
        past: bool = False,
        terms: bool = False,
    ) -> None:
        self.printed, self.start, self.section = printed, start, section
        self.inherited, self.today, self.subject = inherited, today, subject
        self.past, self.terms = past, terms
        squeezed, self._places = numerals.squeeze(printed)
        self.text = numerals.half_width(squeezed)
        self.veiled = clauses.veil(self.text)
        self.periods = tuple(periods.find(self.text, self.veiled))
        self._clauses: dict[tuple[int, int], list[Clause]] = {}

    @cached_property
    def reach(self) -> Reach:
        """How far each date holds."""
        return Reach(self.text, self.periods, inherited=self.inherited, today=self.today)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends."""
        return tuple(clauses.spans(self.veiled))

    def clauses_of(self, sentence: tuple[int, int]) -> list[Clause]:
        """The clauses of a sentence; every kind of promise is read from the same ones."""
        found = self._clauses.get(sentence)
        if found is None:
            found = clauses.parts(self.text, self.veiled, *sentence)
            if len(self.text) <= _REMEMBERED:
                self._clauses[sentence] = found
        return found

    def periods_in(self, clause: Clause) -> Sequence[Period]:
        """The periods that a clause prints."""
        if not self.periods:
            return ()
        return self.periods_between(clause.start, clause.end)

    def periods_between(self, start: int, end: int) -> Sequence[Period]:
        """The periods that overlap a part of the text."""
        if not self.periods:
            return ()
        low, high = bisect_right(self._period_ends, start), bisect_left(self._period_starts, end)
        return self.periods[low:high]

    @cached_property
    def _period_starts(self) -> list[int]:
        return [period.start for period in self.periods]

    @cached_property
    def _period_ends(self) -> list[int]:
        return [period.end for period in self.periods]

    def place(self, position: int) -> int:
        """The offset in the source of a position in `text`."""
        return self.start + (self._places[position] if self._places else position)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as offsets in the source."""
        return self.place(start), self.place(end - 1) + 1
