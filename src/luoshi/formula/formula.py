"""A formula that was checked (公式): one object for all that can be asked of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from luoshi.formula import ir, parsing, syntax, units
from luoshi.formula.asking import Asked
from luoshi.formula.catalogue import Catalogue, Kind, Name, Purpose
from luoshi.formula.checking import Checked, Checker
from luoshi.formula.digests import digest
from luoshi.formula.errors import FormulaError, Problem, Said
from luoshi.formula.exact.figures import Row, Source
from luoshi.formula.formatting import written
from luoshi.formula.levers import Plan, cheapest
from luoshi.formula.periods import Period
from luoshi.formula.result import Result
from luoshi.formula.saying import say
from luoshi.formula.units import Unit

MOST_OPENED, DEEPEST_OPENED = 10_000, 150


@dataclass(frozen=True)
class Formula:
    """What `compile` gives: the text, its tree, the typed form, and what is doubtful about it."""

    text: str
    catalogue: Catalogue
    tree: syntax.Node
    node: ir.Node
    warnings: tuple[Problem, ...] = ()
    by: tuple[tuple[str, str], ...] = ()
    code: str = ""

    @property
    def kind(self) -> Kind:
        return self.node.type.kind

    @property
    def unit(self) -> Unit:
        return self.node.type.unit

    @property
    def purposes(self) -> frozenset[Purpose]:
        """What its value may be used for: what all the figures it reads were collected for."""
        return self.node.type.purposes

    @cached_property
    def digest(self) -> str:
        """The same for two texts that mean the same."""
        return digest(self.node)

    def format(self, language: str = "code") -> str:
        """The text in "zh" or "en", or in codes: the form to keep."""
        return written(self.tree, self.catalogue, language)

    def say(self, language: str = "zh") -> str:
        """The formula as a sentence in "zh" or "en"."""
        return say(self.node, self.catalogue, language)

    def evaluate(
        self,
        row: Row | None = None,
        *,
        rows: Iterable[Row] = (),
        areas: Iterable[Row] = (),
        shared: Iterable[Row] = (),
        source: Source | None = None,
        period: Period | str | None = None,
        as_of: date | str | None = None,
        body: str = "",
        cell: Mapping[str, str] | None = None,
    ) -> Result:
        """The exact value at one place.

        Figures come from one `row`, from `rows` (with `areas` and `shared`, see `Rows`), or from a `source`. `body`
        says of whom, `cell` of which area or industry ({} is everybody). Raises FormulaError for figures that are
        none, and where a period, a day or a body is needed and not given.
        """
        asked = Asked(self, as_of)
        asked.read(source, [row] if row is not None else rows, areas, shared)
        return asked.at(period, body or str((row or {}).get("body", "")), cell or {})

    def evaluate_all(
        self,
        rows: Iterable[Row] = (),
        *,
        areas: Iterable[Row] = (),
        shared: Iterable[Row] = (),
        source: Source | None = None,
        period: Period | str | None = None,
        as_of: date | str | None = None,
    ) -> dict[str, Result]:
        """The value of each body or, for a formula with by=, of each cell: its members joined by /."""
        asked = Asked(self, as_of)
        asked.read(source, rows, areas, shared)
        return asked.everywhere(period)

    def explain(self, row: Row | None = None, *, language: str = "zh", **asked: Any) -> dict[str, Any]:
        """Evaluate, and show every step in the one versioned format."""
        return self.evaluate(row, **asked).trace(language)

    def cheapest(self, row: Row | None = None, **asked: Any) -> Plan | None:
        """The cheapest changes of levers that make a condition true: none if it is, None if they can't do it.

        Takes what `evaluate` takes. Raises FormulaError (F604) when the search gets too long to end.
        """
        result = self.evaluate(row, **asked)
        return cheapest(self.node, result.evaluator, result.place)

    @cached_property
    def reads(self) -> dict[str, Name]:
        """The figures it reads, by code; computed names are opened."""
        return ir.reads(self.node)


def compile(
    text: str,
    catalogue: Catalogue,
    *,
    purpose: Purpose | None = None,
    unit: str = "",
    code: str = "",
    path: Sequence[str] = (),
) -> Formula:
    """Read and check a formula.

    `purpose` is what its value will be used for, `unit` the unit it must have and is shown in, `code` how it is
    called in traces, `path` the names that it defines, so that a circle is seen. Raises FormulaError with everything
    that is wrong.
    """
    formula, problems = examine(text, catalogue, purpose=purpose, unit=unit, code=code, path=path)
    if problems:
        raise FormulaError(problems, text)
    return formula


def examine(
    text: str,
    catalogue: Catalogue,
    *,
    purpose: Purpose | None = None,
    unit: str = "",
    code: str = "",
    path: Sequence[str] = (),
) -> tuple[Formula, list[Problem]]:
    """Read and check a formula as far as it goes: for a page that shows errors while somebody writes."""
    tree, problems = parsing.read(text, catalogue.knows)
    checked = _checked(tree, Checker(text, catalogue, purpose, tuple(path)))
    problems += checked.problems
    if not problems and unit:
        problems += _wrong_unit(checked.node, unit)
    node = checked.node
    if unit and not problems:
        node = replace(node, type=replace(node.type, unit=units.unit(unit)))
    return Formula(text, catalogue, tree, node, checked.warnings, checked.by, code), problems


def _checked(tree: syntax.Node, checker: Checker) -> Checked:
    """Check a tree; with the computed names opened it must not be too large to walk through."""
    try:
        checked = checker.run(tree)
        size, depth = ir.extent(checked.node)
    except RecursionError:
        checked, size, depth = Checked(checker.hole(tree.span), (), (), ()), 0, sys.getrecursionlimit()
    beyond = [
        Problem("F107", tree.span, {"what": what, "found": found, "limit": limit})
        for what, found, limit in (
            (Said("展开后的节点数", "nodes when opened"), size, MOST_OPENED),
            (Said("展开后的层数", "depth when opened"), depth, DEEPEST_OPENED),
        )
        if found > limit
    ]
    return (
        replace(checked, node=checker.hole(tree.span), problems=(*checked.problems, *beyond))
        if beyond
        else checked
    )


def _wrong_unit(node: ir.Node, unit: str) -> list[Problem]:
    wanted, found = units.unit(unit), node.type.unit
    if node.type.kind is Kind.NUMBER and wanted.alike(found):
        return []
    none = Said("无单位的数", "a bare number")
    values = {
        "wanted": Said(wanted.show(), wanted.show("en")),
        "found": Said(found.show(), found.show("en")) if found.show() else none,
    }
    return [Problem("F203", node.span, values)]
