"""The papers that bodies issue (发文一览)."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage
from luoshi.kit.lists.filters import Options, Scope
from luoshi.work.models import OutgoingPaper, PaperEntry, PaperState
from luoshi.work.paper_kinds import PAPER_KINDS

NUMBER = re.compile(r"^(\D*)[〔\[(（](\d{4})[〕\])）](\d{1,9})号?$")
TONES = {PaperState.DRAFT: "amber", PaperState.SIGNED: "green", PaperState.VOID: "grey"}


def kinds() -> Options:
    return [(kind.code, str(kind.label)) for kind in PAPER_KINDS.values()]


def _with_official(rows: Any) -> Any:
    """With the registry's number that was entered last."""
    entries = PaperEntry.objects.filter(paper=OuterRef("pk")).exclude(official_number="").order_by("-pk")
    return rows.annotate(official=Subquery(entries.values("official_number")[:1]))


def _dress(rows: Any) -> Any:
    return _with_official(rows.select_related("body", "drafted_by", "matter"))


def _registered(word: str, scope: Scope) -> Q:
    """Papers that the registry has under such a number."""
    entries = PaperEntry.objects.filter(official_number__icontains=word)
    return Q(pk__in=entries.values("paper"))


def _numbered(word: str, scope: Scope) -> Q:
    """Papers of that number, written whole: 催办〔2025〕3号."""
    found = NUMBER.match(word)
    if found is None:
        return Q(pk__in=[])
    series, year, number = found.groups()
    return Q(series__icontains=series, year=int(year), number=int(number))


PAPERS = ListPage(
    key="work.papers",
    label=_("Papers issued"),
    model=OutgoingPaper,
    source=lambda scope: OutgoingPaper.objects.visible_to(scope.by),
    dress=_dress,
    columns=(
        Column(
            key="numbered",
            label=_("Paper number"),
            leads_to=lambda paper: reverse("work:paper", args=[paper.pk]),
            sort=("series", "year", "number"),
            is_fixed=True,
        ),
        Column(
            key="kind",
            label=_("Kind of paper"),
            value=lambda paper: str(PAPER_KINDS[paper.kind].label),
            sort=("kind",),
        ),
        Column(
            key="about",
            label=_("About what"),
            value=lambda paper: paper.matter.title if paper.matter else paper.title,
            look="words",
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda paper: paper.get_state_display(),
            tone=lambda paper: TONES[paper.state],
            sort=("state",),
        ),
        Column(
            key="official",
            label=_("Registry number"),
            value=lambda paper: paper.official or "",
            sort=("official",),
            prepare=_with_official,
            has_gaps=True,
        ),
        Column(
            key="signed_on",
            label=_("Signed on"),
            kind="day",
            sort=("signed_on",),
            has_gaps=True,
            look="tight",
        ),
        Column(key="signer_name", label=_("Signed by"), sort=("signer_name",)),
        Column(
            key="body", label=_("Of which body"), value=lambda paper: paper.body.name, sort=("body__name",)
        ),
        Column(
            key="drafted_at",
            label=_("Drafted on"),
            kind="moment",
            sort=("drafted_at",),
            look="tight",
            is_shown=False,
        ),
        Column(
            key="drafted_by",
            label=_("Drafted by"),
            value=lambda paper: paper.drafted_by.display_name if paper.drafted_by else "",
            is_shown=False,
        ),
    ),
    order=("-drafted_at",),
    search=("title", "matter__title", "matter__number", "signer_name", _registered, _numbered),
    filters=(
        Choice(key="state", label=_("State"), narrow="state", options=PaperState.choices),
        Choice(key="kind", label=_("Kind of paper"), narrow="kind", options=lambda scope: kinds()),
        Between(key="signed", label=_("Signed on"), narrow="signed_on", is_first=False),
    ),
    row_anchor=lambda paper: f"p{paper.pk}",
    nothing=Empty(text=_("No body that you serve has issued a paper here.")),
    no_match=_("No paper matches these choices."),
)
