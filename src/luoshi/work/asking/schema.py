"""A form and its answers for programs (接口): a JSON schema, and faults with what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from luoshi.kernel.formulas.words import of
from luoshi.work.engine.asking import Compiled, Fault, Field, FieldKind

from .words import fixes, read_out, sentence

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(made: Compiled, *, title: str, code: str, number: int, digest: str) -> dict[str, Any]:
    """The JSON schema of the values that a form asks for; what only rules say stands under `x-rules`."""
    form = made.form
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "properties": {each.code: _property(each) for each in form.fields},
        "required": [each.code for each in form.fields if each.is_required],
        "x-form": {"code": code, "version": number, "digest": digest},
        "x-minutes": form.minutes,
        "x-purposes": [{"purpose": each.purpose.value, "basis": each.basis} for each in form.purposes],
        "x-rules": [
            {
                "code": each.rule.code,
                "formula": each.rule.formula,
                "hard": each.rule.is_hard,
                "message": of(each.rule.said),
                "says": read_out(each.formula, form),
                "fields": list(each.fields),
            }
            for each in made.rules
        ],
    }


def _property(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"title": of(field.said), **TYPES[field.kind]}
    if field.kind is FieldKind.CHOICE:
        found["oneOf"] = [{"const": each.code, "title": of(each.said)} for each in field.options]
    if field.longest:
        found["maxLength"] = field.longest
    if field.help:
        found["description"] = of(field.said_help)
    extra = {"x-unit": field.unit, "x-decimals": field.decimals, "x-group": of(field.said_group)}
    return found | {key: value for key, value in extra.items() if value not in ("", None)}


TYPES: dict[FieldKind, dict[str, Any]] = {
    FieldKind.TEXT: {"type": "string"},
    FieldKind.LONG_TEXT: {"type": "string"},
    FieldKind.NUMBER: {"type": ["number", "string"], "pattern": r"^[+-]?\d+(\.\d+)?$"},
    FieldKind.DATE: {"type": "string", "format": "date"},
    FieldKind.CHOICE: {"type": "string"},
    FieldKind.YES_NO: {"type": "boolean"},
    FieldKind.FILE: {"type": "array", "items": {"type": "integer"}, "x-holds": "uploads"},
}


def told(faults: Iterable[Fault], made: Compiled) -> list[dict[str, Any]]:
    """Faults as a program reads them, and as their reader does."""
    return [
        {
            "code": each.code,
            "field": each.field,
            "fields": list(each.fields),
            "rule": each.rule,
            "sentence": sentence(each, made),
            "values": {key: str(value) for key, value in each.values.items()},
            "right": fixes(each, made.form),
        }
        for each in faults
    ]
