"""Writing forms (制定表单): a new one with its first version, and every later version, each an act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.formulas.names import CODE
from luoshi.kernel.models import Origin
from luoshi.kernel.races import taken
from luoshi.kernel.services.versions import CodeTaken, CodeUnfit, Names, Terms, add_version, refuse_terms
from luoshi.work.asking.making import made_of_text
from luoshi.work.asking.words import SaidMisstated
from luoshi.work.engine.asking import Misstated, Unsound, digest_of, written
from luoshi.work.models import AskForm, AskFormVersion

WRITE = "work.write_forms"


class FormUnsound(Refusal):
    """A text that is no form; `faults` has everything that is wrong, with its place."""

    code = "work.form_unsound"
    sentence = _("The form is not right yet: %(faults)s")

    def __init__(self, *, faults: Sequence[Misstated]) -> None:
        super().__init__(place="text", faults=SaidMisstated(tuple(faults)))
        self.faults = tuple(faults)


@act
def write_form(*, names: Names, text: str, terms: Terms, origin: Origin, by: Actor, at: datetime) -> AskForm:
    """Write a new form, with its first version (新建表单).

    Raises CodeUnfit, CodeTaken, FormUnsound, WithoutClause or EndsTooSoon.
    """
    require(by, WRITE)
    refuse_terms(terms=terms)
    if not CODE.fullmatch(names.code):
        raise CodeUnfit(place="code", unfit=names.code)
    kept = _sound(text, terms)
    with taken(CodeTaken(place="code", taken=names.code)):
        form = AskForm.objects.create(**names.columns(), **origin.columns())
    row = AskFormVersion(of=form, text=kept, digest=digest_of(kept))
    add_version(row=row, terms=terms, after=0, act="work.form_written", by=by, at=at)
    return form


@act
def write_form_version(
    *, form: AskForm, after: int, text: str, terms: Terms, by: Actor, at: datetime
) -> AskFormVersion:
    """Let a form ask something else from a day on; `after` is the version that its writer saw (新增表单版本).

    Raises Overtaken, FormUnsound, WithoutClause or EndsTooSoon.
    """
    require(by, WRITE, form)
    refuse_terms(terms=terms)
    kept = _sound(text, terms)
    row = AskFormVersion(of=form, text=kept, digest=digest_of(kept))
    return add_version(row=row, terms=terms, after=after, act="work.form_version_written", by=by, at=at)


def _sound(text: str, terms: Terms) -> str:
    """The text in its one shape, with its formulas in codes; it must hold on the day on which it begins."""
    try:
        return written(made_of_text(text, on=terms.valid_from).in_codes)
    except Unsound as unsound:
        raise FormUnsound(faults=unsound.faults) from None
