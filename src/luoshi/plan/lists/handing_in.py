"""The list of whose plan has come, is missing or late, as of a day (方案报送情况)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Choice, Column, Day, Empty, ListPage, YesNo
from luoshi.plan import standing_words
from luoshi.plan.models import DueList, Duty
from luoshi.plan.queries import handing_in as queries

CELLS = "plan/_duty_cells.html"


def _gather(rows, scope) -> None:
    """Give each row who hands in for it on the day."""
    found = queries.owing((row.body_id for row in rows), on=scope.day)
    for row in rows:
        row.now = found[row.body_id]


def _lists(scope):
    rows = DueList.objects.of(scope.values["plan"]).order_by("pk")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "commitment__title")]


HAND_INS = ListPage(
    key="plan.hand_ins",
    label=_("Plans to be handed in"),
    model=Duty,
    of=("plan",),
    source=lambda scope: queries.duties_asked(scope.by, plan=scope.values["plan"], on=scope.day),
    dress_in=lambda rows, scope: queries.with_state(
        rows.select_related("body__area", "due_list__commitment"), on=scope.day
    ),
    gather=_gather,
    columns=(
        Column(
            key="body",
            label=_("Body"),
            value=lambda duty: duty.body.name,
            cell=f"{CELLS}#body",
            sort=("body__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="now",
            label=_("Hands in today"),
            value=lambda duty: duty.now.name,
            cell=f"{CELLS}#now",
            is_shown=False,
        ),
        Column(
            key="kind",
            label=_("Kind"),
            value=lambda duty: duty.body.get_kind_display(),
            sort=("body__kind",),
            look="kind",
        ),
        Column(
            key="area", label=_("Area"), value=lambda duty: str(duty.body.area), sort=("body__area__code",)
        ),
        Column(
            key="owed",
            label=_("Asked how"),
            value=lambda duty: _("owes it") if duty.is_owed else _("invited"),
            sort=("is_owed",),
            look="tight",
        ),
        Column(key="due_on", label=_("Due"), kind="day", sort=("due_on",), has_gaps=True, look="tight"),
        Column(
            key="received_on",
            label=_("Came on"),
            kind="day",
            sort=("received_on",),
            has_gaps=True,
            look="tight",
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda duty: standing_words.DUTY_STATES[duty.state],
            tone=lambda duty: standing_words.DUTY_TONES[duty.state],
            sort=("state",),
        ),
        Column(
            key="commitment",
            label=_("For which commitment"),
            value=lambda duty: duty.due_list.commitment.title,
            is_shown=False,
        ),
    ),
    order=("area", "body"),
    row_anchor=lambda duty: f"d{duty.pk}",
    search=("body__name", "body__names__name"),
    filters=(
        Day(key="on", label=_("As it stood on")),
        Choice(
            key="state", label=_("State"), narrow="state", options=tuple(standing_words.DUTY_STATES.items())
        ),
        YesNo(
            key="owed",
            label=_("Asked how"),
            narrow="is_owed",
            options=(("yes", _("owes it")), ("no", _("invited"))),
        ),
        Choice(
            key="list", label=_("For which commitment"), narrow="due_list", options=_lists, is_first=False
        ),
    ),
    nothing=Empty(text=_("Nobody has been asked for a plan yet.")),
    no_match=_("No body matches these choices."),
    per=100,
)
