"""The draws of spot checks (抽查批次)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.models import CheckDraw
from luoshi.delivery.queries import checks as queries
from luoshi.kit.lists import Column, Empty, ListPage, YesNo

CHECKS = ListPage(
    key="delivery.checks",
    label=_("Spot checks"),
    model=CheckDraw,
    source=lambda scope: CheckDraw.objects.filter(pk__in=queries.draws(scope.by).values("pk")),
    dress=queries.with_counts,
    columns=(
        Column(
            key="title",
            label=_("Name of the draw"),
            leads_to=lambda row: reverse("delivery:check_draw", args=[row.pk]),
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="supervisor",
            label=_("Drawn by"),
            value=lambda row: row.supervisor.name,
            sort=("supervisor__name",),
            look="words",
        ),
        Column(
            key="announced_at", label=_("Announced on"), kind="moment", sort=("announced_at",), look="tight"
        ),
        Column(
            key="drawn_at",
            label=_("Drawn on"),
            kind="moment",
            sort=("drawn_at",),
            has_gaps=True,
            look="tight",
        ),
        Column(key="population", label=_("Could be drawn"), kind="number", sort=("population",)),
        Column(key="size", label=_("How many are drawn"), kind="number", sort=("size",)),
        Column(key="checked", label=_("Checked on the spot"), kind="number", sort=("checked",)),
        Column(key="failed", label=_("Does not hold"), kind="number", sort=("failed",)),
    ),
    order=("-announced_at",),
    search=("title", "supervisor__name"),
    filters=(
        YesNo(
            key="drawn",
            label=_("Drawn"),
            narrow=lambda rows, is_drawn, scope: rows.filter(drawn_at__isnull=not is_drawn),
        ),
    ),
    row_anchor=lambda row: f"d{row.pk}",
    nothing=Empty(text=_("No spot check has been announced yet.")),
    no_match=_("No draw matches these choices."),
)
