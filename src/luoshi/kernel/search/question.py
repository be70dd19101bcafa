"""What somebody typed, as phrases of tokens (检索式)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.kit import chinese

from .words import folded, tokens

LONGEST = 100  # signs of a question that are looked at

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """Phrases that must all be there; one that ends with letters may go on (前缀)."""

    all: tuple[Phrase, ...]

    def for_sqlite(self) -> str:
        return " AND ".join(f'"{" ".join(phrase)}"{"*" if _goes_on(phrase) else ""}' for phrase in self.all)

    def for_postgresql(self) -> str:
        return " & ".join(f"({' <-> '.join(_quoted(phrase))})" for phrase in self.all)


@dataclass(frozen=True)
class Question:
    """The words as typed together, and the same words anywhere in the text."""

    typed: str
    together: Phrases
    anywhere: Phrases

    def __bool__(self) -> bool:
        return bool(self.together.all)


def understand(typed: str) -> Question:
    """Blanks part a question; within a part the words stand together, or at least all of them somewhere."""
    text = typed.strip()[:LONGEST]
    parts = folded(text).split()
    return Question(text, _phrases(parts), _phrases(word for part in parts for word in chinese.words(part)))


def _phrases(parts: Iterable[str]) -> Phrases:
    found = (tuple(tokens(part)) for part in parts)
    return Phrases(tuple(dict.fromkeys(phrase for phrase in found if phrase)))


def _goes_on(phrase: Phrase) -> bool:
    return phrase[-1].isascii() and phrase[-1].isalpha()


def _quoted(phrase: Phrase) -> list[str]:
    lexemes = [f"'{token}'" for token in phrase]
    return [*lexemes[:-1], lexemes[-1] + (":*" if _goes_on(phrase) else "")]
