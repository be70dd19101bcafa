"""The one catalogue (目录): what formulas may speak of on a day, registered names and what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from luoshi.formula import (
    Catalogue,
    Classification,
    Dated,
    Edition,
    FormulaError,
    Kind,
    Name,
    Parameter,
    Problem,
    Purpose,
    Time,
    compile,
    examine,
    unit,
)
from luoshi.formula import Formula as Compiled
from luoshi.formula.catalogue import is_taken, skeleton
from luoshi.formula.tables import Table
from luoshi.kernel.engine import standard_texts, standards
from luoshi.kernel.formulas.names import DIMENSIONS, FACTS
from luoshi.kernel.formulas.uses import Uses, uses
from luoshi.kernel.models import Formula, FormulaVersion, Standard, StandardVersion

CODES = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Book:
    """What is in force on a day: `formulas` by code; the catalogue knows every version of every standard."""

    on: date
    formulas: Mapping[str, FormulaVersion]
    standards: Mapping[str, Standard]
    versions: Mapping[int, tuple[StandardVersion, ...]] = field(repr=False)
    instead: Mapping[str, Name] = field(default_factory=dict)  # texts that somebody thinks of saving

    def with_text(self, formula: Formula, text: str) -> Book:
        """The book as it would be with another text of a formula."""
        return replace(self, instead={**self.instead, formula.code: name_of(formula, text)})

    def without(self, formula: Formula) -> Book:
        """The book as it would be after a formula has ended."""
        left = {code: version for code, version in self.formulas.items() if code != formula.code}
        return replace(self, formulas=left)

    @cached_property
    def names(self) -> dict[str, Name]:
        """Registered names first: a stored one that would be taken for one of them is left out."""
        found = {code: fact.name for code, fact in FACTS.items()}
        seen = {skeleton(word) for name in found.values() for word in name.words}
        stored = {code: name_of(version.of, version.text) for code, version in self.formulas.items()}
        for code, name in {**stored, **self.instead}.items():
            if not seen & {skeleton(word) for word in name.words} and not any(map(is_taken, name.words)):
                found[code] = name
        return found

    @cached_property
    def catalogue(self) -> Catalogue:
        return self.catalogue_of(self.names.values())

    def catalogue_of(self, names: Iterable[Name]) -> Catalogue:
        """The standards of the day with other names than those of bodies: the fields of a form."""
        parts = [(standard, self.versions.get(standard.pk, ())) for standard in self.standards.values()]
        return Catalogue(
            names,
            parameters=[_parameter(*part) for part in parts if part[0].kind == standards.Kind.PARAMETER],
            tables=[table for part in parts if part[0].kind in standards.TABLES for table in _tables(*part)],
            classifications=[
                self._classification(*part) for part in parts if part[0].kind == standards.Kind.CLASSIFICATION
            ],
            dimensions=[tree(self.on) for tree in DIMENSIONS.values()],
        )

    def _classification(self, standard: Standard, versions: Iterable[StandardVersion]) -> Classification:
        trees = {code: DIMENSIONS[code](self.on) for code in standard.inputs}
        editions = []
        for one in versions:
            members = frozenset(standards.members_of(standard_texts.read(one.text, standard.shape)))
            for tree in trees.values():
                members = tree.closure(members)
            editions.append(Edition(one.edition, members, one.valid_from, one.valid_until, one.clause))
        return Classification(standard.code, standard.name, standard.name_en, tuple(editions))

    def compiled(self, version: FormulaVersion) -> Compiled:
        """A stored version, checked by this day's catalogue. Raises FormulaError when it no longer holds."""
        return self.compile(version.of, version.text, code=called(version))

    def compile(self, formula: Formula, text: str, *, code: str = "") -> Compiled:
        """A text as that formula's. Raises FormulaError with everything that is wrong."""
        return compile(text, self.catalogue, code=code or formula.code, **_asked(formula))

    def examine(self, formula: Formula, text: str) -> tuple[Compiled, list[Problem]]:
        """A text as that formula's, as far as it goes."""
        return examine(text, self.catalogue, code=formula.code, **_asked(formula))

    @cached_property
    def used(self) -> dict[str, Uses]:
        """What each formula in force uses, one step deep; one that no longer holds uses nothing."""
        return {code: self._uses(version) for code, version in self.formulas.items()}

    def _uses(self, version: FormulaVersion) -> Uses:
        compiled, problems = self.examine(version.of, version.text)
        return Uses() if problems else uses(compiled.node)

    def speaking_of(self, code: str) -> list[str]:
        """The formulas in force whose texts hold the code, directly or through others; some may mean another thing."""
        held = {each: _words(version.text) for each, version in self.formulas.items() if each != code}
        found, waiting = [], {code}
        while waiting:
            near = [each for each, words in held.items() if words & waiting and each not in found]
            found += near
            waiting = set(near)
        return found

    def dependents(self, code: str, *, is_standard: bool = False) -> list[str]:
        """The formulas in force that speak of this one or of this standard, directly or through others, near first."""
        known: set[str] = set()
        found = [
            each
            for each, used in self.used.items()
            if code in (used.standards if is_standard else used.names)
        ]
        waiting = list(found)
        while waiting:
            known |= set(waiting)
            waiting = [
                each for each, used in self.used.items() if each not in known and used.names & set(waiting)
            ]
            found += waiting
        return [each for each in dict.fromkeys(found) if each != code or is_standard]


