"""Stored conditions that hold a step back (办理条件): a formula of the city, asked of the party on the day."""

from __future__ import annotations

from datetime import date

from luoshi.formula import Outcome
from luoshi.kernel.formulas.asking import ask_one
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.models import Body
from luoshi.work import refusals


def require_formula(code: str, body: Body, *, label: str, on: date) -> None:
    """Refuse where the condition fails or nobody knows. Raises ConditionFails or ConditionUndecided.

    A condition that is not in force on the day is not known to hold.
    """
    book = open_book(on=on)
    version = book.formulas.get(code)
    if version is None:
        raise refusals.ConditionUndecided(move=label, formula=code, day=on)
    outcome = ask_one(book.compiled(version), body, on=on).outcome
    if outcome is Outcome.FAILS:
        raise refusals.ConditionFails(move=label, formula=version.of, day=on)
    if outcome is not Outcome.MEETS:
        raise refusals.ConditionUndecided(move=label, formula=version.of, day=on)
