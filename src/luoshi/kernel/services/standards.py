"""Setting standards (制定标准): parameters, tables and classifications, and every later version, each an act."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.formula import FormulaError
from luoshi.formula.catalogue import is_taken, key
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.engine import standard_texts, standards
from luoshi.kernel.engine.standards import Fault, Kind, Mode
from luoshi.kernel.errors import Refusal
from luoshi.kernel.formulas.faults import SaidFaults
from luoshi.kernel.formulas.names import CODE, DIMENSIONS
from luoshi.kernel.models import Origin, Standard, StandardVersion
from luoshi.kernel.races import taken
from luoshi.kernel.services.formulas import Unsound
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

MODES = {
    Kind.SCORING: (Mode.LOW, Mode.HIGH),
    Kind.DECISION: (Mode.UNIQUE, Mode.FIRST),
}
ONE_INPUT = {Kind.SCORING, Kind.LINE}


class RowsUnreadable(Refusal):
    """Rows that can't be read; `faults` has each with its line and its place."""

    code = "kernel.standard_unreadable"
    sentence = _("The rows are not right yet: %(faults)s")

    def __init__(self, *, faults: Sequence[Fault]) -> None:
        super().__init__(place="text", faults=SaidFaults(faults))
        self.faults = tuple(faults)


class InputsUnfit(Refusal):
    code = "kernel.standard_inputs_unfit"
    sentence = _("A table of this kind looks at %(expected)s figures, not at %(found)s.")


class EndsUntold(Refusal):
    code = "kernel.standard_ends_untold"
    sentence = _("Say which end of a band belongs to it, or which of several rows counts.")


class NameTaken(Refusal):
    code = "kernel.standard_name_taken"
    sentence = _("“%(taken)s” is the name of another standard, or a word of the language.")


class EditionUnfit(Refusal):
    code = "kernel.standard_edition_unfit"
    sentence = _("Say how this edition is called, such as the year: %(taken)s")


class TableEnds(Refusal):
    code = "kernel.standard_table_ends"
    sentence = _("A table holds until its next version: leave the last day empty.")


@act
def define_standard(
    *,
    kind: Kind,
    names: Names,
    text: str,
    terms: Terms,
    origin: Origin,
    inputs: Sequence[str] = (),
    gives: str = "",
    mode: Mode = Mode.NONE,
    edition: str = "",
    by: Actor,
    at: datetime,
) -> Standard:
    """Set a new standard, with its first version (新建标准).

    Raises CodeUnfit, CodeTaken, NameTaken, UnitUnknown, InputsUnfit, EndsUntold, or what `add_standard_version` does.
    """
    require(by, WRITE)
    one_at_a_time(model=Standard)
    standard = Standard(
        **names.columns(), kind=kind, inputs=list(inputs), gives=gives, mode=mode, **origin.columns()
    )
    _refuse_shape(standard)
    _refuse_names(standard)
    kept = _sound(standard, text, terms, edition)
    with taken(CodeTaken(place="code", taken=names.code)):
        standard.save(force_insert=True)
    _write(standard, kept, edition, terms, after=0, act="kernel.standard_defined", by=by, at=at)
    return standard


@act
def add_standard_version(
    *,
    standard: Standard,
    after: int,
    text: str,
    terms: Terms,
    edition: str = "",
    by: Actor,
    at: datetime,
) -> StandardVersion:
    """Let a standard hold other values from a day on; `after` is the version that its writer saw (新增标准版本).

    Raises Overtaken, RowsUnreadable, Unsound, EditionUnfit, TableEnds, WithoutClause or EndsTooSoon.
    """
    require(by, WRITE, standard)
    one_at_a_time(model=Standard)
    kept = _sound(standard, text, terms, edition)
    how: dict[str, Any] = {"after": after, "act": "kernel.standard_version_added", "by": by, "at": at}
    return _write(standard, kept, edition, terms, **how)


def _write(standard: Standard, text: str, edition: str, terms: Terms, **how: Any) -> StandardVersion:
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = StandardVersion(of=standard, text=text, digest=digest, edition=edition.strip())
    return add_version(row=row, terms=terms, **how)


def _sound(standard: Standard, text: str, terms: Terms, edition: str) -> str:
    """The rows in the one shape in which they are kept; a table has no gap, no overlap and the right order."""
    refuse_terms(terms=terms)
    if standard.kind in standards.TABLES and terms.valid_until:
        raise TableEnds(place="valid_until")
    if standard.kind == Kind.CLASSIFICATION:
        _refuse_edition(standard, edition.strip())
    try:
        content = standard_texts.read(text, standard.shape)
        if standard.kind in standards.TABLES:
            standards.table_of(content, standard.shape, since=terms.valid_from)
    except standards.Unreadable as unreadable:
        raise RowsUnreadable(faults=unreadable.faults) from None
    except FormulaError as error:
        raise Unsound(problems=error.problems) from None
    return standard_texts.written(content, standard.shape)


def _refuse_edition(standard: Standard, edition: str) -> None:
    of_others = StandardVersion.objects.filter(of=standard) if standard.pk else StandardVersion.objects.none()
    if not edition:
        raise EditionUnfit(place="edition", taken="2018")
    if of_others.filter(edition=edition).exists():
        known = of_others.order_by("number").values_list("edition", flat=True)
        raise EditionUnfit(place="edition", taken="、".join(known))


def _refuse_shape(standard: Standard) -> None:
    """What a standard's cells are counted in must be known, and fit its kind."""
    kind, inputs = Kind(standard.kind), standard.inputs
    if kind is Kind.CLASSIFICATION:
        if unknown := [code for code in inputs if code not in DIMENSIONS]:
            raise UnitUnknown(place="inputs", found=unknown[0], example="、".join(DIMENSIONS))
        return
    if (kind in ONE_INPUT and len(inputs) != 1) or (kind is Kind.DECISION and not inputs):
        raise InputsUnfit(place="inputs", expected=1, found=len(inputs))
    typed = set() if kind in ONE_INPUT else {"code", "truth"}
    for place, text in [*(("inputs", each) for each in inputs), ("gives", standard.gives)]:
        if text not in typed and standards.known_unit(text) is None:
            raise UnitUnknown(place=place, found=text, example="%、万元、人、code、truth")
    if kind in MODES and standard.mode not in MODES[kind]:
        raise EndsUntold(place="mode")


def _refuse_names(standard: Standard) -> None:
    if not CODE.fullmatch(standard.code):
        raise CodeUnfit(place="code", unfit=standard.code)
    refuse_words(standard=standard)


def refuse_words(*, standard: Standard) -> None:
    """Raise NameTaken where a name is that of another standard, or a word of the language."""
    words = [word for word in (standard.code, standard.name, standard.name_en) if word]
    others = {
        key(word)
        for row in Standard.objects.exclude(pk=standard.pk).values_list("code", "name", "name_en")
        for word in row
        if word
    }
    for word in words:
        if key(word) in others or is_taken(word):
            raise NameTaken(place="code" if word == standard.code else "name", taken=word)
