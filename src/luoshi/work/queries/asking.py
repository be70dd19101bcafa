"""Forms in force, and what was answered before (表单与填报查询)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F

from luoshi.kernel.among import Among
from luoshi.kernel.formulas.sources import OfOne
from luoshi.kernel.models import Body
from luoshi.work.asking import Answers, answered, made_of, taken
from luoshi.work.asking.keeping import figures_of
from luoshi.work.engine.asking import Compiled, FormText, Unsound
from luoshi.work.models import Answer, AskForm, AskFormVersion


def form_in_force(code: str, on: date) -> AskFormVersion | None:
    """The version of a form that counts on a day (现行表单)."""
    form = AskForm.objects.filter(code=code).first()
    return version_in_force(form, on) if form else None


def version_in_force(form: Any, on: date) -> AskFormVersion | None:
    """The version of a form that counts on a day."""
    found: AskFormVersion | None = form.versions.in_force(on=on).get(form.pk)
    return found


def made_if_sound(version: AskFormVersion | None, *, on: date) -> Compiled | None:
    """A version ready to be asked; nothing when what its formulas name is gone by the day."""
    try:
        return made_of(version, on=on) if version else None
    except Unsound:
        return None


def current(*, form: AskForm, body: Body, subject: str = "", period: str = "") -> Answer | None:
    """The last revision of an answer, sent or not."""
    rows = Answer.objects.about(form=form, body=body, subject=subject, period=period)
    return rows.latest_first().select_related("saved_by", "sent_by", "version").first()


def answer_before(*, form: AskForm, body: Body, subject: str = "", period: str = "") -> Answer | None:
    """What the same body answered about the same thing for an earlier period, the last that was sent (上期)."""
    if not period:
        return None
    rows = Answer.objects.sent().filter(form=form, body=body, subject=subject, period__lt=period)
    return rows.order_by("-period", "-revision").select_related("version").first()


def values_before(form_text: FormText, **about: Any) -> dict[str, Any]:
    """The values of the answer before, as the fields of this version hold them."""
    before = answer_before(**about)
    return figures_of(form_text, before.values) if before else {}


def judged(answer: Any, made: Compiled, *, on: date) -> Answers:
    """What the form says of a saved answer as of a day (校验)."""
    about = about_of(answer)
    return answered(
        made,
        taken(made.form, answer.values),
        on=on,
        previous=values_before(made.form, **about),
        beyond=known_of(answer.body, on=on),
    )


def about_of(answer: Any) -> dict[str, Any]:
    """Of which form and body an answer is, about what, for which period."""
    return {name: getattr(answer, name) for name in ("form", "body", "subject", "period")}


def known_of(body: Body, *, on: date) -> OfOne:
    """What formulas may read of a body beside its answers."""
    return OfOne(body, on=on)


def with_what_a_row_prints(rows: Any) -> Any:
    """Answers of a list with what stands in their rows, without their values."""
    return rows.select_related("form", "body", "saved_by", "sent_by", "version").defer(
        "values", "reasons", "version__text"
    )


def bodies_to_answer_for(user: Any, *, on: date) -> Any:
    """The bodies of a day for which this person may answer."""
    return Body.objects.allowed(user, act="work.answer_forms").as_of(on).order_by("name_then", "pk")


def corrected(answer: Any, *, by: Any) -> Any:
    """All revisions of the same answer that this person may read, the latest first."""
    rows = Answer.objects.visible_to(by).about(**about_of(answer))
    return rows.select_related("saved_by", "sent_by").annotate(by_version=F("version__number")).latest_first()


def marks(form: Any, *, bodies: Collection[int]) -> dict[tuple[int, str, str], str]:
    """The mark of the last revision of every answer of these bodies, by body, subject and period."""
    rows = Answer.objects.filter(form=form, body__among=Among(bodies)).order_by("revision")
    return {
        (body, subject, period): f"{revision}.{saved}"
        for body, subject, period, revision, saved in rows.values_list(
            "body", "subject", "period", "revision", "saved"
        )
    }


def uploads_of(answer: Any) -> dict[int, str]:
    """The names of the files of an answer, by upload."""
    return dict(answer.files.values_list("upload", "upload__name")) if answer else {}
