"""The papers that others have sent (收文一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Column, Empty, ListPage
from luoshi.work.models import SentPaper

RECEIVED = ListPage(
    key="work.papers_received",
    label=_("Papers received"),
    model=SentPaper,
    source=lambda scope: SentPaper.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("paper__body", "to"),
    columns=(
        Column(
            key="title",
            label=_("Title"),
            value=lambda row: row.paper.title,
            leads_to=lambda row: reverse("work:paper_received", args=[row.pk]),
            sort=("paper__title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="body",
            label=_("From which body"),
            value=lambda row: row.paper.body.name,
            sort=("paper__body__name",),
            look="words",
        ),
        Column(key="numbered", label=_("Paper number"), value=lambda row: row.paper.numbered),
        Column(
            key="signed_on",
            label=_("Signed on"),
            kind="day",
            value=lambda row: row.paper.signed_on,
            sort=("paper__signed_on",),
            look="tight",
        ),
        Column(key="sent_at", label=_("Received on"), kind="moment", sort=("sent_at",), look="tight"),
        Column(
            key="to", label=_("Sent to"), value=lambda row: row.to.name, sort=("to__name",), is_shown=False
        ),
    ),
    order=("-sent_at",),
    search=("paper__title", "paper__body__name", "paper__series"),
    filters=(Between(key="sent", label=_("Received on"), narrow="sent_at", is_moment=True, is_first=False),),
    row_anchor=lambda row: f"s{row.pk}",
    nothing=Empty(text=_("No body has sent a paper to those that you serve.")),
    no_match=_("No paper matches these choices."),
)
