"""What a formula uses, one step deep (引用): names, and standards that it looks up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.formula import ir


@dataclass(frozen=True)
class Uses:
    """Codes of what a formula speaks of; what a computed name opens into is not counted."""

    names: frozenset[str] = frozenset()
    standards: frozenset[str] = frozenset()


def uses(node: ir.Node) -> Uses:
    """Read from the typed form what a text speaks of."""
    names: set[str] = set()
    standards: set[str] = set()
    for one in _own(node):
        if isinstance(one, ir.Read | ir.Derived):
            names.add(one.name.code)
        elif isinstance(one, ir.Parameter | ir.Classified):
            standards.add(one.code)
        elif isinstance(one, ir.Scored | ir.Decided):
            standards.add(one.table)
    return Uses(frozenset(names), frozenset(standards))


def _own(node: ir.Node) -> Iterator[ir.Node]:
    yield node
    if not isinstance(node, ir.Derived):
        for child in ir.children(node):
            yield from _own(child)
