"""What a form consists of (表单要素): fields, rules, and why it is asked at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from luoshi.formula import Kind, Purpose, Said


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    FILE = "file"


# As what a formula reads the value of a field; of files it reads only whether there are any.
READ_AS = {
    FieldKind.TEXT: Kind.CODE,
    FieldKind.LONG_TEXT: Kind.CODE,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.DATE: Kind.DATE,
    FieldKind.CHOICE: Kind.CODE,
    FieldKind.YES_NO: Kind.TRUTH,
    FieldKind.FILE: Kind.TRUTH,
}
LONGEST = {FieldKind.TEXT: 200, FieldKind.LONG_TEXT: 5000}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a choice takes."""

    code: str
    name: str
    name_en: str = ""

    @property
    def said(self) -> Said:
        return Said(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that is asked (指标): its code is for good, as what it is filled in, what it is for."""

    code: str
    name: str
    name_en: str = ""
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    decimals: int | None = None  # at most so many; none: as many as one likes
    options: tuple[Option, ...] = ()
    is_required: bool = False
    is_photo: bool = False  # a file that a phone takes with its camera
    help: str = ""
    help_en: str = ""
    prefill: str = ""  # a formula over the last answer and what is known of the body
    group: str = ""
    group_en: str = ""
    purposes: tuple[str, ...] = ()  # some of the form's; none: all of them

    @property
    def said(self) -> Said:
        return Said(self.name, self.name_en or self.name)

    @property
    def said_help(self) -> Said:
        return Said(self.help, self.help_en or self.help)

    @property
    def said_group(self) -> Said:
        return Said(self.group, self.group_en or self.group)

    @property
    def longest(self) -> int:
        return LONGEST.get(self.kind, 0)

    def option(self, code: str) -> Option | None:
        return next((each for each in self.options if each.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must hold (硬校验), or is asked about where it does not (软校验), and which fields it points at."""

    code: str
    formula: str
    is_hard: bool = True
    message: str = ""
    message_en: str = ""
    fields: tuple[str, ...] = ()

    @property
    def said(self) -> Said:
        return Said(self.message, self.message_en or self.message)


@dataclass(frozen=True, slots=True)
class Stated:
    """One use of the answers, and the legal basis on which they are asked for it (用途与依据)."""

    purpose: Purpose
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormText:
    """A form as it is kept: what it asks, by which rules, what for, and how many minutes it costs (表单文本)."""

    fields: tuple[Field, ...]
    purposes: tuple[Stated, ...]
    minutes: int
    rules: tuple[Rule, ...] = ()

    def field(self, code: str) -> Field | None:
        return next((each for each in self.fields if each.code == code), None)

    @property
    def groups(self) -> Iterator[tuple[Said, list[Field]]]:
        """The fields in their order, by the heading under which they stand."""
        for heading, fields in groupby(self.fields, key=lambda field: field.said_group):
            yield heading, list(fields)

    def purposes_of(self, field: Field) -> tuple[Stated, ...]:
        """What this field is asked for."""
        return tuple(each for each in self.purposes if not field.purposes or each.purpose in field.purposes)
