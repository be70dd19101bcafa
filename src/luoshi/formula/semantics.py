"""The semantics as data (语义案例): `semantics.toml` with the world that its cases speak of.

Who writes another evaluator runs `cases()` on it: compile `Case.text` with `WORLD`, give it the rows, compare.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Final

from luoshi.formula import units
from luoshi.formula.catalogue import (
    Catalogue,
    Classification,
    Dated,
    Dimension,
    Edition,
    Kind,
    Level,
    Name,
    Parameter,
    Time,
)
from luoshi.formula.errors import Said
from luoshi.formula.missing import Missing, Why
from luoshi.formula.periods import Grain
from luoshi.formula.tables import Between, BrokenLine, DecisionTable, OneOf, Rule, ScoringTable, bands, check
from luoshi.formula.units import unit

WRITTEN: Final = {"?": Why.NOT_REPORTED, "-": Why.NOT_APPLICABLE, **{str(one): one for one in Why}}


@dataclass(frozen=True)
class Case:
    """Rows in, a formula, and what it gives."""

    topic: Said
    text: str
    gives: str  # the exact value, "missing" with reasons, or the codes of the refusal
    rows: tuple[Mapping[str, Any], ...] = ()
    terms: Mapping[str, Any] = field(
        default_factory=dict
    )  # period, as_of, cell, areas, shared; coverage, warns, …

    @property
    def is_refused(self) -> bool:
        return self.gives[:1] in {"F"} and self.gives[1:2].isdigit()

    @property
    def as_of(self) -> date | None:
        found = self.terms.get("as_of")
        return date.fromisoformat(found) if found else None

    def asked(self) -> dict[str, Any]:
        """What `Formula.evaluate` takes."""
        asked = {"rows": self.rows, "period": self.terms.get("period"), "as_of": self.as_of}
        return asked | {name: self.terms[name] for name in ("areas", "shared", "cell") if name in self.terms}


@dataclass(frozen=True)
class Topic:
    """Cases that belong together, with the rule that they show."""

    said: Said
    about: str
    cases: tuple[Case, ...]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "semantics.toml").read_text(encoding="utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic with its cases."""
    return tuple(
        Topic(
            said := Said(one["zh"], one["en"]),
            one["about"],
            tuple(_case(said, each) for each in one["cases"]),
        )
        for one in _table()["topic"]
    )


def cases() -> Iterator[Case]:
    """Every case, in the order of the reference."""
    for topic in topics():
        yield from topic.cases


def _case(topic: Said, written: list[Any]) -> Case:
    text, gives, *rest = written
    rows = rest[0] if rest else []
    numbered = ({"body": str(number), **row} for number, row in enumerate(rows, 1))
    is_series = any("period" in row for row in rows)
    held = ({"body": "1", **row} for row in rows) if is_series else numbered
    return Case(topic, text, gives, tuple(_row(row) for row in held), rest[1] if len(rest) > 1 else {})


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        word: WRITTEN.get(value, value) if isinstance(value, str) else value for word, value in row.items()
    }


def shown(value: object, unit: units.Unit) -> str:
    """A value as cases write it."""
    if isinstance(value, Missing):
        return " ".join(["missing", *sorted(value.why)])
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value / unit.factor}{unit.show()}" if isinstance(value, Fraction) else str(value)


def _name(code: str, written: Mapping[str, Any]) -> Name:
    return Name(
        code,
        zh=written.get("zh", ""),
        en=written.get("en", ""),
        kind=Kind(written.get("kind", "number")),
        unit=unit(written.get("unit", "")),
        time=Time(written.get("time", "flow")),
        every=Grain[written.get("every", "YEAR")],
        level=Level(written.get("level", "body")),
        floor=Fraction(written.get("floor", "0")),
        january_merged=written.get("january_merged", False),
        index_base=written.get("index_base"),
        definition=written.get("definition", ""),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def world() -> Catalogue:
    """What the cases may speak of."""
    dated = ((2, "2020-01-01", None), (3, "2022-01-01", None), (4, "2024-01-01", "2024-12-31"))
    bar = tuple(
        Dated(_day(since), Fraction(value), "", _day(until) if until else None)
        for value, since, until in dated
    )
    editions = (
        Edition("2012", frozenset({"3511", "3512"}), _day("2012-01-01"), _day("2018-12-31")),
        Edition("2018", frozenset({"3512", "3972"}), _day("2019-01-01")),
    )
    areas = {"秦州": "天水", "麦积": "天水", "城关": "兰州", "天水": "甘肃", "兰州": "甘肃"}
    heights = {"甘肃": "省", "天水": "市", "兰州": "市", "秦州": "县", "麦积": "县", "城关": "县"}
    levels = (Said("省", "province"), Said("市", "city"), Said("县", "county"))
    return Catalogue(
        [_name(code, written) for code, written in _table()["names"].items()],
        parameters=[Parameter("bar", "门槛", "the bar", unit=unit("%"), values=bar)],
        classifications=[Classification("strategic", "战新", "strategic industries", editions)],
        tables=_tables(),
        dimensions=[Dimension("area", "地区", "area", areas, heights, levels)],
    )


def _tables() -> list[ScoringTable | BrokenLine | DecisionTable]:
    shares = bands((None, 60, 0), (60, 70, 1), (70, 80, 3), (80, None, 5))
    debts = bands((None, 50, 5), (50, 60, 3), (60, None, 0))
    points = tuple((Fraction(x), Fraction(y)) for x, y in ((0, 0), (10, 5), (20, 20)))
    makers = OneOf(frozenset({"C"}))
    sizes = (
        Rule((Between(Fraction(1000)), None), "L"),
        Rule((Between(Fraction(300), Fraction(1000)), makers), "M"),
        Rule((Between(None, Fraction(300)), makers), "S"),
    )
    grants = (Rule((Between(Fraction(5)),), Fraction(50)), Rule((Between(Fraction(3)),), Fraction(20)))
    tables: list[ScoringTable | BrokenLine | DecisionTable] = [
        ScoringTable("shares", shares, "比重分", "marks for shares", unit=unit("%")),
        ScoringTable(
            "outputs",
            bands((100, 200, 2), (200, None, 4)),
            "产值分",
            unit=unit("万元"),
            otherwise=Fraction(0),
        ),
        ScoringTable("debts", debts, "负债分", "marks for debts", unit=unit("%"), with_high=True),
        BrokenLine("paces", points, "增速线", "line of paces", unit=unit("%")),
        DecisionTable("sizes", (unit("人"), "code"), sizes, "划型", "size class", gives="code"),
        DecisionTable(
            "grants",
            (unit("%"),),
            grants,
            "奖补",
            "grants",
            gives=unit("万元"),
            is_unique=False,
            otherwise=Fraction(0),
        ),
    ]
    for table in tables:
        check(table)
    return tables
