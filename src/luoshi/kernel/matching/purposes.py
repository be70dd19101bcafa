"""What is compared for what: each purpose has its own memory and its own thresholds (比对用途)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from luoshi.kernel.matching.records import Thresholds
from luoshi.kernel.registries import Registry

BODIES = "kernel.bodies"  # asked: a written name with its area; given: a body
DOUBLES = "kernel.doubles"  # asked and given: two records of bodies


ANSWER = "kernel.answer_matches"
Pair = tuple[str, str]  # what was asked about and what was given, as the memory keeps them


@dataclass(frozen=True)
class Purpose:
    """A purpose with its words, and the thresholds that hold as long as the city sets none.

    `act` is the right to answer. Where the keys of the memory are no words, `told` says what they mean; where more
    hangs on an answer than the answer, `withdraw` is the service that takes both back.
    """

    code: str
    label: Any
    thresholds: Thresholds = field(default_factory=Thresholds)
    act: str = ANSWER
    told: Callable[[Iterable[Pair]], Mapping[Pair, Pair]] | None = None
    withdraw: Callable[..., object] | None = None


PURPOSES: Registry[Purpose] = Registry(of="purpose of matching")


def register_purpose(code: str, *, label: Any, thresholds: Thresholds | None = None, **more: Any) -> None:
    """Register a purpose; call it in `ready()`. `more` are the fields of `Purpose`."""
    PURPOSES.add(code, Purpose(code, label, thresholds or Thresholds(), **more))
