"""What a part of a commitment is taken to mean, in figures where it has any (解释认定的取值)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from luoshi.plan.engine.periods import last_day
from luoshi.plan.engine.stated import Fault
from luoshi.reading.grammar.units import is_unit
from luoshi.reading.model import Relation

SIGNS = {
    "≥": Relation.AT_LEAST,
    "≤": Relation.AT_MOST,
    "≈": Relation.ABOUT,
    "=": Relation.EQUAL,
}
_QUANTITY = re.compile(
    r"(?P<sign>≥|≤|≈|=|>=|<=|~)?\s*(?P<number>[+−-]?\d{1,15}(?:\.\d{1,6})?)\s*(?P<unit>\S*)"
)
_JOINTS = re.compile(r"[、,，;；\n]+")
NEEDED = frozenset({"relation", "base_year", "unit", "due", "body"})  # words alone would leave these open


class Unfit(ValueError):
    """The value does not fit its part; `fault` says what would be right."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def typed(part: str, value: str) -> dict[str, Any]:
    """The value as it is kept; empty where words alone say what is meant. Raises Unfit."""
    value = value.strip()
    if not value:
        if part in NEEDED:
            raise Unfit(Fault("value", f"{part}_needed"))
        return {}
    return _TYPED[part](value)


def written(values: Mapping[str, Any]) -> str:
    """The value as somebody would type it: what `typed` makes of it again."""
    if "value" in values:
        sign = next(sign for sign, relation in SIGNS.items() if relation == values["relation"])
        return f"{sign} {values['value']}{values['unit']}"
    if "members" in values:
        return "、".join(values["members"])
    return str(next((values[name] for name in _WRITTEN if name in values), ""))


_WRITTEN = ("relation", "year", "unit", "due", "name")


def _measure(value: str) -> dict[str, Any]:
    found = _QUANTITY.fullmatch(value)
    if not found or (found["unit"] and not is_unit(found["unit"])):
        raise Unfit(Fault("value", "measure_unreadable", {"value": value}))
    sign = found["sign"] or "≥"
    number = found["number"].replace("−", "-").lstrip("+")
    return {"relation": str(SIGNS.get(sign, sign)), "value": number, "unit": found["unit"]}


def _relation(value: str) -> dict[str, Any]:
    if value not in [*Relation]:
        raise Unfit(Fault("value", "relation_needed"))
    return {"relation": value}


def _base_year(value: str) -> dict[str, Any]:
    if not (value.isdecimal() and len(value) == 4):
        raise Unfit(Fault("value", "baseline_unreadable", {"baseline": value}))
    return {"year": int(value)}


def _unit(value: str) -> dict[str, Any]:
    if not is_unit(value):
        raise Unfit(Fault("value", "unit_unknown", {"unit": value}))
    return {"unit": value}


def _scope(value: str) -> dict[str, Any]:
    return {"members": [name for name in map(str.strip, _JOINTS.split(value)) if name]}


def _due(value: str) -> dict[str, Any]:
    day = last_day(value)
    if day is None:
        raise Unfit(Fault("value", "due_unreadable", {"due": value}))
    return {"due": value, "on": day.isoformat()}


def _body(value: str) -> dict[str, Any]:
    return {"name": value}


_TYPED = {
    "measure": _measure,
    "relation": _relation,
    "base_year": _base_year,
    "unit": _unit,
    "scope": _scope,
    "due": _due,
    "body": _body,
}
