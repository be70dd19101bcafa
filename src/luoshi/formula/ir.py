"""The typed intermediate form (中间形式): what a formula means, the one thing that every evaluator reads.

All numbers in it are in base units: 3% is 3/100, 30万元 is 300000. A node has its type and its place in the text;
places do not count when nodes are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import TypeAlias

from luoshi.formula.catalogue import EVERY_PURPOSE, Kind, Name, Purpose, Time
from luoshi.formula.errors import NOWHERE, Span
from luoshi.formula.periods import Period
from luoshi.formula.units import BARE, Unit

Value: TypeAlias = Fraction | str | bool | date


class Scope(IntEnum):
    """Of what there is one value."""

    CONSTANT = 0  # the same for all; it may still change from period to period
    BODY = 1  # one for each body
    CELL = 2  # one for each cell: an area, an industry, everybody


class Basis(StrEnum):
    """Which bodies are compared with which (口径)."""

    COMPARABLE = "comparable"  # 同口径: those that reported both periods
    NOMINAL = "nominal"  # 名义: whoever was in the list


@dataclass(frozen=True, slots=True)
class Type:
    """What is known of a value before any figure is read."""

    kind: Kind = Kind.NUMBER
    unit: Unit = BARE
    time: Time = Time.NONE
    scope: Scope = Scope.CONSTANT
    population: str = ""
    purposes: frozenset[Purpose] = EVERY_PURPOSE
    bases: frozenset[str] = frozenset()  # legal bases of all that it is computed from


@dataclass(frozen=True, slots=True)
class Node:
    type: Type = field(kw_only=True, compare=False)
    span: Span = field(kw_only=True, compare=False, default=NOWHERE)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A value that is written out; None is missing."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """The value of a parameter on the day of evaluation (参数)."""

    code: str


@dataclass(frozen=True, slots=True)
class Read(Node):
    """A figure or fact in the period that is asked for."""

    name: Name


@dataclass(frozen=True, slots=True)
class Derived(Node):
    """A name that is computed: `body` is its formula."""

    name: Name
    body: Node


@dataclass(frozen=True, slots=True)
class Negative(Node):
    value: Node


@dataclass(frozen=True, slots=True)
class Absolute(Node):
    value: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """+ - * /; what is divided by zero is missing."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    value: Node
    exponent: int


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """>= <= > < == != of full values."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """Kleene's and, or."""

    operator: str
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    value: Node


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """A set that is written out."""

    values: frozenset[Value]


@dataclass(frozen=True, slots=True)
class Range(Node):
    """An interval that is written out; its ends may be computed."""

    low: Node
    high: Node
    with_low: bool
    with_high: bool


@dataclass(frozen=True, slots=True)
class Classified(Node):
    """The codes of a classification; without an edition the one in force on the day of evaluation."""

    code: str
    edition: str


@dataclass(frozen=True, slots=True)
class Member(Node):
    """Whether a value is in a set (属于); `wanted` is False for 不属于."""

    value: Node
    among: OneOf | Range | Classified
    wanted: bool


@dataclass(frozen=True, slots=True)
class Present(Node):
    """Whether there is a value (有值), or, `wanted` False, there is none (缺). Never missing itself."""

    value: Node
    wanted: bool


