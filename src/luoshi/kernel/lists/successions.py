"""The list of what became of agencies, and that of the functions that somebody must decide about (沿革、待决定事项)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from luoshi.kernel.access import is_allowed
from luoshi.kernel.models import (
    FunctionHandover,
    PartySide,
    Succession,
    SuccessionKind,
    SuccessionParty,
)
from luoshi.kernel.queries import successions as queries
from luoshi.kit.lists import Between, Column, Empty, ListPage, Many, YesNo
from luoshi.kit.lists.filters import Scope

EVENTS = "kernel/_succession_cells.html"
LINES = "kernel/_decision_cells.html"
BEFORE = pgettext_lazy("side of an event", "Before")
AFTER = pgettext_lazy("side of an event", "After")


def _parties(event: Any, side: str) -> str:
    names = [party.name for party in event.parties.all() if party.side == side]
    return pgettext("in a list", ", ").join(names)


def _functions(event: Any) -> str:
    lines = [line for line in event.handovers.all() if line.function_id]
    return pgettext("in a list", "; ").join(f"{line.function} → {line.taker or '?'}" for line in lines)


def _source(event: Any) -> str:
    if not event.origin_source:
        return str(event.get_origin_kind_display())
    return f"{event.origin_source} {event.origin_on or ''}".strip()


def _named(word: str, _scope: Scope) -> Q:
    """Events in which a body of this name took part, under any name it bore."""
    parties = SuccessionParty.objects.filter(Q(name__icontains=word) | Q(body__names__name__icontains=word))
    lines = FunctionHandover.objects.filter(function__name__icontains=word)
    return Q(pk__in=parties.values("event")) | Q(pk__in=lines.values("event"))


SUCCESSIONS = ListPage(
    key="kernel.successions",
    label=_("What became of agencies"),
    model=Succession,
    source=lambda scope: Succession.objects.visible_to(scope.by),
    dress=queries.with_parties,
    columns=(
        Column(key="on", label=_("Day"), kind="day", sort=("on",), is_fixed=True, look="tight"),
        Column(
            key="kind",
            label=_("What happened"),
            value=lambda event: event.get_kind_display(),
            cell=f"{EVENTS}#kind",
            sort=("kind",),
        ),
        Column(
            key="before",
            label=BEFORE,
            value=lambda event: _parties(event, PartySide.PREDECESSOR),
            cell=f"{EVENTS}#before",
            look="words",
        ),
        Column(
            key="after",
            label=AFTER,
            value=lambda event: _parties(event, PartySide.SUCCESSOR),
            cell=f"{EVENTS}#after",
            look="words",
        ),
        Column(
            key="functions", label=_("Functions"), value=_functions, cell=f"{EVENTS}#functions", look="words"
        ),
        Column(key="source", label=_("Source"), value=_source, cell=f"{EVENTS}#source", look="words"),
        Column(key="note", label=_("Remark"), is_shown=False),
        Column(
            key="recorded_by",
            label=_("Recorded by"),
            value=lambda event: event.recorded_by.display_name if event.recorded_by else "",
            is_shown=False,
        ),
        Column(
            key="undone_at",
            label=_("Undone on"),
            kind="moment",
            sort=("undone_at",),
            has_gaps=True,
            is_shown=False,
        ),
        Column(key="undo", label=_("History"), value=lambda event: "", cell=f"{EVENTS}#undo", look="tight"),
    ),
    order=("-on",),
    tie=("-pk",),
    row_anchor=lambda event: f"e{event.pk}",
    search=("note", "origin_source", _named),
    filters=(
        Many(key="kind", label=_("What happened"), narrow="kind__in", options=SuccessionKind.choices),
        Between(key="day", label=_("Day"), narrow="on"),
        YesNo(
            key="undone",
            label=_("Undone"),
            narrow=lambda rows, is_undone, _scope: rows.filter(undone_at__isnull=not is_undone),
        ),
    ),
    nothing=Empty(text=_("No event has been entered yet.")),
    no_match=_("No event matches these choices."),
)


def _gather(rows: Sequence[Any], scope: Scope) -> None:
    for row in rows:
        row.may_decide = is_allowed(scope.by, "kernel.decide_heirs", row)


def _decided(rows: Any, is_decided: bool, _scope: Scope) -> Any:
    return rows.filter(taker__isnull=not is_decided)


DECISIONS = ListPage(
    key="kernel.decisions",
    label=_("Functions given away without a taker"),
    model=FunctionHandover,
    source=lambda scope: queries.handovers_to_decide(user=scope.by),
    dress=queries.with_both_bodies,
    gather=_gather,
    columns=(
        Column(
            key="function",
            label=_("Function"),
            value=lambda line: str(line.function),
            cell=f"{LINES}#function",
            sort=("function__name",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="giver",
            label=_("Given away by"),
            value=lambda line: str(line.giver or ""),
            cell=f"{LINES}#giver",
            sort=("giver__name",),
        ),
        Column(
            key="on",
            label=_("Given away on"),
            kind="day",
            value=lambda line: line.event.on,
            sort=("event__on",),
            look="tight",
        ),
        Column(
            key="taker",
            label=_("Taken over by"),
            value=lambda line: str(line.taker or ""),
            cell=f"{LINES}#taker",
            sort=("is_decided", "taker__name"),
            prepare=queries.with_whether_decided,
        ),
        Column(
            key="taken_on",
            label=_("From the day"),
            kind="day",
            sort=("taken_on",),
            has_gaps=True,
            look="tight",
        ),
        Column(key="reason", label=_("Grounds"), look="words"),
        Column(
            key="decided_by",
            label=_("Decided by"),
            value=lambda line: line.decided_by.display_name if line.decided_by else "",
        ),
        Column(
            key="decided_at",
            label=_("Decided on"),
            kind="moment",
            sort=("decided_at",),
            has_gaps=True,
            look="tight",
            is_shown=False,
        ),
        Column(key="decide", label=_("Decide"), value=lambda line: "", cell=f"{LINES}#decide", look="tight"),
    ),
    order=("taker", "on"),
    search=("function__name", "giver__name", "taker__name", "reason"),
    filters=(
        YesNo(
            key="decided",
            label=_("State"),
            narrow=_decided,
            options=(("no", _("waits for a decision")), ("yes", _("decided"))),
        ),
        Between(key="day", label=_("Given away on"), narrow="event__on"),
    ),
    nothing=Empty(text=_("None: every function has its body.")),
    no_match=_("No function matches these choices."),
)
