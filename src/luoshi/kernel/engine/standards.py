"""Standards (标准): what rules set and formulas look up, as data of a known shape; their texts are read elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeAlias

from luoshi.formula import BrokenLine, DecisionTable, ScoringTable, units
from luoshi.formula.tables import Band, Between, Condition, OneOf, Rule, Table, Value, check
from luoshi.formula.units import Unit


class Kind(StrEnum):
    """What a standard is."""

    PARAMETER = "parameter"  # 参数
    SCORING = "scoring"  # 评分表
    LINE = "line"  # 折线表
    DECISION = "decision"  # 决策表
    CLASSIFICATION = "classification"  # 分类


class Mode(StrEnum):
    """Which end of a band belongs to it, and which of several rows counts."""

    NONE = ""
    LOW = "low"  # [low, high)
    HIGH = "high"  # (low, high]
    UNIQUE = "unique"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Shape:
    """What all versions of a standard share: so a new version never breaks a formula that looks it up.

    `inputs` and `gives` are units as they are written, or "code", or "truth"; of a classification `inputs` names the
    dimension whose codes it holds, or nothing.
    """

    kind: Kind
    code: str
    zh: str
    en: str = ""
    inputs: tuple[str, ...] = ()
    gives: str = ""
    mode: Mode = Mode.NONE


@dataclass(frozen=True, slots=True)
class Fault:
    """What can't be read: the line from 1, the place in the text, a code, and the words that are meant."""

    code: str
    line: int
    start: int
    end: int
    found: str = ""
    expected: int = 0


class Unreadable(Exception):
    """A text that is no standard of its shape; `faults` has everything that is wrong."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)


Row: TypeAlias = tuple[tuple[Condition | Value, ...], Value]


@dataclass(frozen=True, slots=True)
class Content:
    """What a text says: rows, and what holds for all others."""

    rows: tuple[Row, ...]
    otherwise: Value | None = None


def table_of(content: Content, shape: Shape, *, since: date, clause: str = "") -> Table:
    """The table that formulas look up. Raises FormulaError with every gap, overlap and wrong order (F401-F410)."""
    said = {"code": shape.code, "zh": shape.zh, "en": shape.en, "since": since, "clause": clause}
    return check(TABLES[shape.kind](content, shape, said))


def value_of(content: Content) -> Value:
    """The value of a parameter."""
    return content.rows[0][1]


def members_of(content: Content) -> dict[str, str]:
    """The codes of a classification with their names."""
    return {str(asked[0]): str(given) for asked, given in content.rows}


def known_unit(text: str) -> Unit | None:
    """The unit that is written, if it is one."""
    try:
        return units.unit(text)
    except KeyError:
        return None


def _scoring(content: Content, shape: Shape, said: dict[str, Any]) -> Table:
    return ScoringTable(
        bands=tuple(
            Band(one.low, one.high, given)
            for (one,), given in content.rows
            if isinstance(one, Between) and isinstance(given, Fraction)
        ),
        otherwise=content.otherwise if isinstance(content.otherwise, Fraction) else None,
        with_high=shape.mode is Mode.HIGH,
        unit=units.unit(shape.inputs[0]),
        gives=units.unit(shape.gives),
        **said,
    )


def _broken(content: Content, shape: Shape, said: dict[str, Any]) -> Table:
    points = tuple(
        (at, height)
        for (at,), height in content.rows
        if isinstance(at, Fraction) and isinstance(height, Fraction)
    )
    unit, gives = units.unit(shape.inputs[0]), units.unit(shape.gives)
    return BrokenLine(points=points, unit=unit, gives=gives, **said)


def _deciding(content: Content, shape: Shape, said: dict[str, Any]) -> Table:
    return DecisionTable(
        inputs=tuple(_typed(one) for one in shape.inputs),
        rules=tuple(
            Rule(tuple(one if isinstance(one, Between | OneOf) else None for one in asked), given)
            for asked, given in content.rows
        ),
        gives=_typed(shape.gives),
        is_unique=shape.mode is not Mode.FIRST,
        otherwise=content.otherwise,
        **said,
    )


def _typed(text: str) -> Unit | str:
    return text if text in {"code", "truth"} else units.unit(text)


TABLES: Final[dict[Kind, Callable[[Content, Shape, dict[str, Any]], Table]]] = {
    Kind.SCORING: _scoring,
    Kind.LINE: _broken,
    Kind.DECISION: _deciding,
}
