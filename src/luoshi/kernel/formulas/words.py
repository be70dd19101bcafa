"""The formula package's words in the reader's language (措辞)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from luoshi.formula import Problem


def language() -> str:
    """The reader's language as the formula package calls it."""
    return "en" if get_language() == "en" else "zh"


class Said:
    """Problems whose sentences are made when somebody reads them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return ("；" if language() == "zh" else "; ").join(each.say(language()) for each in self.problems)


def of(said: Any) -> str:
    """A word of the formula package, or a name of it."""
    return str(said.zh if language() == "zh" else said.en)
