"""Which body waits for which (谁在等谁)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import MOST_ROWS, Column, Empty, ListPage, Named, Scope, YesNo
from luoshi.work.lists.figures import CountedOf, with_figures
from luoshi.work.lists.turns import procedures
from luoshi.work.models import Turn
from luoshi.work.queries.waiting import desk_names, open_turns, pairs, with_waiter_named

NAMES = ("number", "late", "longest")


def _figures(scope: Scope) -> dict[int, dict[str, int | None]]:
    """The pairs with their figures, counted once a page."""
    return scope.once("pairs", lambda: _counted(scope))


def _counted(scope: Scope) -> dict[int, dict[str, int | None]]:
    turns = open_turns(scope.by)
    if chosen := scope.memo.get("procedure"):
        turns = turns.filter(matter__procedure=chosen)
    return {pair.pk: pair.numbers(on=scope.on) for pair in pairs(turns, on=scope.on)}


def _figured(rows: Any, scope: Scope) -> Any:
    return with_figures(with_waiter_named(rows), _figures(scope), NAMES)


def _link(turn: Turn) -> str:
    """The matters of which something lies on this desk."""
    return f"{reverse('work:matters')}?{urlencode({'open': 'yes', 'waits_on': turn.desk.name})}"


WHO_WAITS = ListPage(
    key="work.who_waits",
    label=_("Who waits for whom"),
    model=Turn,
    source=lambda scope: _figured(Turn.objects.waiting(), scope),
    dress_in=lambda rows, scope: _figured(rows.select_related("desk"), scope),
    columns=(
        Column(
            key="desk",
            label=_("It lies with"),
            value=lambda turn: turn.desk.name,
            leads_to=_link,
            sort=("desk__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="waiter",
            label=_("Who waits"),
            value=lambda turn: turn.waiter_name,
            sort=("waiter_name",),
            is_fixed=True,
            look="words",
        ),
        Column(key="number", label=_("Things"), kind="number", sort=("number",), look="tight"),
        Column(key="late", label=_("Late"), kind="number", sort=("late",), look="tight"),
        Column(key="longest", label=_("Longest, in days"), kind="number", sort=("longest",), look="tight"),
    ),
    order=("-late", "-number"),
    search=("desk__name", "waiter_name"),
    filters=(
        CountedOf(
            key="procedure",
            label=_("Procedure"),
            narrow="matter__procedure",
            options=lambda scope: procedures(),
        ),
        Named(
            key="desk",
            label=_("It lies with"),
            narrow="desk__name",
            suggested=lambda scope: desk_names(scope.by)[:MOST_ROWS],
        ),
        YesNo(
            key="late",
            label=_("Late"),
            narrow=lambda rows, is_late, scope: rows.filter(late__gt=0) if is_late else rows.filter(late=0),
            options=(("yes", _("something is late")), ("no", _("nothing is late"))),
        ),
    ),
    row_anchor=lambda turn: f"t{turn.pk}",
    nothing=Empty(text=_("No body waits for another in a matter that you may see.")),
    no_match=_("No body that waits for another matches these choices."),
)
