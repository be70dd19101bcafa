"""How long each step of the procedures takes, and how many are late (环节用时统计)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Column, Empty, ListPage, Scope
from luoshi.work.lists.figures import CountedOf, Within, with_figures
from luoshi.work.lists.turns import procedures
from luoshi.work.models import Turn
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries.step_times import StepTimes, done_turns, step_times
from luoshi.work.queries.workdays import calendar

YEAR = timedelta(days=365)
NAMES = ("number", "median", "ninetieth", "median_days", "ninetieth_days", "late", "late_share")


def period(scope: Scope) -> tuple[date, date]:
    """The days within which steps are counted: those that were chosen, else the last year."""
    last = scope.memo.get("done_until", scope.on)
    return scope.memo.get("done_from", last - YEAR), last


def found(scope: Scope) -> list[StepTimes]:
    """The steps with their figures, counted once a page."""
    return scope.once("step times", lambda: _counted(scope))


def _counted(scope: Scope) -> list[StepTimes]:
    first, last = period(scope)
    turns = done_turns(scope.by, first=first, last=last)
    if chosen := scope.memo.get("procedure"):
        turns = turns.filter(matter__procedure=chosen)
    return step_times(turns, by=calendar())


def _figured(rows: Any, scope: Scope) -> Any:
    return with_figures(rows, {step.pk: step.numbers for step in found(scope)}, NAMES)


def _days(key: str, label: Any, *, is_shown: bool = True) -> Column:
    return Column(key=key, label=label, kind="number", sort=(key,), look="tight", is_shown=is_shown)


STEP_TIMES = ListPage(
    key="work.step_times",
    label=_("How long steps take"),
    model=Turn,
    source=lambda scope: _figured(Turn.objects.all(), scope),
    dress_in=lambda rows, scope: _figured(rows.select_related("matter"), scope),
    columns=(
        Column(
            key="procedure",
            label=_("Procedure"),
            value=lambda turn: str(PROCEDURES[turn.matter.procedure].label),
            leads_to=lambda turn: reverse("work:procedure", args=[turn.matter.procedure]),
            sort=("matter__procedure",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="state",
            label=_("Step"),
            value=lambda turn: PROCEDURES[turn.matter.procedure].state_label(turn.state),
            sort=("state",),
            is_fixed=True,
        ),
        Column(
            key="relation",
            label=_("Waits for"),
            value=lambda turn: PROCEDURES[turn.matter.procedure].relation_label(turn.relation),
            sort=("relation",),
        ),
        _days("number", _("Times done")),
        _days("median", _("Working days, half of them within")),
        _days("ninetieth", _("Working days, nine in ten within")),
        _days("median_days", _("Days, half of them within"), is_shown=False),
        _days("ninetieth_days", _("Days, nine in ten within"), is_shown=False),
        _days("late", _("Late")),
        Column(
            key="late_share",
            label=_("Late, of those with a day (%)"),
            kind="number",
            sort=("late_share",),
            has_gaps=True,
            look="tight",
        ),
    ),
    order=("procedure", "-ninetieth"),
    filters=(
        CountedOf(
            key="procedure",
            label=_("Procedure"),
            narrow="matter__procedure",
            options=lambda scope: procedures(),
        ),
        Within(key="done", label=_("Done on"), narrow="closed_at"),
    ),
    row_anchor=lambda turn: f"t{turn.pk}",
    nothing=Empty(text=_("No step was done within the last year in a matter that you may see.")),
    no_match=_("No step was done within these days."),
)
