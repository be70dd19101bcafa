"""Writing formulas (编写公式): a new one with its first version, and every later version, each an act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.formula import FormulaError, Problem
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.engine.standards import known_unit
from luoshi.kernel.errors import Refusal
from luoshi.kernel.formulas.book import Book, clashes, name_of, open_book
from luoshi.kernel.formulas.names import CODE, FACTS
from luoshi.kernel.formulas.words import Said
from luoshi.kernel.models import Formula, FormulaPurpose, FormulaVersion, Origin
from luoshi.kernel.races import taken
from luoshi.kernel.services.versions import (
    WRITE,
    CodeTaken,
    CodeUnfit,
    Names,
    Terms,
    UnitUnknown,
    add_version,
    one_at_a_time,
    refuse_terms,
)


class Unsound(Refusal):
    """A text that is no formula, or not this one; `problems` has everything that is wrong, with its place."""

    code = "kernel.formula_unsound"
    sentence = _("The formula is not right yet: %(problems)s")

    def __init__(self, *, problems: Sequence[Problem], place: str = "text") -> None:
        super().__init__(place=place, problems=Said(problems))
        self.problems = tuple(problems)


class BreaksOthers(Refusal):
    """Saved like this, formulas that speak of this one would no longer hold."""

    code = "kernel.formula_breaks_others"
    sentence = _("“%(other)s” speaks of this formula and would no longer hold from %(day)s on: %(problems)s")


@act
def define_formula(
    *,
    names: Names,
    purpose: FormulaPurpose,
    text: str,
    terms: Terms,
    origin: Origin,
    unit: str = "",
    by: Actor,
    at: datetime,
) -> Formula:
    """Write a new formula, with its first version (新建公式).

    Raises CodeUnfit, CodeTaken, UnitUnknown, Unsound, WithoutClause or EndsTooSoon.
    """
    require(by, WRITE)
    refuse_terms(terms=terms)
    if known_unit(unit) is None:
        raise UnitUnknown(place="unit", found=unit, example="%、万元、人")
    one_at_a_time(model=Formula)
    formula = Formula(**names.columns(), purpose=purpose, unit=unit, **origin.columns())
    _refuse_names(formula)
    kept = _sound(formula, text, terms)
    with taken(CodeTaken(place="code", taken=names.code)):
        formula.save(force_insert=True)
    _write(formula, kept, terms, after=0, act="kernel.formula_defined", by=by, at=at)
    return formula


@act
def add_formula_version(
    *, formula: Formula, after: int, text: str, terms: Terms, by: Actor, at: datetime
) -> FormulaVersion:
    """Let a formula say something else from a day on; `after` is the version that its writer saw (新增公式版本).

    Raises Overtaken, Unsound, BreaksOthers, WithoutClause or EndsTooSoon.
    """
    require(by, WRITE, formula)
    refuse_terms(terms=terms)
    one_at_a_time(model=Formula)
    kept = _sound(formula, text, terms)
    return _write(formula, kept, terms, after=after, act="kernel.formula_version_added", by=by, at=at)


def _write(formula: Formula, kept: tuple[str, str], terms: Terms, **how: Any) -> FormulaVersion:
    text, digest = kept
    row = FormulaVersion(of=formula, text=text, digest=digest)
    return add_version(row=row, terms=terms, **how)


def _refuse_names(formula: Formula) -> None:
    """A code that can't be written, or words that would be taken for those of another name."""
    if not CODE.fullmatch(formula.code):
        raise CodeUnfit(place="code", unfit=formula.code)
    if formula.code in FACTS or Formula.objects.filter(code=formula.code).exists():
        raise CodeTaken(place="code", taken=formula.code)
    refuse_words(formula=formula)


def refuse_words(*, formula: Formula) -> None:
    """Raise Unsound where a name of the formula is a word of the language, or would be taken for another name."""
    own = name_of(formula, "1")
    others = [fact.name for fact in FACTS.values()]
    others += [name_of(each, "1") for each in Formula.objects.exclude(pk=formula.pk).order_by("code")]
    problems = [
        problem
        for problem in clashes([*others, own])
        if set(map(str, problem.values.values())) & set(own.words)
    ]
    if problems:
        raise Unsound(problems=problems, place="name")


def _sound(formula: Formula, text: str, terms: Terms) -> tuple[str, str]:
    """The text in codes and the digest of what it means. It must hold on every day on which it counts."""
    book = open_book(on=terms.valid_from).with_text(formula, text)
    try:
        compiled = book.compile(formula, text)
    except FormulaError as error:
        raise Unsound(problems=error.problems) from None
    kept = compiled.format("code")
    for day in _days(formula, terms):
        _refuse_day(formula, kept, _on(day, formula, kept, terms))
    return kept, compiled.digest


def _days(formula: Formula, terms: Terms) -> Iterator[date]:
    """The first day, and every later one on which some formula begins or has ended, until another version follows."""
    rows = FormulaVersion.objects.values_list("valid_from", "valid_until")
    turns = {day for begun, until in rows for day in (begun, until and until + timedelta(days=1)) if day}
    turns |= {terms.valid_from} | ({terms.valid_until + timedelta(days=1)} if terms.valid_until else set())
    own = FormulaVersion.objects.filter(of=formula, valid_from__gt=terms.valid_from) if formula.pk else None
    followed = own.order_by("valid_from").values_list("valid_from", flat=True).first() if own else None
    yield from sorted(
        day for day in turns if day >= terms.valid_from and (followed is None or day < followed)
    )


def _on(day: date, formula: Formula, text: str, terms: Terms) -> Book:
    """The book of a day on which the new version would be the last that began."""
    book = open_book(on=day)
    if terms.valid_until and day > terms.valid_until:
        return book.without(formula)
    return book.with_text(formula, text)


def _refuse_day(formula: Formula, text: str, book: Book) -> None:
    """Refuse a text that does not hold on the day, or by which another one would no longer hold."""
    if formula.code in book.instead:
        _compiled, problems = book.examine(formula, text)
        if problems:
            raise Unsound(problems=problems)
    for code in book.speaking_of(formula.code):
        version = book.formulas[code]
        _compiled, problems = book.examine(version.of, version.text)
        if problems:
            other = pgettext("name and code", "%(name)s (%(code)s)") % {"name": version.of, "code": code}
            raise BreaksOthers(place="text", other=other, day=book.on, problems=Said(problems))
