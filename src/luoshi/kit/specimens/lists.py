"""Specimens of list pages: full, narrowed, empty in three ways, with all that a person may be offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import (
    Between,
    BulkAct,
    Choice,
    Column,
    Empty,
    Listing,
    ListPage,
    Many,
    Named,
    Offers,
    Scope,
    View,
    YesNo,
    read,
)
from luoshi.kit.lists.rows import MOST_COUNTED, Total
from luoshi.kit.specimens.registry import Specimen

DAY = date(2025, 9, 15)
NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
STATES = {"on": (_("on track"), "green"), "late": (_("late"), "red"), "open": (_("not begun"), "grey")}


@dataclass(frozen=True)
class Task:
    """A row that no database holds."""

    pk: int
    state: str
    share: int | None
    due: date | None

    def __str__(self) -> str:
        return f"T{self.pk}"


TASKS = [Task(1, "on", 65, DAY), Task(2, "late", 5, DAY), Task(3, "open", None, None)]
PAGE = ListPage(
    key="kit.specimen",
    label=_("Tasks"),
    model=None,
    source=lambda scope: None,
    columns=(
        Column(
            key="task", label=_("Task"), value=str, leads_to=lambda task: "#list", sort=("pk",), is_fixed=True
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda task: STATES[task.state][0],
            tone=lambda task: STATES[task.state][1],
            sort=("state",),
        ),
        Column(key="share", label=_("Share"), kind="number", sort=("share",)),
        Column(key="due", label=_("Day"), kind="day", sort=("due",), look="tight"),
        Column(key="seen", label=_("Last seen"), kind="moment", value=lambda task: NOON, look="tight"),
        Column(key="good", label=_("Checked"), kind="yes_no", value=lambda task: task.share is not None),
        Column(key="note", label=_("Note"), value=lambda task: "", is_shown=False),
    ),
    order=("-due", "state"),
    search=("task",),
    filters=(
        Many(
            key="state",
            label=_("State"),
            narrow="state__in",
            options=[(key, words) for key, (words, _tone) in STATES.items()],
        ),
        Choice(key="kind", label=_("Kind"), narrow="kind", options=[("a", _("plan")), ("b", _("notice"))]),
        Between(key="due", label=_("Day"), narrow="due"),
        Named(key="body", label=_("Body"), narrow="body", suggested=lambda scope: ["A", "B"], is_first=False),
        YesNo(key="good", label=_("Checked"), narrow="good", is_first=False),
    ),
    nothing=Empty(text=_("Nothing here yet."), label=_("Begin"), leads_to=lambda: "#list"),
)
ACT = BulkAct(key="end", label=_("End"), act="", question="", perform=lambda row, by, at: None)
OFFERS = Offers(
    views=(
        View(label=_("What is late"), url="#list", key="1", is_current=True, is_own=True, is_default=True),
        View(label=_("This year"), url="#list", key="2", is_shared=True),
    ),
    keep_url="#list",
    bulk=(ACT,),
    bulk_url="#list",
)


def listing(
    *,
    anchor: str,
    query: str = "",
    rows: list[Task],
    total: Total | None = None,
    number: int = 1,
    offers: Any,
) -> dict[str, Any]:
    """A list of these rows, as if they had been found."""
    page = replace(
        PAGE,
        per=5,
        label=f"{PAGE.label} ({anchor})",
        anchor=anchor,
        row_anchor=lambda task: f"{anchor}-{task.pk}",
    )
    scope = Scope(by=None, on=DAY)
    shown = Listing(state=read(page, QueryDict(query), scope), scope=scope, path="#", offers=offers)
    shown.__dict__["_found"] = rows, number
    shown.__dict__["total"] = total or Total(len(rows))
    return {"list": shown}


def _state(component: str, state: Any, **given: Any) -> Specimen:
    return Specimen(
        component=component,
        state=state,
        source='{% include "ui/list.html" %}',
        given=lambda: listing(**given),
    )


SPECIMENS = (
    _state("list", _("as everybody sees it"), anchor="plain", rows=TASKS, offers=Offers()),
    _state(
        "list",
        _("with everything that may be offered"),
        anchor="full",
        query="state=late&state=on&due_from=2025-01-01&body=A&sort=-due,state,share&bogus=1&view=1",
        rows=[replace(TASKS[number % 3], pk=number) for number in range(6)],
        total=Total(MOST_COUNTED, is_exact=False),
        number=2,
        offers=OFFERS,
    ),
    _state("list", _("nothing yet"), anchor="nothing", rows=[], offers=Offers(sign_in_url="#list")),
    _state("list", _("nothing matches"), anchor="none", query="q=x", rows=[], offers=Offers()),
    _state("list", _("not to be seen"), anchor="hidden", rows=[], offers=Offers(may_see=False)),
)
