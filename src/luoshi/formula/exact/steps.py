"""What one step of an evaluation found: the value, from which steps, and what else is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from luoshi.formula import ir
from luoshi.formula.ir import Value
from luoshi.formula.missing import Missing

Found: TypeAlias = Value | Missing


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many reported of those expected (填报率); `unknown` are those of whom the condition is not known."""

    reported: int
    expected: int
    unknown: int = 0
    weight: Fraction | None = None  # the share of the weight that reported

    @property
    def share(self) -> Fraction:
        return Fraction(self.reported, self.expected) if self.expected else Fraction(1)


class Step:
    """A node with its value. `notes` holds what the trace shows beside it."""

    __slots__ = ("args", "node", "notes", "value")

    def __init__(self, node: ir.Node, value: Found, args: tuple[Step, ...] = (), **notes: Any) -> None:
        self.node, self.value, self.args, self.notes = node, value, args, notes

    @property
    def is_missing(self) -> bool:
        return isinstance(self.value, Missing)
