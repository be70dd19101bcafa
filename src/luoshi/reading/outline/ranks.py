"""Which kind of number stands above which in this document (层次)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from luoshi.reading.markers import Number
from luoshi.reading.outline.headings import Heading


def learned_order(headings: Sequence[Heading]) -> list[Number]:
    """The kinds used, widest first: the customary order, unless the document nests two kinds the other way."""
    first_seen: dict[Number, int] = {}
    opened: Counter[tuple[Number, Number]] = Counter()
    before: Number | None = None
    for at, heading in enumerate(headings):
        if heading.mark is None:
            continue
        kind = heading.mark.kind
        first_seen.setdefault(kind, at)
        if before is not None and heading.mark.value == 1:
            opened[before, kind] += 1
        before = kind
    order = sorted(first_seen)
    for _ in order:
        for at in range(len(order) - 1):
            upper, lower = order[at], order[at + 1]
            if first_seen[lower] < first_seen[upper] and opened[lower, upper] > opened[upper, lower]:
                order[at], order[at + 1] = lower, upper
    return order
