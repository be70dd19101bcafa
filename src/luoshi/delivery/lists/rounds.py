"""Rounds of reporting, and who has reported in one (填报批次)."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.models import ReportRound, RoundAsk
from luoshi.delivery.queries import rounds as queries
from luoshi.kit.lists import Choice, Column, Empty, ListPage

STATES = {
    "reported": (_("reported"), "green"),
    "late": (_("late"), "red"),
    "missing": (_("not reported yet"), "amber"),
    "dropped": (_("no longer asked"), "grey"),
}


def _narrow(rows, key, scope):
    return rows.filter(
        {
            "reported": Q(matter__state="reported"),
            "late": Q(matter__state="asked", round__due_on__lt=scope.day),
            "missing": Q(matter__state="asked", round__due_on__gte=scope.day),
            "dropped": Q(matter__state="dropped"),
        }[key]
    )


def _gather(rows, scope) -> None:
    for row in rows:
        row.came = queries.state_of(row, on=scope.day)


ROUNDS = ListPage(
    key="delivery.rounds",
    label=_("Rounds of reporting"),
    model=ReportRound,
    source=lambda scope: queries.rounds(scope.by),
    dress=lambda rows: queries.with_counts(rows.select_related("issuer")),
    columns=(
        Column(
            key="period",
            label=_("Period"),
            leads_to=lambda row: reverse("delivery:round", args=[row.pk]),
            sort=("period",),
            is_fixed=True,
        ),
        Column(
            key="issuer",
            label=_("Asked by"),
            value=lambda row: row.issuer.name,
            sort=("issuer__name",),
            look="words",
        ),
        Column(key="due_on", label=_("Due on"), kind="day", sort=("due_on",), look="tight"),
        Column(key="asked", label=_("Asked"), kind="number", sort=("asked",)),
        Column(key="reported", label=_("Reported"), kind="number", sort=("reported",)),
    ),
    order=("-period",),
    search=("period", "issuer__name"),
    row_anchor=lambda row: f"n{row.pk}",
    nothing=Empty(text=_("No round of reporting has been opened yet.")),
    no_match=_("No round matches these choices."),
)
ROUND_BODIES = ListPage(
    key="delivery.round_bodies",
    label=_("Who has reported"),
    model=RoundAsk,
    of=("round",),
    source=lambda scope: queries.asked_in(scope.values["round"], by=scope.by),
    gather=_gather,
    columns=(
        Column(
            key="body",
            label=_("Reporting body"),
            value=lambda row: row.body.name,
            leads_to=lambda row: reverse("delivery:round_of", args=[row.pk]),
            sort=("body__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="came",
            label=_("State"),
            value=lambda row: STATES[row.came][0],
            tone=lambda row: STATES[row.came][1],
        ),
        Column(
            key="due_on",
            label=_("Due on"),
            kind="day",
            value=lambda row: row.round.due_on,
            sort=("round__due_on",),
            look="tight",
        ),
        Column(
            key="ended_at",
            label=_("Reported on"),
            kind="moment",
            value=lambda row: row.matter.ended_at,
            sort=("matter__ended_at",),
            has_gaps=True,
            look="tight",
        ),
    ),
    order=("body",),
    search=("body__name",),
    filters=(
        Choice(
            key="came",
            label=_("State"),
            narrow=_narrow,
            options=tuple((key, label) for key, (label, _tone) in STATES.items()),
        ),
    ),
    row_anchor=lambda row: f"b{row.pk}",
    nothing=Empty(text=_("Nobody was asked in this round.")),
    no_match=_("No body matches these choices."),
)
