"""Chains that bodies have decided (签批链一览), and the drafts that go by them (签批稿一览)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage
from luoshi.kit.lists.filters import Scope
from luoshi.work.lists.turns import procedures
from luoshi.work.models import Chain, DraftState, MoveDraft
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries.chains import steps_of

TONES = {
    DraftState.SIGNING: "blue",
    DraftState.RETURNED: "amber",
    DraftState.SIGNED: "green",
    DraftState.DROPPED: "grey",
    DraftState.OVERTAKEN: "grey",
}


def _move_label(row: Any, procedure: str) -> str:
    return PROCEDURES[procedure].move_label(row.move)


def _gather(chains: Any, scope: Scope) -> None:
    steps = steps_of(chains)
    for chain in chains:
        chain.words = " → ".join(step.words for step in steps.get(chain.pk, []))


CHAINS = ListPage(
    key="work.chains",
    label=_("Signatures inside bodies"),
    model=Chain,
    source=lambda scope: Chain.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("body", "set_by"),
    gather=_gather,
    columns=(
        Column(
            key="move",
            label=_("Step"),
            value=lambda chain: _move_label(chain, chain.procedure),
            leads_to=lambda chain: reverse("work:chains_of", args=[chain.body_id]),
            sort=("procedure", "move"),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="procedure",
            label=_("Procedure"),
            value=lambda chain: str(PROCEDURES[chain.procedure].label),
            sort=("procedure",),
        ),
        Column(
            key="body", label=_("Of which body"), value=lambda chain: chain.body.name, sort=("body__name",)
        ),
        Column(
            key="words",
            label=_("Who signs"),
            value=lambda chain: chain.words or gettext("nobody"),
            look="words",
        ),
        Column(key="valid_from", label=_("Holds from"), kind="day", sort=("valid_from",), look="tight"),
        Column(key="clause", label=_("By which decision"), look="words"),
        Column(
            key="set_by",
            label=_("Set by"),
            value=lambda chain: chain.set_by.display_name if chain.set_by else "",
            is_shown=False,
        ),
        Column(key="set_at", label=_("Set on"), kind="moment", sort=("set_at",), is_shown=False),
    ),
    order=("-valid_from",),
    search=("clause", "body__name"),
    filters=(
        Choice(key="procedure", label=_("Procedure"), narrow="procedure", options=lambda scope: procedures()),
        Between(key="valid_from", label=_("Holds from"), narrow="valid_from", is_first=False),
    ),
    row_anchor=lambda chain: f"c{chain.pk}",
    nothing=Empty(text=_("No body that you serve has decided that anything is signed.")),
    no_match=_("No chain matches these choices."),
)
DRAFTS = ListPage(
    key="work.drafts",
    label=_("Drafts for signature"),
    model=MoveDraft,
    source=lambda scope: MoveDraft.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("matter", "body", "ended_by"),
    columns=(
        Column(
            key="title",
            label=_("What"),
            value=lambda draft: draft.matter.title,
            leads_to=lambda draft: reverse("work:draft", args=[draft.pk]),
            sort=("matter__title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="move",
            label=_("Step"),
            value=lambda draft: _move_label(draft, draft.matter.procedure),
            sort=("move",),
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda draft: draft.get_state_display(),
            tone=lambda draft: TONES[draft.state],
            sort=("state",),
        ),
        Column(
            key="number",
            label=_("Matter number"),
            value=lambda draft: draft.matter.number,
            sort=("matter__number",),
            look="tight",
        ),
        Column(
            key="body", label=_("Of which body"), value=lambda draft: draft.body.name, sort=("body__name",)
        ),
        Column(key="begun_at", label=_("Drafted on"), kind="moment", sort=("begun_at",), look="tight"),
        Column(
            key="ended_at",
            label=_("Ended on"),
            kind="moment",
            sort=("ended_at",),
            has_gaps=True,
            is_shown=False,
        ),
    ),
    order=("-begun_at",),
    search=("matter__title", "matter__number"),
    filters=(
        Choice(key="state", label=_("State"), narrow="state", options=DraftState.choices),
        Between(key="begun", label=_("Drafted on"), narrow="begun_at", is_moment=True, is_first=False),
    ),
    row_anchor=lambda draft: f"d{draft.pk}",
    nothing=Empty(text=_("No step of a body that you serve has been drafted for signature.")),
    no_match=_("No draft matches these choices."),
)
