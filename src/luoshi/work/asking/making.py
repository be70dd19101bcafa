"""A kept form ready to be asked (表单编译): its formulas are checked once for each text."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from luoshi.formula import Catalogue
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.formulas.names import FACTS
from luoshi.work.engine.asking import Compiled, Unsound, compiled, parse
from luoshi.work.models import AskFormVersion

KEPT = 256  # forms whose formulas are held ready


def made_of(version: AskFormVersion, *, on: date) -> Compiled:
    """A version with its formulas. Raises Unsound where they no longer hold on the day."""
    return made_of_text(version.text, on=on)


def made_of_text(text: str, *, on: date) -> Compiled:
    """A text with its formulas: over its own fields and registered facts, else over all that the day has too.

    Raises Unsound with everything that is wrong.
    """
    try:
        return _made(text)
    except Unsound:
        return _by_book(text, on)


def made_to_read(version: AskFormVersion, *, on: date) -> Compiled:
    """A version whose answers are only read: without its rules where what they name is gone."""
    try:
        return made_of(version, on=on)
    except Unsound:
        return Compiled(parse(version.text), Catalogue(()), (), {})


@lru_cache(maxsize=KEPT)
def _made(text: str) -> Compiled:
    return compiled(parse(text), facts=[fact.name for fact in FACTS.values()])


def _by_book(text: str, on: date) -> Compiled:
    """Parameters, tables and stored formulas are those of the day, so nothing is kept."""
    book = open_book(on=on)
    return compiled(parse(text), facts=book.names.values(), catalogue_of=book.catalogue_of)
