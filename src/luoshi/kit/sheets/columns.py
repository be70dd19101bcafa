"""A list's columns as data (表头定义): what stands in each, how it is called, what it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from .folding import header_key, header_keys

Label = str | Promise


class Kind(StrEnum):
    """What a column's cells are read as."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CREDIT_CODE = "credit_code"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Choice:
    """One value that a column of choices takes, and the words for it."""

    value: str
    label: Label
    synonyms: tuple[str, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word for it, in every language, folded."""
        said = (self.value, *in_all_languages(self.label), *self.synonyms)
        return frozenset(header_key(word) for word in said)


@dataclass(frozen=True)
class Column:
    """One column. `digits` is the length of a code that Excel must not take for a number.

    `takes_magnitudes` lets a number end in 万 or 亿; without it such a number is refused, since nobody can know
    whether the unit in the header was meant as well. `is_checked` lets a sheet program warn of what is no number or
    no day; `is_hidden` is for what only we read again.
    """

    key: str
    label: Label
    kind: Kind = Kind.TEXT
    required: bool = False
    unique: bool = False
    synonyms: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    width: int = 16
    help: Label = ""
    digits: int = 0
    longest: int = 0
    takes_magnitudes: bool = False
    is_checked: bool = False
    is_hidden: bool = False

    @property
    def header(self) -> str:
        """The words on top of the column, with its unit, in the language under way."""
        return f"{self.label}（{self.unit}）" if self.unit else str(self.label)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the column goes by, folded."""
        words = (self.key, *in_all_languages(self.label), *self.synonyms)
        return frozenset(key for word in words for key in header_keys(word))

    @cached_property
    def choice_of(self) -> dict[str, str]:
        """Every word for a choice, folded, with the choice's value."""
        return {word: choice.value for choice in reversed(self.choices) for word in choice.words if word}


@dataclass(frozen=True)
class Sheet:
    """A list: its code, its title, its columns in their order."""

    code: str
    title: Label
    columns: tuple[Column, ...]
    most_rows: int = 100_000

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each column is read as, by its key."""
        return {column.key: column.kind for column in self.columns}

    @property
    def required(self) -> list[Column]:
        return [column for column in self.columns if column.required]


def in_all_languages(label: Label) -> set[str]:
    """The words of a label in every language of the site: a list may come back in another one."""
    said = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.add(str(label))
    return said
