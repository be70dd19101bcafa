"""The list of documents that were handed in (文件一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, YesNo
from luoshi.plan.models import Document
from luoshi.plan.queries import documents as queries

FORMATS = {"txt": "txt", "html": "html", "docx": "docx", "pdf": "pdf"}


def _simulated(rows, is_wanted, scope):
    return rows.simulated() if is_wanted else rows.without_simulated()


DOCUMENTS = ListPage(
    key="plan.documents",
    label=_("Documents"),
    model=Document,
    source=lambda scope: Document.objects.visible_to(scope.by).filter(plan__ready_at__isnull=False),
    dress=queries.with_what_a_row_prints,
    columns=(
        Column(
            key="title",
            label=_("Document"),
            leads_to=lambda document: reverse("plan:document", args=[document.plan.slug]),
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(key="number", label=_("Document number"), sort=("number",), look="tight"),
        Column(key="issuer", label=_("Issued by"), sort=("issuer",)),
        Column(
            key="issued_on",
            label=_("Issued on"),
            kind="day",
            sort=("issued_on",),
            has_gaps=True,
            look="tight",
        ),
        Column(key="format", label=_("File"), sort=("format",)),
        Column(key="origin", label=_("Origin"), value=lambda document: document.get_origin_kind_display()),
        Column(
            key="handed_in",
            label=_("Handed in on"),
            kind="moment",
            value=lambda document: document.created_at,
            sort=("created_at",),
            look="tight",
        ),
    ),
    order=("-handed_in",),
    tie=("-pk",),
    search=("title", "number", "issuer"),
    filters=(
        Choice(key="format", label=_("File"), narrow="format", options=tuple(FORMATS.items())),
        Between(key="issued", label=_("Issued on"), narrow="issued_on"),
        YesNo(key="simulated", label=_("Simulated"), narrow=_simulated),
    ),
    nothing=Empty(
        text=_("No document has been read yet."),
        label=_("Read a document"),
        leads_to=lambda: reverse("plan:hand_in"),
    ),
    no_match=_("No document matches these choices."),
)
