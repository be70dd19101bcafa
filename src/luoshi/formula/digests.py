"""The digest of what a formula means (摘要): the same for two texts that mean the same."""

from __future__ import annotations

import hashlib
from dataclasses import fields

from luoshi.formula.catalogue import Name
from luoshi.formula.ir import Constant, Node, Parameter
from luoshi.formula.units import Unit


def canonical(held: object) -> str:
    """One text for one meaning: no places, no words of a language, 1万元 the same as 10000元."""
    if isinstance(held, Name):
        return f"{held.code}:{_unit(held.unit)}:{held.time}:{held.every}:{held.january_merged:d}:{held.index_base}"
    if isinstance(held, Node):
        own = [canonical(getattr(held, one.name)) for one in fields(held) if one.name not in {"type", "span"}]
        unit = _unit(held.type.unit) if isinstance(held, Constant | Parameter) else ""
        return f"({type(held).__name__} {' '.join(own)}{unit})"
    if isinstance(held, tuple):
        return f"[{' '.join(canonical(each) for each in held)}]"
    if isinstance(held, frozenset):
        return f"{{{' '.join(sorted(canonical(each) for each in held))}}}"
    return f"{type(held).__name__}:{held}"


def _unit(unit: Unit) -> str:
    powers = ",".join(f"{base}^{power}" for base, power in unit.powers)
    return f"<{powers or unit.shape}>"


def digest(node: Node) -> str:
    """The digest of what a formula means."""
    return hashlib.sha256(canonical(node).encode()).hexdigest()
