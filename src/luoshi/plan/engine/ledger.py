"""The target ledger (目标台账): what was read as printed becomes lines that can be verified, by stated rules.

1. A decrease of at least n on a base year becomes a change of at most −n; an increase a change of at least n.
2. A year becomes its last day, a month its last day.
3. A list elsewhere in the plan is linked as the scope when its sentence repeats the indicator's words.
4. Nothing else is inferred: what needs a decision stays open (待认定), what is not printed stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from luoshi.plan.engine import scopes
from luoshi.plan.engine.periods import last_day
from luoshi.reading.model import Gap, Promise, PromiseKind, Reading, Relation, Target

SHARES = frozenset({"%", "‰", "个百分点", "百分点"})
_TITLES = re.compile(r"示范|试点|认定|称号|名牌|品牌|标杆|专精特新|小巨人|单项冠军|高新技术企业|瞪羚|独角兽")
_GROSS = re.compile(r"新增")


class LedgerKind(StrEnum):
    """What a line asks for; numbers first, then the qualitative kinds of the reader."""

    SHARE = "share"  # 比重、率
    LEVEL = "level"  # a value in a unit
    CHANGE = "change"  # against a base
    NET_INCREASE = "net_increase"  # 数量增加
    GROSS_INCREASE = "gross_increase"  # 新增
    COUNT = "count"
    TITLES = "titles"  # a count of valid titles
    MONOTONE = "monotone"
    ELASTICITY = "elasticity"
    BENCHMARK = "benchmark"
    DIRECTION = "direction"
    RANK = "rank"
    STATE = "state"
    CASCADE = "cascade"
    COVERAGE = "coverage"
    QUALITATIVE = "qualitative"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger.

    `goal` and `goal_max` are in `unit`; for a change they are signed. `printed_due` keeps the words' year.
    """

    key: str
    kind: LedgerKind
    measure: str
    relation: Relation | None
    goal: Decimal | None
    goal_max: Decimal | None
    unit: str
    direction: Direction
    baseline: str | None
    due_on: date | None
    printed_due: str | None
    per: str | None
    scope: scopes.Scope | None
    section: str | None
    start: int
    end: int
    modality: str
    missing: tuple[str, ...]
    open: tuple[str, ...]


def lines(reading: Reading) -> tuple[Line, ...]:
    """Quantified lines first, then the qualitative ones, each in reading order."""
    gaps = {(gap.commitment, gap.place.start): gap for gap in reading.gaps}
    return (*_quantified(reading, gaps), *_qualitative(reading, gaps))


Gaps = dict[tuple[str, int], Gap]


def _quantified(reading: Reading, gaps: Gaps) -> Iterator[Line]:
    for target in reading.facts.targets:
        yield of_target(target, text=reading.source.text, gap=gaps.get((target.key, target.start)))


def of_target(target: Target, *, text: str, gap: Gap | None) -> Line:
    """The line that a printed quantity makes."""
    relation, goal = _signed(target)
    return Line(
        key=target.key,
        kind=_kind(target, text[target.start : target.end]),
        measure=target.indicator,
        relation=relation,
        goal=goal,
        goal_max=None if target.value_max is None else Decimal(str(target.value_max)),
        unit=target.unit,
        direction=_direction(target),
        baseline=target.baseline,
        due_on=last_day(target.due),
        printed_due=target.due,
        per=target.per,
        scope=scopes.link(text=text, indicator=target.indicator),
        section=target.section,
        start=target.start,
        end=target.end,
        modality=target.modality,
        missing=gap.missing if gap else (),
        open=gap.open if gap else (),
    )


def _qualitative(reading: Reading, gaps: Gaps) -> Iterator[Line]:
    for promise in reading.facts.promises:
        yield of_promise(promise, text=reading.source.text, gap=gaps.get((promise.key, promise.start)))


def of_promise(promise: Promise, *, text: str, gap: Gap | None) -> Line:
    """The line that a promise without a number makes."""
    return Line(
        key=promise.key,
        kind=LedgerKind(promise.kind.value),
        measure=promise.subject,
        relation=None,
        goal=None,
        goal_max=None,
        unit="",
        direction=_promised_direction(promise),
        baseline=promise.baseline,
        due_on=last_day(promise.due),
        printed_due=promise.due,
        per="year" if promise.kind in _YEARLY else None,
        scope=scopes.link(text=text, indicator=promise.subject),
        section=promise.section,
        start=promise.start,
        end=promise.end,
        modality=promise.modality,
        missing=gap.missing if gap else (),
        open=gap.open if gap else (),
    )


_YEARLY = frozenset({PromiseKind.MONOTONE, PromiseKind.ELASTICITY, PromiseKind.CASCADE})
_MIRRORED = {Relation.AT_LEAST: Relation.AT_MOST, Relation.AT_MOST: Relation.AT_LEAST}


def _signed(target: Target) -> tuple[Relation, Decimal]:
    """A fall of >= 5 is a change <= −5: the size of the fall is printed, the sign is in the verb."""
    goal = Decimal(str(target.value))
    if target.change != "decrease":
        return target.relation, goal
    return _MIRRORED.get(target.relation, target.relation), -goal


def printed(relation: Relation, goal: Decimal, *, direction: str) -> tuple[Relation, Decimal]:
    """What is printed of a change that the ledger signs: a change of at most −5 is a fall of at least 5."""
    if direction != Direction.DOWN:
        return relation, goal
    return _MIRRORED.get(relation, relation), -goal


def _kind(target: Target, clause: str) -> LedgerKind:
    if target.change and (target.unit in SHARES or target.baseline or target.unit in ("倍", "番")):
        return LedgerKind.CHANGE
    if target.change == "increase":
        return LedgerKind.GROSS_INCREASE if _GROSS.search(clause) else LedgerKind.NET_INCREASE
    if target.change:
        return LedgerKind.CHANGE
    if target.unit in SHARES:
        return LedgerKind.SHARE
    if target.unit and target.unit[-1] in "户家个项件名人位台套座条所处种批只":
        return LedgerKind.TITLES if _TITLES.search(target.indicator) else LedgerKind.COUNT
    return LedgerKind.LEVEL


def _direction(target: Target) -> Direction:
    if target.change:
        return Direction.DOWN if target.change == "decrease" else Direction.UP
    return Direction.DOWN if target.relation is Relation.AT_MOST else Direction.UP


def _promised_direction(promise: Promise) -> Direction:
    if promise.kind in (PromiseKind.MONOTONE, PromiseKind.ELASTICITY, PromiseKind.DIRECTION):
        return Direction.DOWN if re.search(r"下降|降低|减少|缩小", promise.text) else Direction.UP
    return Direction.NONE
