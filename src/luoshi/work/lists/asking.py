"""The lists of forms and of answers (表单一览、填报一览)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.lists import register_list
from luoshi.kernel.models.versions import state_q
from luoshi.kit.lists import Choice, Column, Day, Empty, ListPage
from luoshi.kit.lists.filters import Scope
from luoshi.work.models import Answer, AskForm
from luoshi.work.queries import asking as queries

STATES = {
    "in_force": (pgettext_lazy("form", "in force"), "green"),
    "ended": (pgettext_lazy("form", "ended"), "grey"),
    "later": (pgettext_lazy("form", "not yet in force"), "amber"),
}
SENT = {
    "sent": (pgettext_lazy("answer", "sent"), "green"),
    "draft": (pgettext_lazy("answer", "draft"), "amber"),
}


def _state(form: Any, scope: Scope) -> str:
    if form.since_then is None:
        return "later"
    return "ended" if form.until_then and form.until_then < scope.day else "in_force"


def _gather(rows: Any, scope: Scope) -> None:
    for row in rows:
        row.state_then = _state(row, scope)


def _sent(answer: Answer) -> tuple[Any, str]:
    return SENT["sent" if answer.is_sent else "draft"]


FORMS = ListPage(
    key="work.ask_forms",
    label=_("Forms"),
    model=AskForm,
    source=lambda scope: AskForm.objects.visible_to(scope.by).with_version_on(scope.day),
    dress_in=lambda rows, scope: rows.with_version_on(scope.day),
    gather=_gather,
    columns=(
        Column(
            key="name",
            label=pgettext_lazy("form", "Name"),
            value=str,
            cell="work/_form_cells.html#form",
            sort=("name",),
            is_fixed=True,
            look="words",
        ),
        Column(key="about", label=_("What it asks"), look="words"),
        Column(
            key="state",
            label=pgettext_lazy("form", "State"),
            value=lambda row: STATES[row.state_then][0],
            tone=lambda row: STATES[row.state_then][1],
        ),
        Column(key="number_then", label=_("Version"), kind="number", sort=("number_then",), has_gaps=True),
        Column(key="since_then", label=_("valid from"), kind="day", sort=("since_then",), has_gaps=True),
        Column(key="code", label=pgettext_lazy("form", "Code"), sort=("code",), look="tight", is_shown=False),
        Column(
            key="origin",
            label=_("Origin"),
            value=lambda row: row.get_origin_kind_display(),
            sort=("origin_kind",),
            is_shown=False,
        ),
    ),
    order=("name",),
    search=("name", "name_en", "code", "about"),
    filters=(
        Day(key="on", label=_("As of")),
        Choice(
            key="state",
            label=pgettext_lazy("form", "State"),
            narrow=lambda rows, key, scope: rows.filter(state_q(scope.day)[key]),
            options=tuple((key, label) for key, (label, _tone) in STATES.items()),
        ),
    ),
    nothing=Empty(text=_("No form has been written yet.")),
    no_match=_("No form matches these choices."),
)
ANSWERS = ListPage(
    key="work.answers",
    label=_("Answers"),
    model=Answer,
    source=lambda scope: Answer.objects.visible_to(scope.by),
    dress=queries.with_what_a_row_prints,
    columns=(
        Column(
            key="form",
            label=_("Form"),
            value=lambda row: str(row.form),
            cell="work/_form_cells.html#answer",
            sort=("form__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="body", label=_("Body"), value=lambda row: str(row.body), sort=("body__name",), look="words"
        ),
        Column(key="subject", label=_("About"), sort=("subject",)),
        Column(key="period", label=_("Period"), sort=("period",), look="tight"),
        Column(key="revision", label=_("Revision"), kind="number", sort=("revision",)),
        Column(
            key="state",
            label=pgettext_lazy("answer", "State"),
            value=lambda row: _sent(row)[0],
            tone=lambda row: _sent(row)[1],
        ),
        Column(key="sent_at", label=_("Sent"), kind="moment", sort=("sent_at",), has_gaps=True, look="tight"),
        Column(key="saved_at", label=_("Last saved"), kind="moment", sort=("saved_at",), look="tight"),
        Column(key="saved_by", label=_("By"), value=lambda row: str(row.saved_by or "—"), is_shown=False),
        Column(
            key="origin",
            label=_("Origin"),
            value=lambda row: row.get_origin_kind_display(),
            sort=("origin_kind",),
            is_shown=False,
        ),
    ),
    order=("-saved_at",),
    search=("form__name", "form__name_en", "body__name", "subject", "period"),
    filters=(
        Choice(
            key="state",
            label=pgettext_lazy("answer", "State"),
            narrow=lambda rows, key, scope: rows.sent() if key == "sent" else rows.drafts(),
            options=tuple((key, label) for key, (label, _tone) in SENT.items()),
        ),
    ),
    nothing=Empty(
        text=_("Nothing has been answered yet."),
        label=_("See the forms"),
        leads_to=lambda: reverse("work:ask_forms"),
    ),
    no_match=_("No answer matches these choices."),
)


def register() -> None:
    """Called once, by `ready()`."""
    register_list(FORMS)
    register_list(ANSWERS)