@dataclass(frozen=True, slots=True)
class Chosen(Node):
    """if(condition, then, otherwise)."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class OrElse(Node):
    """The value, or the other where it is missing: the only way from missing to zero."""

    value: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """The least or greatest of some values; missing when one is."""

    function: str  # min, max
    values: tuple[Node, ...]


class Rounding(StrEnum):
    AWAY = "round"  # a half goes away from zero (四舍五入)
    EVEN = "round_even"  # a half goes to the even neighbour (GB/T 8170)
    FLOOR = "floor"
    CEILING = "ceil"
    TOWARDS = "trunc"


@dataclass(frozen=True, slots=True)
class Rounded(Node):
    """To a whole number of steps."""

    value: Node
    mode: Rounding
    step: Fraction


@dataclass(frozen=True, slots=True)
class Age(Node):
    """How many whole years, months or days have passed since a day, on the day of evaluation."""

    value: Node
    months: int  # 12, 1; 0 counts days


@dataclass(frozen=True, slots=True)
class Moved(Node):
    """In that period (x@2015)."""

    value: Node
    period: Period


@dataclass(frozen=True, slots=True)
class Lagged(Node):
    """So many periods, or, where `months` is given, so many times those months, earlier."""

    value: Node
    count: int
    months: int  # 0: as long as the period itself


@dataclass(frozen=True, slots=True)
class ToDate(Node):
    """From January to the end of the period (本年累计)."""

    value: Node


@dataclass(frozen=True, slots=True)
class Single(Node):
    """What a cumulative figure grew by in the period (单月)."""

    value: Node


@dataclass(frozen=True, slots=True)
class Over(Node):
    """sum, mean, min or max over this period and those before it; missing when one of them is."""

    function: str
    value: Node
    count: int
    months: int  # 0: as long as the period itself


class Since(StrEnum):
    """With which period growth compares."""

    PERIOD = "period"  # the same months of a year, or a period that is named
    YEAR_BEFORE = "year"  # 同比
    PREVIOUS = "previous"  # 环比


@dataclass(frozen=True, slots=True)
class Growth(Node):
    """value / its base - 1; `annual` takes the root for the years between (年均增长)."""

    value: Node
    since: Since
    period: Period | None
    basis: Basis
    annual: bool = False
    index: Read | None = None  # prices are taken out with it, as often as money is in the value
    money: int = 0


@dataclass(frozen=True, slots=True)
class AtPrices(Node):
    """A value at the prices of a year (可比价)."""

    value: Node
    index: Read
    period: Period
    money: int


@dataclass(frozen=True, slots=True)
class Scored(Node):
    """The points of a scoring table (评分), or the height of a broken line (折线)."""

    value: Node
    table: str


@dataclass(frozen=True, slots=True)
class Decided(Node):
    """What a decision table says (决策)."""

    values: tuple[Node, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """sum count mean median quantile min max distinct top share, over the bodies of a cell.

    `where` keeps what is true and counts what is unknown. count without a value counts bodies; a truth is counted
    where it is true. `weight` belongs to mean and share, `extra` is the q of a quantile or the n of top.
    """

    function: str
    value: Node | None
    where: Node | None = None
    weight: Node | None = None
    extra: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """sum(above) / sum(below) over the bodies that reported both."""

    above: Node
    below: Node
    where: Node | None = None


@dataclass(frozen=True, slots=True)
class Within(Node):
    """The value of the cell above, at that level of the dimension; an empty level is everybody."""

    value: Node
    dimension: str
    level: str


def _parts(node: Node) -> tuple[str, ...]:
    """The names of what a node is made of; its type and its place are keywords only."""
    return tuple(node.__match_args__)


def children(node: Node) -> Iterator[Node]:
    """The nodes that a node reads, in their order."""
    for name in _parts(node):
        held = getattr(node, name)
        if isinstance(held, Node):
            yield held
        elif isinstance(held, tuple) and held and isinstance(held[0], Node):
            yield from held


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, derived names opened."""
    yield node
    for child in children(node):
        yield from walk(child)


def reads(node: Node) -> dict[str, Name]:
    """The figures that a formula reads, by code, the computed ones opened."""
    return {one.name.code: one.name for one in walk(node) if isinstance(one, Read)}


def extent(node: Node, known: dict[int, tuple[int, int]] | None = None) -> tuple[int, int]:
    """How many nodes a formula has when the computed names are opened, and how deep they lie."""
    known = {} if known is None else known
    if id(node) not in known:
        inner = [extent(one, known) for one in children(node)]
        known[id(node)] = (
            1 + sum(size for size, _ in inner),
            1 + max((depth for _, depth in inner), default=0),
        )
    return known[id(node)]