def _words(text: str) -> set[str]:
    """The words of a kept text that may be codes of names."""
    return set(CODES.findall(text))


def open_book(*, on: date, known_at: datetime | None = None) -> Book:
    """What formulas may speak of on a day; with `known_at`, as it had been written by that moment."""
    formulas = FormulaVersion.objects.known_at(known_at) if known_at else FormulaVersion.objects.all()
    rows = StandardVersion.objects.known_at(known_at) if known_at else StandardVersion.objects.all()
    versions: dict[int, dict[tuple[str, date], StandardVersion]] = {}
    for row in rows.order_by("valid_from", "number"):  # of several for one day the one added last
        versions.setdefault(row.of_id, {})[row.edition, row.valid_from] = row
    in_force = sorted(formulas.in_force(on=on).values(), key=lambda version: version.of.code)
    stored = Standard.objects.filter(pk__in=versions).order_by("code")
    return Book(
        on=on,
        formulas={version.of.code: version for version in in_force},
        standards={standard.code: standard for standard in stored},
        versions={key: tuple(held.values()) for key, held in versions.items()},
    )


def name_of(formula: Formula, text: str) -> Name:
    """A stored formula as a name."""
    return Name(formula.code, formula.name, formula.name_en, time=Time.NONE, definition=text)


def called(version: FormulaVersion) -> str:
    """How a version is called in traces: elig@3."""
    return f"{version.of.code}@{version.number}"


def _asked(formula: Formula) -> dict:
    return {"purpose": Purpose(formula.purpose), "unit": formula.unit, "path": (formula.code,)}


def _parameter(standard: Standard, versions: Iterable[StandardVersion]) -> Parameter:
    is_number = standard.gives not in {"code", "truth"}
    values = tuple(
        Dated(
            one.valid_from,
            standards.value_of(standard_texts.read(one.text, standard.shape)),
            one.clause,
            one.valid_until,
        )
        for one in versions
    )
    kind = Kind.NUMBER if is_number else Kind(standard.gives)
    measured = {"unit": unit(standard.gives)} if is_number else {}
    return Parameter(standard.code, standard.name, standard.name_en, kind, values=values, **measured)


def _tables(standard: Standard, versions: Iterable[StandardVersion]) -> list[Table]:
    read = ((one, standard_texts.read(one.text, standard.shape)) for one in versions)
    return [
        standards.table_of(content, standard.shape, since=one.valid_from, clause=one.clause)
        for one, content in read
    ]


def clashes(names: Iterable[Name]) -> list[Problem]:
    """What is wrong with the words of names that shall stand side by side (F407, F409)."""
    try:
        Catalogue(names)
    except FormulaError as error:
        return list(error.problems)
    return []
