"""The list of lists that were handed in (导入批次一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.imports import LISTS, showing
from luoshi.kernel.models import ImportState, ListImport
from luoshi.kernel.services import imports as services
from luoshi.kit.lists import Between, BulkAct, Choice, Column, Empty, ListPage, Many


def _figures(batch: ListImport) -> str:
    return " · ".join(f"{each['label']} {each['number']}" for each in showing.figures(batch))


IMPORTS = ListPage(
    key="kernel.imports",
    label=_("Handed in"),
    model=ListImport,
    source=lambda scope: ListImport.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("upload", "by"),
    columns=(
        Column(
            key="file",
            label=_("File"),
            value=lambda batch: batch.upload.name,
            leads_to=lambda batch: reverse("kernel:import", args=[batch.pk]),
            sort=("upload__name",),
            is_fixed=True,
        ),
        Column(key="kind", label=_("List"), value=showing.label_of, sort=("kind",)),
        Column(
            key="state",
            label=_("State"),
            value=lambda batch: batch.get_state_display(),
            tone=lambda batch: showing.TONES[ImportState(batch.state)],
            sort=("state",),
        ),
        Column(key="rows", label=_("Rows"), value=_figures),
        Column(key="at", label=_("Handed in on"), kind="moment", sort=("at",), look="tight"),
        Column(key="by", label=_("By"), value=lambda batch: batch.by.display_name if batch.by else ""),
        Column(
            key="applied_at",
            label=_("Taken over on"),
            kind="moment",
            sort=("applied_at",),
            has_gaps=True,
            look="tight",
            is_shown=False,
        ),
    ),
    order=("-at",),
    tie=("-pk",),
    search=("upload__name",),
    filters=(
        Many(key="state", label=_("State"), narrow="state__in", options=ImportState.choices),
        Choice(
            key="kind",
            label=_("List"),
            narrow="kind",
            options=lambda scope: [(code, kind.label) for code, kind in LISTS.items()],
        ),
        Between(key="handed_in", label=_("Handed in on"), narrow="at", is_moment=True),
    ),
    bulk=(
        BulkAct(
            key="discard",
            label=_("Give up"),
            act="kernel.import_lists",
            question=_("Give these lists up? Nothing of them is taken over; what has been taken over stays."),
            perform=lambda batch, by, at: services.discard_import(batch=batch, by=by, at=at),
        ),
    ),
    nothing=Empty(text=_("No list has been handed in yet.")),
    no_match=_("No list matches these choices."),
)
