"""The list of what an amended document makes of each commitment (修订对照)."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Column, Empty, ListPage, Many, YesNo
from luoshi.plan import wording
from luoshi.plan.models import Amendment, AmendmentKind
from luoshi.plan.queries import amendments as queries

CELLS = "plan/_amendment_cells.html"
BECAME = pgettext_lazy("a commitment", "What became of it")


def _what(pair) -> str:
    said = [pair.get_kind_display(), gettext("stands elsewhere") if pair.is_moved else ""]
    return wording.joined(filter(None, map(str, said)))


def _said(commitment) -> str:
    if commitment is None:
        return ""
    target = getattr(commitment, "target", None)
    due = wording.due(commitment.printed_due) if commitment.printed_due else ""
    return " ".join(filter(None, [commitment.title, wording.goal(target) if target else "", due]))


CHANGES = ListPage(
    key="plan.changes",
    label=_("What changed, commitment by commitment"),
    model=Amendment,
    of=("plan",),
    source=lambda scope: queries.compared_in(scope.by, plan=scope.values["plan"]),
    dress=queries.with_what_a_row_prints,
    columns=(
        Column(
            key="what",
            label=BECAME,
            value=_what,
            cell=f"{CELLS}#what",
            sort=("kind",),
            is_fixed=True,
        ),
        Column(
            key="old",
            label=_("In the older document"),
            value=lambda pair: _said(pair.old),
            cell=f"{CELLS}#old",
            sort=("old__position",),
            has_gaps=True,
            look="words",
        ),
        Column(
            key="new",
            label=_("In the newer document"),
            value=lambda pair: _said(pair.new),
            cell=f"{CELLS}#new",
            sort=("position",),
            look="words",
        ),
    ),
    order=("new",),
    search=("old__title", "new__title"),
    filters=(
        Many(key="kind", label=BECAME, narrow="kind__in", options=AmendmentKind.choices),
        YesNo(key="moved", label=_("Stands elsewhere"), narrow="is_moved"),
    ),
    nothing=Empty(text=_("This plan has not been compared with another one.")),
    no_match=_("No commitment matches these choices."),
)
