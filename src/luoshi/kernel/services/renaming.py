"""Calling a formula or a standard otherwise (更名): its code stays, so nothing that speaks of it breaks."""

from __future__ import annotations

from datetime import datetime

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Formula, Standard
from luoshi.kernel.services import formulas, standards
from luoshi.kernel.services.reference import NothingToChange
from luoshi.kernel.services.versions import WRITE, one_at_a_time


@act
def rename_formula(
    *, formula: Formula, name: str, name_en: str, about: str, by: Actor, at: datetime
) -> Formula:
    """Call a formula otherwise; texts keep codes, so they say the new name at once (公式更名).

    Raises Unsound for a name that would be taken for another one, NothingToChange.
    """
    require(by, WRITE, formula)
    one_at_a_time(model=Formula)
    changes = _changed(formula, name=name, name_en=name_en, about=about)
    formulas.refuse_words(formula=formula)
    formula.save(update_fields=["name", "name_en", "about"])
    audit.record("kernel.formula_renamed", formula, by=by, at=at, changes=changes)
    return formula


@act
def rename_standard(
    *, standard: Standard, name: str, name_en: str, about: str, by: Actor, at: datetime
) -> Standard:
    """Call a standard otherwise (标准更名). Raises NameTaken or NothingToChange."""
    require(by, WRITE, standard)
    one_at_a_time(model=Standard)
    changes = _changed(standard, name=name, name_en=name_en, about=about)
    standards.refuse_words(standard=standard)
    standard.save(update_fields=["name", "name_en", "about"])
    audit.record("kernel.standard_renamed", standard, by=by, at=at, changes=changes)
    return standard


def _changed(thing: Formula | Standard, **given: str) -> dict[str, tuple[str, str]]:
    """Put the new words into the row that nobody else writes now; say what differs."""
    thing.refresh_from_db()
    words = {field: text.strip() for field, text in given.items()}
    changes = audit.changed(thing, words)
    if not changes:
        raise NothingToChange
    for field, text in words.items():
        setattr(thing, field, text)
    return changes
