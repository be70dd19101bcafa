"""Numbers that skip or repeat, and items that were left without one (编号检查)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.reading.model import Frame, Node, NodeKind, Place, Source
from luoshi.reading.markers import Number, mark_at

__all__ = ["Misnumbered", "misnumbered", "unnumbered"]


@dataclass(frozen=True, slots=True)
class Misnumbered:
    """A heading whose number is not the one expected; `expected` is printed like its marker."""

    node: Node
    expected: str


def misnumbered(outline: Sequence[Node]) -> tuple[Misnumbered, ...]:
    return ()


def unnumbered(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Place, ...]:
    return ()
