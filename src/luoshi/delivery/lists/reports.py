"""The list of progress reports (进展报告一览)."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.models import ProgressReport
from luoshi.delivery.procedures import REPORT
from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage
from luoshi.work.procedure import PROCEDURES

TONES = {"sent": "blue", "returned": "amber", "accepted": "green", "mended": "grey"}


def with_evidence(rows):
    """Reports with how much each rests on."""
    return rows.annotate(rests_on=Count("evidence"))


REPORTS = ListPage(
    key="delivery.reports",
    label=_("Progress reports"),
    model=ProgressReport,
    source=lambda scope: with_evidence(ProgressReport.objects.visible_to(scope.by)),
    dress=lambda rows: with_evidence(rows.select_related("body", "matter")),
    columns=(
        Column(
            key="title",
            label=_("Report"),
            value=lambda row: row.matter.title,
            leads_to=lambda row: reverse("delivery:report", args=[row.pk]),
            sort=("matter__title",),
            is_fixed=True,
            look="words",
        ),
        Column(key="period", label=_("Period"), sort=("period",), look="tight"),
        Column(
            key="body",
            label=_("Reporting body"),
            value=lambda row: row.body.name,
            sort=("body__name",),
            look="words",
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda row: PROCEDURES[REPORT].state_label(row.matter.state),
            tone=lambda row: TONES[row.matter.state],
            sort=("matter__state",),
        ),
        Column(key="rests_on", label=_("Evidence"), kind="number", sort=("rests_on",)),
        Column(key="reported_at", label=_("Reported on"), kind="moment", sort=("reported_at",), look="tight"),
        Column(
            key="accepted_at",
            label=_("Accepted on"),
            kind="moment",
            sort=("accepted_at",),
            has_gaps=True,
            is_shown=False,
        ),
    ),
    order=("-reported_at",),
    search=("matter__title", "body__name", "done", "problems"),
    filters=(
        Choice(
            key="state",
            label=_("State"),
            narrow="matter__state",
            options=lambda scope: [(each.code, str(each.label)) for each in PROCEDURES[REPORT].states],
        ),
        Between(key="reported", label=_("Reported on"), narrow="reported_at", is_moment=True, is_first=False),
    ),
    row_anchor=lambda row: f"r{row.pk}",
    nothing=Empty(text=_("Nothing has been reported yet.")),
    no_match=_("No report matches these choices."),
)
