"""Medians and percentiles of what was counted (分位数)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

MEDIAN, NINETIETH = Fraction(1, 2), Fraction(9, 10)


def percentile(counted: Mapping[int, int], share: Fraction) -> int:
    """The least value that at least this share of all do not exceed; `counted` says how often each value came."""
    needed = share * sum(counted.values())
    seen = 0
    for value in sorted(counted):
        seen += counted[value]
        if seen >= needed and seen:
            return value
    raise ValueError("of nothing there is no percentile")
