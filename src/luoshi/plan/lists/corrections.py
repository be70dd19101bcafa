"""The list of what officers corrected in a reading (修改记录)."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Many, YesNo
from luoshi.plan import wording
from luoshi.plan.models import Correction, CorrectionAct
from luoshi.plan.queries import corrections as queries

CELLS = "plan/_correction_cells.html"
DONE = pgettext_lazy("to a fact", "What was done")
FACTS = {
    "commitment": _("commitment"),
    "responsibility": _("who answers"),
    "section": _("section"),
}


def _fact(correction) -> str:
    return str(next(label for name, label in FACTS.items() if getattr(correction, f"{name}_id")))


def _who(correction) -> str:
    return str(correction.chosen_by or gettext("the system"))


def _state(correction):
    return _("taken back") if correction.withdrawn_at else _("stands")


def _of_fact(rows, fact, scope):
    return rows.filter(**{f"{fact}__isnull": False})


CORRECTIONS = ListPage(
    key="plan.corrections",
    label=_("Corrections"),
    model=Correction,
    of=("plan",),
    source=lambda scope: queries.corrected_in(scope.by, plan=scope.values["plan"]),
    dress=queries.with_what_a_row_prints,
    columns=(
        Column(
            key="title", label=_("Fact"), cell=f"{CELLS}#title", sort=("start",), is_fixed=True, look="words"
        ),
        Column(key="fact", label=_("Kind"), value=_fact, look="kind"),
        Column(
            key="act",
            label=DONE,
            value=lambda correction: correction.get_act_display(),
            sort=("act",),
        ),
        Column(key="change", label=_("From what to what"), value=wording.corrected, cell=f"{CELLS}#change"),
        Column(key="reason", label=_("Grounds"), sort=("reason",)),
        Column(
            key="who",
            label=pgettext_lazy("a correction", "By"),
            value=_who,
            sort=("chosen_by__display_name",),
            look="tight",
        ),
        Column(
            key="at",
            label=_("On"),
            kind="moment",
            value=lambda correction: correction.chosen_at,
            sort=("chosen_at",),
            look="tight",
        ),
        Column(
            key="state",
            label=_("State"),
            value=_state,
            cell=f"{CELLS}#state",
            sort=("withdrawn_at",),
            has_gaps=True,
        ),
    ),
    order=("-at",),
    tie=("-pk",),
    search=("title", "reason"),
    filters=(
        Many(key="act", label=DONE, narrow="act__in", options=CorrectionAct.choices),
        Choice(key="fact", label=_("Kind"), narrow=_of_fact, options=tuple(FACTS.items())),
        YesNo(
            key="stands",
            label=_("State"),
            narrow=lambda rows, is_standing, scope: rows.filter(withdrawn_at__isnull=is_standing),
            options=(("yes", _("stands")), ("no", _("taken back"))),
        ),
        Between(key="on", label=_("On"), narrow="chosen_at", is_moment=True, is_first=False),
    ),
    nothing=Empty(text=_("Nothing was corrected: the plan stands as the machine has read it.")),
    no_match=_("No correction matches these choices."),
)
