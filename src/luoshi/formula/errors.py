"""What is wrong with a formula (错误): a code, the place, values, and what would be right. All of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from luoshi.formula.messages import SENTENCES


class Span(NamedTuple):
    """Where something stands in the text, in characters from 0; `end` is the first one after it."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        return Span(min(self.start, other.start), max(self.end, other.end))

    def first(self, count: int) -> Span:
        """Its first characters: the word in front of a call or of an option."""
        return Span(self.start, self.start + count)


NOWHERE = Span(0, 0)


class Said(NamedTuple):
    """A word in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Problem:
    """An error (F…) or a warning (W…). `suggestion` is what could stand at `span` instead, or empty."""

    code: str
    span: Span = NOWHERE
    values: Mapping[str, object] = field(default_factory=dict)
    suggestion: str = ""

    def say(self, language: str = "zh") -> str:
        """The sentence in "zh" or "en", with its place."""
        zh = language == "zh"
        sentence = SENTENCES[self.code][0 if zh else 1].format_map(
            {name: _word(value, zh=zh) for name, value in self.values.items()}
        )
        place = f"第{self.span.start + 1}字：" if zh else f"col {self.span.start + 1}: "
        return (place if self.span != NOWHERE else "") + sentence + self._advice(zh=zh)

    def _advice(self, *, zh: bool) -> str:
        if not self.suggestion:
            return ""
        if self.code.startswith("F11"):
            return f"，是否指“{self.suggestion}”？" if zh else f"; did you mean {self.suggestion}?"
        return f"，请写“{self.suggestion}”" if zh else f"; write {self.suggestion}"

    def pointer(self, text: str) -> str:
        """The line of the text with the place marked below; a Chinese character is two columns wide."""
        first = text.rfind("\n", 0, self.span.start) + 1
        last = text.find("\n", self.span.start)
        line = text[first : last if last >= 0 else len(text)]
        before, marked = (
            text[first : self.span.start],
            text[self.span.start : min(self.span.end, first + len(line))],
        )
        return f"{line}\n{' ' * columns(before)}{'^' * max(1, columns(marked))}"


def columns(text: str) -> int:
    return sum(2 if ord(each) >= 0x1100 else 1 for each in text)


def _word(value: object, *, zh: bool) -> str:
    if isinstance(value, Said):
        return value.zh if zh else value.en
    if isinstance(value, list | tuple):
        return ("、" if zh else ", ").join(_word(each, zh=zh) for each in value)
    return str(value)


class FormulaError(Exception):
    """A text that is no formula, or a table that is none; `problems` has everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem], text: str = "") -> None:
        self.problems = tuple(sorted(problems, key=lambda one: (one.span, one.code)))
        self.text = text
        super().__init__(self.problems, text)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.problems)

    def say(self, language: str = "zh") -> str:
        """One line for each problem."""
        return "\n".join(f"{one.code} {one.say(language)}" for one in self.problems)

    def __str__(self) -> str:
        return self.say("zh") + "\n" + self.say("en")
