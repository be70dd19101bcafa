"""What depends on what (依赖): names that are computed from names, in an order in which all can be computed."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from luoshi.formula import parsing, syntax
from luoshi.formula.catalogue import Catalogue
from luoshi.formula.errors import FormulaError, Problem, Said


def depends_on(text: str, catalogue: Catalogue) -> frozenset[str]:
    """The codes of the names that a text speaks of, one step deep."""
    tree, _ = parsing.read(text, catalogue.knows)
    words = (node.word for node, _ in syntax.walk(tree) if isinstance(node, syntax.Word))
    return frozenset(found.code for word in words if (found := catalogue.name(word)))


def graph(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """For each computed name the names that its formula speaks of."""
    computed = [one for one in catalogue.names.values() if one.definition]
    return {one.code: depends_on(one.definition, catalogue) for one in computed}


def order(catalogue: Catalogue) -> list[str]:
    """The computed names, each after those that it needs. Raises FormulaError (F310) for a circle."""
    needs = graph(catalogue)
    try:
        return [code for code in TopologicalSorter(needs).static_order() if code in needs]
    except CycleError as error:
        circle = [catalogue.names[code].said for code in reversed(error.args[1])]
        path = Said("→".join(one.zh for one in circle), "→".join(one.en for one in circle))
        raise FormulaError([Problem("F310", values={"path": path})]) from None


def dependents(code: str, catalogue: Catalogue) -> Iterator[str]:
    """The computed names that change when this one does, near ones first."""
    needs = graph(catalogue)
    known, edge = {code}, [code]
    while edge:
        edge = [name for name, used in needs.items() if name not in known and used & set(edge)]
        known |= set(edge)
        yield from edge
