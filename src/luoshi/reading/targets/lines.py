"""A clause as it is read for claims, and what is claimed (分句、量化承诺)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from luoshi.reading.grammar.clauses import VEIL
from luoshi.reading.grammar.quantities import Quantity
from luoshi.reading.model import Relation
from luoshi.reading.targets.phrases import ERASED

OPEN = re.compile(r"[、和及与,，]|以及")
LONGEST = 1000  # characters of a clause; what is longer is no sentence of this genre


class Claim(NamedTuple):
    """A quantity with its indicator, before dates are known."""

    indicator: str
    quantity: Quantity
    relation: Relation
    change: str | None
    yearly: bool
    position: int = 0  # which of several dates it takes (分别)
    here: bool = True  # told in the clause being read, not in one before


class Line(NamedTuple):
    """A clause as it is read: printed words and their veiled twin, with periods erased."""

    text: str
    veiled: str
    dated: bool  # a date is printed in the sentence
    parallel: Claim | None  # the claim before it, in the same sentence
    elided: str  # the subject that an incomplete name takes
    earlier: Sequence[str] = ()  # the indicators told before it in the paragraph

    def opens_next(self, position: int) -> bool:
        """Whether an enumeration's mark stands there."""
        return OPEN.match(self.veiled, position) is not None

    def noun_follows(self, position: int, right: int) -> bool:
        """Whether words that belong to the number stand right behind it."""
        if position < right and self.text[position] in "(（" and self.veiled[position] == VEIL:
            while position < right and self.veiled[position] == VEIL:
                position += 1  # an aside in brackets is no noun
        if position >= right or self.opens_next(position) or self.veiled[position] == ERASED:
            return False
        return not self.veiled.startswith("用于", position)
