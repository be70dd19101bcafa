"""The list of what turned between two days: from which standing to which, why, by which act (进展变化)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.saying import act_label
from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage
from luoshi.plan import standing_words, wording
from luoshi.plan.models import Standing
from luoshi.plan.queries import standings as queries

CELLS = "plan/_turn_cells.html"


def _gather(rows, scope) -> None:
    behind = queries.acts_behind(rows)
    for row in rows:
        row.acts = [act_label(entry.code) for entry in behind[row.recorded_at]]


TURNS = ListPage(
    key="plan.turns",
    label=_("What turned"),
    model=Standing,
    of=("plan",),
    source=lambda scope: queries.turned(scope.by, plan=scope.values["plan"]),
    dress=queries.with_what_was_before,
    gather=_gather,
    columns=(
        Column(
            key="at",
            label=_("Recorded"),
            kind="moment",
            value=lambda row: row.recorded_at,
            sort=("recorded_at",),
        ),
        Column(
            key="commitment",
            label=_("Commitment"),
            value=lambda row: row.instrument.commitment.title,
            cell=f"{CELLS}#commitment",
            sort=("instrument__commitment__title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="before",
            label=pgettext_lazy("standing", "before"),
            value=lambda row: standing_words.STATUSES.get(row.before, ""),
            cell=f"{CELLS}#before",
            look="tight",
        ),
        Column(
            key="after",
            label=pgettext_lazy("standing", "since then"),
            value=lambda row: standing_words.STATUSES[row.status],
            tone=lambda row: standing_words.STATUS_TONES[row.status],
            sort=("status",),
        ),
        Column(key="why", label=_("Why"), value=lambda row: standing_words.said(row.reason, row.values)),
        Column(key="acts", label=_("By which act"), value=lambda row: wording.joined(row.acts)),
    ),
    order=("-at",),
    tie=("-on", "-pk"),
    search=("instrument__commitment__title",),
    filters=(
        Between(key="recorded", label=_("Recorded"), narrow="recorded_at", is_moment=True),
        Choice(
            key="status",
            label=_("Since then"),
            narrow="status",
            options=tuple(standing_words.STATUSES.items()),
        ),
    ),
    nothing=Empty(text=_("Nothing has a standing yet: no commitment has an instrument.")),
    no_match=_("Nothing that turned matches these choices."),
)
