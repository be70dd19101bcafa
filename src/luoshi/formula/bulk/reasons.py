"""Why a value is missing, as bits of a number (缺失原因位): 0 is a value; whatever is missing has the first bit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from luoshi.formula.missing import Missing, Reason, Why

MISSING: Final = 1
BITS: Final = {why: 1 << number for number, why in enumerate(Why, 1)}
ABSENT: Final = MISSING | 1 << (len(BITS) + 1)  # no report at all: other periods may make up for it


def bits_of(why: Iterable[Why]) -> int:
    """The bits of what is missing for these reasons."""
    found = MISSING
    for one in why:
        found |= BITS[one]
    return found


def bit(why: Why) -> int:
    """The bits of what is missing for one reason."""
    return MISSING | BITS[why]


def why(bits: int) -> frozenset[Why]:
    """The reasons that bits stand for."""
    return frozenset(one for one, own in BITS.items() if bits & own)


def missing(bits: int) -> Missing:
    """A missing value with these reasons, of no name."""
    return Missing(frozenset(Reason(one) for one in why(bits)))
