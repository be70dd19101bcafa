"""What was written (语法树): nodes with their places. Two texts that say the same have equal trees; places don't count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from luoshi.formula.errors import NOWHERE, Problem, Span
from luoshi.formula.periods import Period


@dataclass(frozen=True, slots=True)
class Node:
    span: Span = field(default=NOWHERE, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Fraction
    unit: str = ""  # in its first spelling, 万元/人


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Day(Node):
    value: date


@dataclass(frozen=True, slots=True)
class When(Node):
    value: Period


@dataclass(frozen=True, slots=True)
class Truth(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class Nothing(Node):
    """A missing value, written out."""


@dataclass(frozen=True, slots=True)
class Hole(Node):
    """Where something was expected and nothing, or nothing that exists, was written."""

    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Everything(Node):
    """The star of count(*)."""


@dataclass(frozen=True, slots=True)
class Word(Node):
    word: str


@dataclass(frozen=True, slots=True)
class Argument(Node):
    option: str  # empty: by its position
    value: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    operator: str  # -, not
    value: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: str  # + - * / **
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """a < b <= c: every two neighbours are compared."""

    operators: tuple[str, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    operator: str  # and, or
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetOf(Node):
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    low: Node
    high: Node
    with_low: bool
    with_high: bool


@dataclass(frozen=True, slots=True)
class Member(Node):
    value: Node
    among: Node
    wanted: bool


@dataclass(frozen=True, slots=True)
class Present(Node):
    value: Node
    wanted: bool


@dataclass(frozen=True, slots=True)
class At(Node):
    value: Node
    period: Period


def _parts(node: Node) -> tuple[str, ...]:
    """The names of what a node is made of; its type and its place are keywords only."""
    return tuple(node.__match_args__)


def children(node: Node) -> Iterator[Node]:
    """The nodes that a node is made of, in the order of the text."""
    for name in _parts(node):
        held = getattr(node, name)
        if isinstance(held, Node):
            yield held
        elif isinstance(held, tuple) and not isinstance(held, Span):
            yield from (each for each in held if isinstance(each, Node))


def walk(tree: Node) -> Iterator[tuple[Node, int]]:
    """Every node with its depth; the links of a chain a + b + c are equally deep."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        for child in children(node):
            is_link = isinstance(node, Binary) and isinstance(child, Binary) and child is node.left
            waiting.append((child, depth if is_link else depth + 1))
