"""Stages (分步): in which order terms are written, and which of them become columns of their own on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from luoshi.formula.bulk.terms import Term

DEEPEST: Final = 24  # operations in one another before a column is made of them


def columns_of(roots: list[Term]) -> set[str]:
    """The columns that terms are made of."""
    return {one.args[0] for one in postorder(roots, (), ()) if one.operator == "column"}


def postorder(roots: list[Term], *known: Any) -> Iterator[Term]:
    """Every term below the roots that is not known, what it takes before itself; what is known is not entered."""
    seen: set[Term] = set()
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        term, is_open = stack.pop()
        if is_open:
            yield term
        elif term not in seen and term not in known[0]:
            seen.add(term)
            stack.append((term, True))
            if term not in known[1]:
                stack.extend((one, False) for one in reversed(term.inner))


def stages(roots: list[Term]) -> list[list[Term]]:
    """The terms that become columns of their own, in the order in which they can."""
    order = list(postorder(roots, (), ()))
    uses = Counter(one for term in order for one in term.inner)
    uses.update(roots)
    stage: dict[Term, int] = {}
    depth: dict[Term, int] = {}
    found: list[list[Term]] = []
    for term in order:
        at = max((stage[one] for one in term.inner), default=0)
        deep = (
            1 + max((depth[one] for one in term.inner if stage[one] == at), default=-1) if term.inner else 0
        )
        if (uses[term] > 1 and deep >= 2) or deep >= DEEPEST:
            if len(found) == at:
                found.append([])
            found[at].append(term)
            at, deep = at + 1, 0
        stage[term], depth[term] = at, deep
    return found
