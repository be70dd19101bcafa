"""What is compared for what: each purpose has its own memory and its own thresholds (比对用途)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from luoshi.kernel.matching.records import Thresholds
from luoshi.kernel.registries import Registry

BODIES = "kernel.bodies"  # asked: a written name with its area; given: a body
DOUBLES = "kernel.doubles"  # asked and given: two records of bodies


@dataclass(frozen=True)
class Purpose:
    """A purpose with its words, and the thresholds that hold as long as the city sets none."""

    code: str
    label: Any
    thresholds: Thresholds = field(default_factory=Thresholds)


PURPOSES: Registry[Purpose] = Registry(of="purpose of matching")


def register_purpose(code: str, *, label: Any, thresholds: Thresholds | None = None) -> None:
    """Register a purpose; call it in `ready()`."""
    PURPOSES.add(code, Purpose(code, label, thresholds or Thresholds()))
