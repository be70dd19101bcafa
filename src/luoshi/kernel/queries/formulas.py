"""Formulas and standards as their pages show them (公式查询)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.formula import Formula as Compiled
from luoshi.formula import FormulaError, Kind, Outcome, Result
from luoshi.kernel import simulation
from luoshi.kernel.engine import standard_texts
from luoshi.kernel.engine.standards import known_unit
from luoshi.kernel.formulas import asking
from luoshi.kernel.formulas.book import Book, open_book
from luoshi.kernel.formulas.comparing import Piece, compared
from luoshi.kernel.formulas.names import FACTS
from luoshi.kernel.formulas.words import language, of
from luoshi.kernel.formulas.writing import KINDS
from luoshi.kernel.models import Formula, FormulaVersion, Standard, StandardVersion

MOST_VERSIONS = 50


@dataclass(frozen=True)
class ShownVersion:
    """A version as its page shows it: its text in the reader's language, and how it differs from the one before."""

    row: FormulaVersion | StandardVersion
    text: str
    differs: list[Piece]


def versions_of(thing: Formula | Standard, book: Book) -> list[ShownVersion]:
    """The versions, the latest first, each compared with the one before it."""
    rows: list[Any] = list(thing.versions.latest_first().select_related("made_by")[: MOST_VERSIONS + 1])
    texts = [text_of(thing, row.text, book) for row in rows]
    return [
        ShownVersion(row, text, compared(before, text) if before else [])
        for row, text, before in zip(rows, texts, [*texts[1:], ""], strict=True)
    ][:MOST_VERSIONS]


def text_of(thing: Formula | Standard, text: str, book: Book) -> str:
    """A kept text in the reader's language; a formula whose names are gone is shown as it is kept."""
    if isinstance(thing, Standard):
        return standard_texts.worded(text, language())
    compiled, problems = book.examine(thing, text)
    return text if problems else compiled.format(language())


@dataclass(frozen=True)
class Related:
    """Something that a formula uses or that uses it, with its page if it has one."""

    name: str
    thing: Formula | Standard | None = None
    about: str = ""


def used_by(formula: Formula, book: Book) -> list[Related]:
    """What a formula uses on the day: facts, formulas, standards."""
    used = book.used.get(formula.code)
    if used is None:
        return []
    facts = [
        Related(of(FACTS[code].name.said), about=FACTS[code].name.basis)
        for code in sorted(used.names)
        if code in FACTS
    ]
    others = [_formula(book, code) for code in sorted(used.names) if code in book.formulas]
    looked_up = [
        Related(str(book.standards[code]), book.standards[code])
        for code in sorted(used.standards)
        if code in book.standards
    ]
    return _as_chosen([*looked_up, *others, *facts])


def using(thing: Formula | Standard, book: Book) -> list[Related]:
    """The formulas in force that speak of it, near ones first."""
    codes = book.dependents(thing.code, is_standard=isinstance(thing, Standard))
    return _as_chosen([_formula(book, code) for code in codes])


def _as_chosen(related: list[Related]) -> list[Related]:
    """Without what is simulated, while whoever looks wants public facts only."""
    if not simulation.is_left_out():
        return related
    return [each for each in related if each.thing is None or not each.thing.origin.is_simulated]


def _formula(book: Book, code: str) -> Related:
    formula = book.formulas[code].of
    return Related(str(formula), formula)


def compiled_on(formula: Formula, day: date) -> tuple[Compiled | None, FormulaVersion | None]:
    """The formula as it is in force on a day, checked; nothing where it is not in force or no longer holds."""
    book = open_book(on=day)
    version = book.formulas.get(formula.code)
    if version is None:
        return None, None
    try:
        return book.compiled(version), version
    except FormulaError:
        return None, version


class TooManyBodies(Exception):
    """There are more bodies than are asked one after the other."""


def results_of(formula: int, user: Any, day: date) -> dict[int, Result]:
    """What a formula says on a day of every body on which this person may try it; nothing where it says nothing."""
    return results_by(compiled_on(Formula.objects.get(pk=formula), day)[0], user, day)


def results_by(compiled: Compiled | None, user: Any, day: date) -> dict[int, Result]:
    """What it says by a formula that is compiled already. Raises TooManyBodies."""
    if compiled is None or not asking.is_of_a_body(compiled):
        return {}
    bodies = list(
        asking.bodies_to_try(user=user, on=day)
        .order_by()
        .values_list("pk", flat=True)[: asking.MOST_BODIES + 1]
    )
    if len(bodies) > asking.MOST_BODIES:
        raise TooManyBodies
    return {int(key): result for key, result in asking.ask_many(compiled, bodies, on=day).items()}


def counted(results: Mapping[int, Result]) -> dict[Outcome, int]:
    """How many bodies come out how."""
    counts = Counter(result.outcome for result in results.values())
    return {outcome: counts[outcome] for outcome in Outcome}


def cells_of(standard: Standard, text: str) -> Iterator[list[str]]:
    """The rows of a standard as cells: what is asked, then what it gives."""
    for line in standard_texts.worded(text, language()).split("\n"):
        asked, _colon, given = line.rpartition(": ") if ": " in line else ("", "", line)
        yield [*(asked.split(" | ") if asked else []), given]


def counted_in(text: str) -> str:
    """What a cell is counted in, in the reader's language: a unit, or what kind of value it is."""
    unit = known_unit(text) if text not in {"code", "truth"} else None
    return unit.show(language()) if unit else str(KINDS[Kind(text)])
