"""A form as pages show it (填报页面): groups of fields, each with its value, what was said last, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.kernel.formulas.words import language, of
from luoshi.kit.sheets.figures import plain
from luoshi.work.engine.asking import Compiled, Fault, Field, FieldKind, Prefilled

from .answering import Answers
from .columns import shown_unit
from .words import read_out, rule_sentence, sentence

PREFIX = "ask-"  # before the code of a field: its name in a page's form

KINDS = {
    FieldKind.TEXT: _("text"),
    FieldKind.LONG_TEXT: _("long text"),
    FieldKind.NUMBER: _("number"),
    FieldKind.DATE: _("day"),
    FieldKind.CHOICE: _("choice"),
    FieldKind.YES_NO: _("yes or no"),
    FieldKind.FILE: _("file"),
}


@dataclass(frozen=True)
class Chosen:
    """One option of a choice."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class File:
    """A file that is there already."""

    pk: int
    name: str


@dataclass(frozen=True)
class ShownField:
    """One field of a page."""

    field: Field
    value: str
    read: str = ""
    last: str = ""
    source: str = ""
    faults: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def name(self) -> str:
        return PREFIX + self.field.code

    @property
    def kind(self) -> str:
        return self.field.kind.value

    @property
    def label(self) -> str:
        return of(self.field.said)

    @property
    def help(self) -> str:
        return of(self.field.said_help)

    @property
    def unit(self) -> str:
        return shown_unit(self.field)

    @property
    def kind_said(self) -> str:
        return str(KINDS[self.field.kind])

    @property
    def options(self) -> list[Chosen]:
        return [Chosen(each.code, of(each.said), each.code == self.value) for each in self.field.options]

    @property
    def described_by(self) -> str:
        parts = (
            ("unit", self.unit),
            ("help", self.help),
            ("last", self.last),
            ("source", self.source),
            ("faults", "always"),
        )
        return " ".join(f"{self.name}-{part}" for part, is_there in parts if is_there)


@dataclass(frozen=True)
class Said:
    """One thing that is said of an answer, and the input that it is about; a doubt has the code of its rule."""

    text: str
    name: str
    rule: str = ""
    reason: str = ""
    asks: str = ""  # what the rule asks for, read out of its formula


@dataclass(frozen=True)
class Group:
    heading: str
    fields: list[ShownField]


@dataclass(frozen=True)
class Shown:
    """The whole form: its groups, what is wrong, what asks for a reason, what can't be told yet."""

    groups: list[Group]
    faults: list[Said] = field(default_factory=list)
    doubts: list[Said] = field(default_factory=list)
    undecided: int = 0

    @property
    def fields(self) -> list[ShownField]:
        return [each for group in self.groups for each in group.fields]


def shown(
    made: Compiled,
    values: Mapping[str, Any],
    *,
    answers: Answers | None = None,
    last: Mapping[str, Any] | None = None,
    prefills: Mapping[str, Prefilled] | None = None,
    files: Mapping[int, str] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Shown:
    """A form with these values in it; `files` are the names of uploads, `reasons` stand beside doubts."""

    def field_of(asked: Field) -> ShownField:
        known = (prefills or {}).get(asked.code)
        is_prefilled = known is not None and values.get(asked.code) is None
        value = known.value if known and is_prefilled else values.get(asked.code)
        return ShownField(
            asked,
            "" if asked.kind is FieldKind.FILE else as_typed(value),
            read=as_read(asked, value),
            last=as_read(asked, (last or {}).get(asked.code)),
            source=read_out(known.formula, made.form) if known and is_prefilled else "",
            faults=tuple(_sentences(answers.faults if answers else (), asked.code, made)),
            files=tuple(File(pk, (files or {}).get(pk, str(pk))) for pk in value or ())
            if asked.kind is FieldKind.FILE
            else (),
        )

    groups = [Group(of(said), [field_of(each) for each in fields]) for said, fields in made.form.groups]
    if answers is None:
        return Shown(groups)
    return Shown(
        groups,
        faults=[Said(sentence(each, made), PREFIX + each.field) for each in answers.faults],
        doubts=[_doubt(each, made, reasons or {}) for each in answers.doubts],
        undecided=len(answers.undecided),
    )


def _doubt(fault: Fault, made: Compiled, reasons: Mapping[str, str]) -> Said:
    return Said(
        sentence(fault, made),
        PREFIX + fault.field,
        fault.rule,
        reasons.get(fault.rule, ""),
        rule_sentence(made, fault.rule),
    )


def _sentences(faults: Iterable[Fault], code: str, made: Compiled) -> list[str]:
    return [sentence(each, made) for each in faults if code == each.field]


def as_typed(value: Any) -> str:
    """A value as an input holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def as_read(asked: Field, value: Any) -> str:
    """A value as somebody reads it: with its unit, by the name of its option."""
    if value in (None, "") or asked.kind is FieldKind.FILE:
        return ""
    if isinstance(value, bool):
        return pgettext("in a sheet", "yes") if value else pgettext("in a sheet", "no")
    if option := asked.option(str(value)):
        return of(option.said)
    text = as_typed(value)
    unit = shown_unit(asked)
    return f"{text} {unit}".strip() if language() == "en" else f"{text}{unit}"
