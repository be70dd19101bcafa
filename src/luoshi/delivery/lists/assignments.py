"""The list of assignments (督办台账)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.delivery import wording
from luoshi.delivery.models import Assignment, Completion, SourceKind
from luoshi.delivery.procedures import ASSIGNMENT
from luoshi.delivery.queries import assignments as queries
from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Named, YesNo
from luoshi.kit.lists.filters import Scope
from luoshi.work.procedure import PROCEDURES

CELLS = "delivery/_assignment_cells.html"


def _state(assignment: Assignment) -> str:
    return PROCEDURES[ASSIGNMENT].state_label(assignment.matter.state)


def _gather(rows: Any, scope: Scope) -> None:
    queries.with_lights(rows, on=scope.day)


ASSIGNMENTS = ListPage(
    key="delivery.assignments",
    label=_("Assignments"),
    model=Assignment,
    source=lambda scope: queries.seen(scope.by),
    dress=lambda rows: queries.with_days(rows.select_related("matter", "lead", "issuer", "source")),
    gather=_gather,
    columns=(
        Column(
            key="title",
            label=_("Task"),
            cell=f"{CELLS}#title",
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="number",
            label=_("Number of the matter"),
            value=lambda row: row.matter.number,
            sort=("matter__number",),
            look="tight",
        ),
        Column(
            key="light",
            label=_("Light"),
            value=lambda row: wording.LIGHTS[row.light],
            tone=lambda row: wording.TONES[row.light],
        ),
        Column(key="state", label=_("State"), value=_state, sort=("matter__state",)),
        Column(
            key="lead",
            label=_("Leading body"),
            value=lambda row: row.lead.name,
            sort=("lead__name",),
            look="words",
        ),
        Column(
            key="due_on",
            label=_("To be done by"),
            kind="day",
            value=lambda row: row.due_now,
            sort=("due_now",),
            has_gaps=True,
            look="tight",
        ),
        Column(
            key="issuer",
            label=_("Issued in the name of"),
            value=lambda row: row.issuer.name,
            sort=("issuer__name",),
            is_shown=False,
        ),
        Column(
            key="source", label=_("Where it comes from"), value=lambda row: str(row.source), is_shown=False
        ),
        Column(
            key="first_due_on",
            label=_("First due on"),
            kind="day",
            value=lambda row: row.due_on,
            sort=("due_on",),
            has_gaps=True,
            is_shown=False,
        ),
        Column(key="reports", label=_("Reports"), kind="number", sort=("reports",), is_shown=False),
        Column(key="urged", label=_("Times urged"), kind="number", sort=("urged",), is_shown=False),
        Column(
            key="accepted_at",
            label=_("Accepted as done on"),
            kind="moment",
            sort=("accepted_at",),
            has_gaps=True,
            is_shown=False,
        ),
        Column(
            key="struck_off_at",
            label=_("Struck off on"),
            kind="moment",
            sort=("struck_off_at",),
            has_gaps=True,
            is_shown=False,
        ),
    ),
    order=("due_on",),
    search=("title", "matter__number", "lead__name", "source__title", "source__number"),
    filters=(
        Choice(
            key="state",
            label=_("State"),
            narrow="matter__state",
            options=lambda scope: [(each.code, str(each.label)) for each in PROCEDURES[ASSIGNMENT].states],
        ),
        YesNo(
            key="late",
            label=_("Late"),
            narrow=lambda rows, is_late, scope: (
                rows.late(on=scope.day) if is_late else rows.not_late(on=scope.day)
            ),
        ),
        Named(
            key="lead",
            label=_("Leading body"),
            narrow=lambda rows, name, scope: rows.filter(lead__name__icontains=name),
            suggested=lambda scope: queries.leads(scope.by),
        ),
        Choice(
            key="source",
            label=_("Where it comes from"),
            narrow="source__kind",
            options=tuple(SourceKind.choices),
            is_first=False,
        ),
        Choice(
            key="completion",
            label=_("When it is done"),
            narrow="completion",
            options=tuple(Completion.choices),
            is_first=False,
        ),
        Between(key="due", label=_("To be done by"), narrow="due_now", is_first=False),
    ),
    row_anchor=lambda row: f"a{row.pk}",
    nothing=Empty(text=_("Nothing has been issued yet that you have a part in.")),
    no_match=_("No assignment matches these choices."),
)
