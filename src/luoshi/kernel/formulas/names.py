"""The port of names (名称端口): any room registers typed, dated facts about a body, which formulas then may read.

A fact is a `Name` of the formula package (code, words, kind, unit, time, purposes, legal basis) with two readers:
`one` reads it of one body from the truth, `column` of many bodies at once. A test proves for every registered name
that both agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.formula import Dimension, Level, Name, Period, Why
from luoshi.kernel.models import Body
from luoshi.kernel.registries import Registry

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
Reading = Any  # a value as `Name` takes it (in its unit), a `Why`, or nothing where it is not reported


@dataclass(frozen=True)
class When:
    """For which day a fact is asked, and for which period where it has one (时点与统计期)."""

    on: date
    period: Period | None = None


One = Callable[[Body, When], Reading]
Column = Callable[[Collection[int], When], Mapping[int, Reading]]


@dataclass(frozen=True)
class NamedFact:
    """A name with its readers. `column` leaves out the bodies of which nothing is reported."""

    name: Name
    one: One
    column: Column


FACTS: Registry[NamedFact] = Registry(of="name of formulas")
DIMENSIONS: Registry[Callable[[date], Dimension]] = Registry(of="dimension of formulas")


def register_name(name: Name, *, one: One, column: Column) -> None:
    """Register a fact about bodies in `ready()`. Raises ValueError for a code that formulas could not write."""
    if not CODE.fullmatch(name.code) or not name.zh or not name.en:
        raise ValueError(f"{name.code!r} needs a code of small letters, a Chinese and an English name")
    if name.level is not Level.BODY or name.definition:
        raise ValueError(f"{name.code}: this port takes what is known of one body")
    FACTS.add(name.code, NamedFact(name, one, column))


def register_dimension(code: str, tree: Callable[[date], Dimension]) -> None:
    """Register the tree of a dimension as it is on a day; a fact whose `dimension` it is says where a body belongs."""
    DIMENSIONS.add(code, tree)


def fact_of_dimension(dimension: str) -> NamedFact | None:
    """The fact that says where in a dimension a body belongs."""
    return next((fact for fact in FACTS.values() if fact.name.dimension == dimension), None)


def is_reported(reading: Reading) -> bool:
    return reading is not None and not isinstance(reading, Why)
