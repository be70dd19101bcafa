"""A form as text (表单文本): JSON with a few names, read with everything that is wrong, written in one shape.

{"minutes": 5, "purposes": [{"purpose": "monitor", "basis": "…"}],
 "fields": [{"code": "spent", "name": "支出", "kind": "number", "unit": "万元", "required": true}],
 "rules": [{"code": "some", "formula": "支出 >= 0万元", "message": "支出不得为负", "fields": ["spent"]}]}
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, TypeVar

from luoshi.formula import Purpose

from .fields import Field, FieldKind, FormText, Option, Rule, Stated
from .soundness import Standing, faults_of
from .stating import Misstated, Place, Unsound

LONGEST_TEXT: Final = 400_000

Keys = Mapping[str, type]
Parsed = dict[str, Any]
AnyKind = TypeVar("AnyKind", bound=StrEnum)
FORM: Final[Keys] = {"minutes": int, "purposes": list, "fields": list, "rules": list}
FIELD: Final[Keys] = {
    "code": str, "name": str, "name_en": str, "kind": str, "unit": str, "decimals": int, "options": list,
    "required": bool, "photo": bool, "help": str, "help_en": str, "prefill": str, "group": str, "group_en": str,
    "purposes": list,
}  # fmt: skip
OPTION: Final[Keys] = {"code": str, "name": str, "name_en": str}
RULE: Final[Keys] = {
    "code": str, "formula": str, "hard": bool, "message": str, "message_en": str, "fields": list,
}  # fmt: skip
STATED: Final[Keys] = {"purpose": str, "basis": str}
# As what the keys stand in the parts, where they are called otherwise.
CALLED: Final = {"required": "is_required", "photo": "is_photo", "hard": "is_hard"}


def parse(text: str) -> FormText:
    """Read a form. Raises Unsound with every fault that is no matter of its formulas; see `compiled` for those."""
    whole = _loaded(text)
    faults: list[Misstated] = []
    held = _taken(whole, FORM, Place(), faults)
    fields = [(place, _field(row, place, faults)) for place, row in _rows(held, "fields", FIELD, faults)]
    rules = [(place, _rule(row, place, faults)) for place, row in _rows(held, "rules", RULE, faults)]
    purposes = [_stated(row, place, faults) for place, row in _rows(held, "purposes", STATED, faults)]
    form = FormText(
        fields=tuple(each for _place, each in fields if each),
        rules=tuple(each for _place, each in rules if each),
        purposes=tuple(each for each in purposes if each),
        minutes=held.get("minutes", 0),
    )
    standing = Standing(
        fields=[place.row for place, each in fields if each],
        rules=[place.row for place, each in rules if each],
        lost={place.of for place, each in fields if each is None},
    )
    faults += faults_of(form, standing)
    if faults:
        raise Unsound(faults)
    return form


def written(form: FormText) -> str:
    """The one shape in which a form is kept: what says nothing is left out."""
    whole = {
        "minutes": form.minutes,
        "purposes": [{"purpose": each.purpose.value, "basis": each.basis} for each in form.purposes],
        "fields": [_told(each, FIELD) for each in form.fields],
        "rules": [_told(each, RULE) for each in form.rules],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def digest_of(text: str) -> str:
    """By what a version is known again."""
    return sha256(text.encode()).hexdigest()


def _told(part: Field | Rule, keys: Keys) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in keys:
        value = getattr(part, CALLED.get(key, key))
        if key == "options":
            value = [{"code": one.code, "name": one.name, "name_en": one.name_en} for one in value]
        if key == "hard" or not (value is None or value is False or value in ("", (), [])):
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def _loaded(text: str) -> Any:
    if len(text) > LONGEST_TEXT:
        raise Unsound([Misstated("too_long", values={"length": len(text), "most": LONGEST_TEXT})])
    doubled: list[str] = []
    try:
        whole = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, doubled))
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise Unsound([Misstated("not_readable", values={"line": line, "column": column})]) from None
    if doubled:
        raise Unsound([Misstated("key_twice", values={"found": each}) for each in doubled])
    if not isinstance(whole, dict):
        raise Unsound([Misstated("no_form")])
    return whole


def _once(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    counts = Counter(key for key, _value in pairs)
    doubled += [key for key, count in counts.items() if count > 1]
    return dict(pairs)


def _taken(row: Mapping[str, Any], keys: Keys, place: Place, faults: list[Misstated]) -> Parsed:
    """The known keys whose values are of their type; whatever else stands there is a fault."""
    held: Parsed = {}
    for key, value in row.items():
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            faults.append(place.fault("unknown_key", key, meant=near[0] if near else ""))
        elif type(value) is not keys[key]:
            faults.append(place.fault(f"not_{keys[key].__name__}", key))
        else:
            held[key] = value
    return held


def _rows(held: Parsed, part: str, keys: Keys, faults: list[Misstated]) -> Iterator[tuple[Place, Parsed]]:
    for number, row in enumerate(held.get(part, ()), 1):
        if not isinstance(row, dict):
            faults.append(Place(part, number).fault("no_row"))
            continue
        code = row.get("code")
        place = Place(part, number, code if isinstance(code, str) else "")
        yield place, _taken(row, keys, place, faults)


def _field(row: Parsed, place: Place, faults: list[Misstated]) -> Field | None:
    kind = _one_of(FieldKind, row.pop("kind", FieldKind.TEXT.value), place, "kind", faults)
    options = [_option(each, place, faults) for each in row.pop("options", ())]
    purposes = _texts(row.pop("purposes", ()), place, "purposes", faults)
    if kind is None or not _has(("code", "name"), row, place, faults):
        return None
    named = {CALLED.get(key, key): value for key, value in row.items()}
    return Field(kind=kind, options=tuple(each for each in options if each), purposes=purposes, **named)


def _option(given: Any, place: Place, faults: list[Misstated]) -> Option | None:
    """An option that lacks its code or its name is told so by the soundness of the form."""
    if not isinstance(given, dict):
        faults.append(place.fault("no_row", "options"))
        return None
    held = _taken(given, OPTION, place, faults)
    return Option(held.get("code", ""), held.get("name", ""), held.get("name_en", ""))


def _rule(row: Parsed, place: Place, faults: list[Misstated]) -> Rule | None:
    fields = _texts(row.pop("fields", ()), place, "fields", faults)
    if not _has(("code", "formula", "message"), row, place, faults):
        return None
    return Rule(fields=fields, **{CALLED.get(key, key): value for key, value in row.items()})


def _stated(row: Parsed, place: Place, faults: list[Misstated]) -> Stated | None:
    if not _has(("purpose", "basis"), row, place, faults):
        return None
    purpose = _one_of(Purpose, row["purpose"], place, "purpose", faults)
    return Stated(purpose, row["basis"].strip()) if purpose else None


def _one_of(
    kinds: type[AnyKind], value: str, place: Place, key: str, faults: list[Misstated]
) -> AnyKind | None:
    try:
        return kinds(value)
    except ValueError:
        faults.append(place.fault("not_known", key, found=value, choices="、".join(kinds)))
        return None


def _has(keys: Iterable[str], row: Parsed, place: Place, faults: list[Misstated]) -> bool:
    lacking = [key for key in keys if not str(row.get(key, "")).strip()]
    faults += [place.fault("empty", key) for key in lacking]
    return not lacking


def _texts(given: Iterable[Any], place: Place, key: str, faults: list[Misstated]) -> tuple[str, ...]:
    given = list(given)
    if not all(isinstance(each, str) for each in given):
        faults.append(place.fault("not_texts", key))
    return tuple(each for each in given if isinstance(each, str))
