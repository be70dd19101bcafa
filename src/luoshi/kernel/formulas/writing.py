"""What somebody who writes a formula is told (编写提示): what is wrong and where, the sentence, what can be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.formula import Formula as Compiled
from luoshi.formula import Kind, Problem
from luoshi.formula.catalogue import Name
from luoshi.formula.formatting import Writer
from luoshi.formula.functions import FUNCTIONS
from luoshi.kernel.formulas.book import Book
from luoshi.kernel.formulas.words import language, of
from luoshi.kernel.models import Formula, Standard, StandardKind

KINDS = {
    Kind.NUMBER: pgettext_lazy("kind of value", "number"),
    Kind.TRUTH: pgettext_lazy("kind of value", "yes or no"),
    Kind.CODE: pgettext_lazy("kind of value", "code"),
    Kind.DATE: pgettext_lazy("kind of value", "day"),
    Kind.ANY: pgettext_lazy("kind of value", "any"),
}
CALLS = {
    StandardKind.PARAMETER: "parameter",
    StandardKind.SCORING: "score",
    StandardKind.LINE: "line",
    StandardKind.DECISION: "decide",
    StandardKind.CLASSIFICATION: "classification",
}


class Marked(NamedTuple):
    """A part of the text; `problem` counts from 1, or is 0 where nothing is wrong."""

    text: str
    problem: int


@dataclass(frozen=True)
class Told:
    """One problem in words; `suggestion` can stand from `start` to `end` instead."""

    code: str
    sentence: str
    start: int
    end: int
    suggestion: str

    @property
    def offered(self) -> str:
        """The suggestion as a form sends it back."""
        return f"{self.start}-{self.end}-{self.suggestion}"


@dataclass(frozen=True)
class Examined:
    """A text as somebody writes it: as far as it goes."""

    text: str
    compiled: Compiled
    problems: tuple[Told, ...]
    warnings: tuple[Told, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems

    @property
    def sentence(self) -> str:
        return self.compiled.say(language()) + ("。" if language() == "zh" else ".")

    @property
    def kind(self) -> str:
        """What kind of value it gives, and in which unit."""
        unit = self.compiled.unit.show(language()) if self.compiled.kind is Kind.NUMBER else ""
        return f"{KINDS[self.compiled.kind]} {unit}".strip()

    @property
    def marked(self) -> list[Marked]:
        return list(_marked(self.text, self.problems))


def examined(book: Book, formula: Formula, text: str) -> Examined:
    """Examine a text as this formula's; nothing is saved."""
    seen = book.with_text(formula, text) if formula.code else book
    compiled, problems = seen.examine(formula, text)
    return Examined(text, compiled, tuple(map(_told, problems)), tuple(map(_told, compiled.warnings)))


def _told(problem: Problem) -> Told:
    return Told(problem.code, problem.say(language()), *problem.span, problem.suggestion)


def _marked(text: str, problems: Sequence[Told]) -> Iterator[Marked]:
    at = 0
    for number, each in sorted(enumerate(problems, 1), key=lambda pair: pair[1].start):
        if each.start < at or not each.end:
            continue
        yield Marked(text[at : each.start], 0)
        yield Marked(text[each.start : each.end] or "‸", number)
        at = each.end
    yield Marked(text[at:], 0)


def with_suggestion(text: str, offered: str) -> str:
    """The text with a suggestion taken; what is offered in vain changes nothing."""
    start, _dash, rest = offered.partition("-")
    end, _dash, suggestion = rest.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end) <= len(text)):
        return text
    return text[: int(start)] + suggestion + text[int(end) :]


@dataclass(frozen=True)
class Word:
    """Something that can be written: what it is called, what is written for it, what it is."""

    word: str
    written: str
    what: str
    about: str = ""
    also: str = ""


def words(book: Book) -> list[Word]:
    """Everything that a formula may speak of on the day, and the functions (可用名称)."""
    names = sorted(book.names.values(), key=lambda name: (bool(name.definition), name.code))
    found = [_name(book, name) for name in names]
    found += [_standard(book, each) for each in book.standards.values()]
    return found + [_function(code) for code in FUNCTIONS]


def _name(book: Book, name: Name) -> Word:
    word = of(name.said)
    unit = name.unit.show(language())
    what = str(_("formula")) if name.definition else f"{KINDS[name.kind]} {unit}".strip()
    return Word(word, _quoted(book, word), what, name.basis or name.form, " ".join(name.words))


def _standard(book: Book, standard: Standard) -> Word:
    """A table is written with the place of the figure left open before it."""
    function = FUNCTIONS[CALLS[StandardKind(standard.kind)]]
    call = function.zh if language() == "zh" else function.code
    place = ", " if function.code in {"score", "line"} else ""
    written = f"{call}({place}{_quoted(book, str(standard))})"
    also = f"{standard.code} {standard.name} {standard.name_en}"
    return Word(str(standard), written, str(standard.get_kind_display()), standard.about, also)


def _quoted(book: Book, word: str) -> str:
    return Writer(language(), book.catalogue.knows).name(word)


def _function(code: str) -> Word:
    function = FUNCTIONS[code]
    word = function.zh if language() == "zh" else function.code
    return Word(
        word, f"{word}(", str(pgettext_lazy("formula", "function")), of(function.about), function.code
    )
