"""What is wrong with a form that somebody writes (表单的错误): each with its place, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luoshi.formula import Problem


@dataclass(frozen=True, slots=True)
class Misstated:
    """One fault: in which part, of which row of it (from 1, with its code), under which key.

    A text that can't be read at all has a line and a column instead. What is wrong with a formula stands in
    `problems`.
    """

    code: str
    part: str = ""
    row: int = 0
    of: str = ""
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a part of the form."""

    part: str = ""
    row: int = 0
    of: str = ""

    def fault(self, code: str, key: str = "", **values: object) -> Misstated:
        return Misstated(code, self.part, self.row, self.of, key, values)


class Unsound(Exception):
    """A text that is no form; `faults` has everything that is wrong with it."""

    def __init__(self, faults: Iterable[Misstated]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)
