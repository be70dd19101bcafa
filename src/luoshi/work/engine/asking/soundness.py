"""Whether the parts of a form fit together (表单自洽): codes, units, options, what rules point at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.formula import units

from .fields import Field, FieldKind, FormText, Rule
from .stating import Misstated

CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,29}")
PREVIOUS: Final = "_previous"
MOST_FIELDS, MOST_RULES, MOST_MINUTES, MOST_DECIMALS, LONGEST_NAME = 300, 300, 600, 12, 60


@dataclass(frozen=True)
class Standing:
    """Where the rows of a text stand that could be read, and the codes of fields that could not."""

    fields: Sequence[int]
    rules: Sequence[int]
    lost: Collection[str] = ()


def faults_of(form: FormText, standing: Standing) -> Iterator[Misstated]:
    """Everything that does not fit, in the order of the form."""
    yield from _whole(form)
    for number, field in zip(standing.fields, form.fields, strict=True):
        yield from _field(form, field, number)
    for number, rule in zip(standing.rules, form.rules, strict=True):
        yield from _rule(form, rule, number, standing.lost)


def _whole(form: FormText) -> Iterator[Misstated]:
    if not 0 < form.minutes <= MOST_MINUTES:
        yield Misstated("minutes", key="minutes", values={"most": MOST_MINUTES})
    if not form.purposes:
        yield Misstated("no_purpose", key="purposes")
    if not form.fields:
        yield Misstated("no_fields", key="fields")
    for part, rows, most in (("fields", form.fields, MOST_FIELDS), ("rules", form.rules, MOST_RULES)):
        if len(rows) > most:
            yield Misstated("too_many", key=part, values={"most": most})
    yield from _twice("purposes", "purpose", (each.purpose.value for each in form.purposes))
    yield from _twice("fields", "code", (each.code for each in form.fields))
    yield from _twice("rules", "code", (each.code for each in form.rules))


def _twice(part: str, key: str, codes: Iterable[str]) -> Iterator[Misstated]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield Misstated("twice", part, of=code, key=key, values={"found": code})


def _field(form: FormText, field: Field, number: int) -> Iterator[Misstated]:
    def fault(code: str, key: str, **values: object) -> Misstated:
        return Misstated(code, "fields", number, field.code, key, values)

    if not CODE.fullmatch(field.code) or field.code.endswith(PREVIOUS):
        yield fault("code_unfit", "code", found=field.code)
    if len(field.name) > LONGEST_NAME:
        yield fault("too_long", "name", length=len(field.name), most=LONGEST_NAME)
    if field.unit and not _is_unit(field.unit):
        yield fault("unit_unknown", "unit", found=field.unit, meant=units.nearest(field.unit))
    for key, kind, is_given in (
        ("unit", FieldKind.NUMBER, field.unit),
        ("decimals", FieldKind.NUMBER, field.decimals is not None),
        ("options", FieldKind.CHOICE, field.options),
        ("photo", FieldKind.FILE, field.is_photo),
    ):
        if is_given and field.kind is not kind:
            yield fault("not_of_this_kind", key, kind=kind.value)
    if field.decimals is not None and not 0 <= field.decimals <= MOST_DECIMALS:
        yield fault("decimals", "decimals", most=MOST_DECIMALS)
    if field.prefill and field.kind is FieldKind.FILE:
        yield fault("no_prefill", "prefill")
    if unknown := [each for each in field.purposes if each not in {one.purpose for one in form.purposes}]:
        yield fault("purpose_unknown", "purposes", found="、".join(unknown))
    yield from _options(field, number)


def _options(field: Field, number: int) -> Iterator[Misstated]:
    place = ("fields", number, field.code, "options")
    if field.kind is FieldKind.CHOICE and len(field.options) < 2:
        yield Misstated("too_few_options", *place)
    if any(not each.code.strip() or not each.name.strip() for each in field.options):
        yield Misstated("option_unnamed", *place)
    for words in ([each.code for each in field.options], [each.name for each in field.options]):
        for word, count in Counter(words).items():
            if count > 1 and word:
                yield Misstated("twice", *place, {"found": word})


def _rule(form: FormText, rule: Rule, number: int, lost: Collection[str]) -> Iterator[Misstated]:
    if not CODE.fullmatch(rule.code):
        yield Misstated("code_unfit", "rules", number, rule.code, "code", {"found": rule.code})
    for each in rule.fields:
        if form.field(each) is None and each not in lost:
            yield Misstated("no_such_field", "rules", number, rule.code, "fields", {"found": each})


def _is_unit(text: str) -> bool:
    try:
        units.unit(text)
    except KeyError:
        return False
    return True
