"""An answer's values as they are kept (填报存储): plain JSON, exact, and back again as they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.kit.sheets.figures import plain
from luoshi.work.engine.asking import FieldKind, FormText

from .answering import Answers

TYPED = "typed"  # beside a value that could not be read, in a draft


def kept(answers: Answers) -> dict[str, Any]:
    """The values as JSON holds them; what could not be read stays as it was typed."""
    return {code: _plain(value) for code, value in answers.values.items()} | {
        code: {TYPED: text} for code, text in answers.typed.items()
    }


def taken(form: FormText, values: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values as their fields hold them; a field that the form no longer asks is left out."""
    found: dict[str, Any] = {}
    for field in form.fields:
        value = values.get(field.code)
        if value is None:
            continue
        if isinstance(value, dict):
            found[field.code] = value.get(TYPED, "")
        else:
            read = _READ.get(field.kind)
            found[field.code] = read(value) if read else value
    return found


def figures_of(form: FormText, values: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values that could be read: what formulas may speak of as the last answer."""
    readable = {code: value for code, value in values.items() if not isinstance(value, dict)}
    return taken(form, readable)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


_READ: dict[FieldKind, Callable[[Any], Any]] = {
    FieldKind.NUMBER: Decimal,
    FieldKind.DATE: date.fromisoformat,
    FieldKind.FILE: tuple,
}
