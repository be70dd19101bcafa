"""A catalogue from a file (目录文件): TOML or xlsx; everything that is wrong with it is said at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from luoshi.formula.catalogue import (
    EVERY_PURPOSE,
    Catalogue,
    Classification,
    Dated,
    Dimension,
    Edition,
    Kind,
    Level,
    Lever,
    Name,
    Parameter,
    Purpose,
    Time,
)
from luoshi.formula.errors import FormulaError, Said
from luoshi.formula.periods import Grain
from luoshi.formula.tables import Table, check
from luoshi.formula.tool.entries import read_entries
from luoshi.formula.tool.faults import Fault, Refused, Spot
from luoshi.formula.tool.tabulating import make_table
from luoshi.formula.tool.taking import Taking


@dataclass(frozen=True)
class Written:
    """A formula that a file holds, under a code."""

    code: str
    text: str
    unit: str = ""
    purpose: Purpose | None = None
    spot: Spot = field(default_factory=Spot)


@dataclass(frozen=True)
class Known:
    """What a file says: the catalogue, and the formulas beside it."""

    catalogue: Catalogue
    formulas: tuple[Written, ...] = ()


def read_catalogue(path: str) -> Known:
    """Read a catalogue. Raises Refused with everything that is wrong in the file."""
    faults: list[Fault] = []
    made: dict[str, list[Any]] = {section: [] for section in MAKERS}
    for entry in read_entries(path):
        taking = Taking(entry, entry.fields, faults)
        thing = MAKERS[entry.section](taking)
        taking.finish()
        if thing is not None:
            made[entry.section].append(thing)
    if faults:
        raise Refused(faults)
    formulas = tuple(made.pop("formulas"))
    names = made.pop("names")
    try:
        return Known(Catalogue(names, **made), formulas)
    except FormulaError as error:
        raise Refused(_of_problems(error, Spot(path))) from None


def _of_problems(error: FormulaError, spot: Spot) -> list[Fault]:
    return [
        Fault("T406", spot, {"problem": Said(f"{one.code} {one.say('zh')}", f"{one.code} {one.say('en')}")})
        for one in error.problems
    ]


def _name(of: Taking) -> Name:
    return Name(
        of.entry.code,
        zh=of.text("zh"),
        en=of.text("en"),
        kind=of.choice("kind", Kind, Kind.NUMBER),
        unit=of.unit(),
        time=of.choice("time", Time, Time.FLOW),
        every=of.choice("every", Grain, Grain.YEAR),
        level=of.choice("level", Level, Level.BODY),
        population=of.text("population"),
        price_base=of.text("price_base", "current"),
        purposes=of.choices("purposes", Purpose, EVERY_PURPOSE),
        basis=of.text("basis"),
        form=of.text("form"),
        floor=of.number("floor") or Fraction(0),
        january_merged=of.truth("january_merged"),
        index_base=of.whole("index_base"),
        dimension=of.text("dimension"),
        lever=_lever(of),
        definition=of.text("definition"),
        aliases=of.texts("aliases"),
    )


def _lever(of: Taking) -> Lever | None:
    written = of.given("lever")
    if written is None:
        return None
    inner = of.inner("lever", 1, written)
    step, low, high = (inner.number(key) for key in ("step", "low", "high"))
    cost = inner.number("cost")
    inner.finish()
    if step is None or low is None or high is None:
        of.wrong("lever", "{step, low, high, cost}", written)
        return None
    return Lever(step, low, high, Fraction(1) if cost is None else cost)


def _parameter(of: Taking) -> Parameter:
    kind = of.choice("kind", Kind, Kind.NUMBER)
    values = [
        _dated(of.inner("values", number, row), kind) for number, row in enumerate(of.rows("values"), 1)
    ]
    return Parameter(
        of.entry.code,
        zh=of.text("zh"),
        en=of.text("en"),
        kind=kind,
        unit=of.unit(),
        values=tuple(one for one in values if one is not None),
    )


def _dated(of: Taking, kind: Kind) -> Dated | None:
    since, until, clause = of.day("from"), of.day("until"), of.text("clause")
    value: Fraction | str | bool | None
    if kind is Kind.NUMBER:
        value = of.number("value")
    else:
        value = of.truth("value") if kind is Kind.TRUTH else of.text("value")
    of.finish()
    if value is None:
        of.faults.append(Fault("T404", of.entry.at(of.prefix + "value"), {"key": "value"}))
        return None
    return Dated(since or date.min, value, clause, until)


def _classification(of: Taking) -> Classification:
    editions: dict[str, Edition] = {}
    for number, row in enumerate(of.rows("editions"), 1):
        inner = of.inner("editions", number, row)
        code = inner.text("edition")
        members = frozenset((*inner.texts("members"), *inner.texts("member")))
        since, until, clause = inner.day("from"), inner.day("until"), inner.text("clause")
        inner.finish()
        first = editions.get(code)
        if first is None:
            editions[code] = Edition(code, members, since or date.min, until, clause)
        else:
            editions[code] = Edition(code, first.members | members, first.since, first.until, first.clause)
    return Classification(
        of.entry.code, zh=of.text("zh"), en=of.text("en"), editions=tuple(editions.values())
    )


def _dimension(of: Taking) -> Dimension:
    levels = [Said(*(one if isinstance(one, list) else (one, one))[:2]) for one in of.rows("levels")]
    parents: dict[str, str] = {}
    heights: dict[str, str] = {}
    for number, row in enumerate(of.rows("members"), 1):
        inner = of.inner("members", number, row)
        member, above, level = inner.text("member"), inner.text("above"), inner.text("level")
        inner.finish()
        if above:
            parents[member] = above
        if level:
            heights[member] = level
    if not levels:
        levels = [Said(one, one) for one in dict.fromkeys(heights.values())]
    return Dimension(
        of.entry.code,
        zh=of.text("zh"),
        en=of.text("en"),
        parents=parents,
        level_of=heights,
        levels=tuple(levels),
    )


def _table(of: Taking) -> Table | None:
    before = len(of.faults)
    table = make_table(of)
    if table is None or len(of.faults) > before:
        return None
    try:
        return check(table)
    except FormulaError as error:
        of.faults.extend(_of_problems(error, of.entry.spot))
        return None


def _formula(of: Taking) -> Written | None:
    text, unit = of.text("text"), of.unit()
    purpose = of.choice("purpose", Purpose, Purpose.STATISTICS) if of.given("purpose") is not None else None
    if not text:
        of.faults.append(Fault("T404", of.entry.spot, {"key": "text"}))
        return None
    return Written(of.entry.code, text, unit.show(), purpose, of.entry.spot)


MAKERS: Final[dict[str, Callable[[Taking], Any]]] = {
    "names": _name,
    "parameters": _parameter,
    "classifications": _classification,
    "tables": _table,
    "dimensions": _dimension,
    "formulas": _formula,
}


def formulas_of(path: str) -> list[Written]:
    """The formulas of a catalogue, or of a file that holds nothing else."""
    faults: list[Fault] = []
    found: list[Written | None] = []
    for entry in read_entries(path):
        if entry.section == "formulas":
            taking = Taking(entry, entry.fields, faults)
            found.append(_formula(taking))
            taking.finish()
    if faults:
        raise Refused(faults)
    return [one for one in found if one is not None]
