"""What waits: for me (我的待办), and on the desks of the bodies that I serve (单位收件箱)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.models import Body
from luoshi.kit.lists import Between, BulkAct, Choice, Column, Empty, ListPage, YesNo
from luoshi.kit.lists.filters import Options, Rows, Scope
from luoshi.work.models import Turn
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries import turns as queries
from luoshi.work.rights import HANDLE
from luoshi.work.services import turns as services
from luoshi.work.shown_drafts import waits_for
from luoshi.work.wording import DUE_TONES, due_state, due_words

WEEK = timedelta(days=7)
CELLS = "work/_turn_cells.html"


def procedures() -> Options:
    return [(kind.code, str(kind.label)) for kind in PROCEDURES.values()]


def _due(rows: Rows, key: str, scope: Scope) -> Rows:
    chosen = {
        "late": Q(due_on__lt=scope.day),
        "week": Q(due_on__gte=scope.day, due_on__lte=scope.day + WEEK),
        "later": Q(due_on__gt=scope.day + WEEK),
        "none": Q(due_on__isnull=True),
    }
    return rows.filter(chosen[key])


def _desks(scope: Scope) -> Options:
    rows = Body.objects.filter(pk__in=queries.desks(scope.by, on=scope.on)).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _take_up(turn: Turn, by: Any, at: Any) -> None:
    services.hand_to(turn=turn, to=by, by=by, at=at)


COLUMNS = (
    Column(
        key="matter",
        label=_("What"),
        value=lambda turn: turn.matter.title,
        cell=f"{CELLS}#matter",
        sort=("matter__title",),
        is_fixed=True,
        look="words",
    ),
    Column(
        key="procedure",
        label=_("Procedure"),
        value=lambda turn: str(PROCEDURES[turn.matter.procedure].label),
        sort=("matter__procedure",),
    ),
    Column(
        key="state",
        label=_("Waits for"),
        value=waits_for,
        sort=("state",),
    ),
    Column(
        key="due_on",
        label=_("Due"),
        value_in=lambda turn, scope: due_words(turn.due_on, on=scope.day),
        cell=f"{CELLS}#due",
        sort=("due_on",),
        has_gaps=True,
        look="tight",
    ),
    Column(
        key="holder",
        label=_("In whose hands"),
        value=lambda turn: turn.holder.display_name if turn.holder else "",
        cell=f"{CELLS}#holder",
        sort=("holder__display_name",),
        has_gaps=True,
    ),
    Column(
        key="desk", label=_("Desk"), value=lambda turn: turn.desk.name, sort=("desk__name",), is_shown=False
    ),
    Column(
        key="opened_at",
        label=_("Waits since"),
        kind="moment",
        sort=("opened_at",),
        look="tight",
        is_shown=False,
    ),
    Column(
        key="number",
        label=_("Number of the matter"),
        value=lambda turn: turn.matter.number,
        sort=("matter__number",),
        look="tight",
        is_shown=False,
    ),
    Column(
        key="first_due_on",
        label=_("First due on"),
        kind="day",
        sort=("first_due_on",),
        has_gaps=True,
        is_shown=False,
    ),
)
FILTERS = (
    Choice(
        key="due",
        label=_("Due"),
        narrow=_due,
        options=(
            ("late", _("late")),
            ("week", _("within seven days")),
            ("later", _("later")),
            ("none", _("no day is set")),
        ),
    ),
    Choice(
        key="procedure",
        label=_("Procedure"),
        narrow="matter__procedure",
        options=lambda scope: procedures(),
    ),
    Between(key="due_on", label=_("Due on"), narrow="due_on", is_first=False),
    Choice(key="desk", label=_("Desk"), narrow="desk", options=_desks, is_first=False),
)
TAKE_UP = BulkAct(
    key="take_up",
    label=_("Take up"),
    act=HANDLE,
    question=_("Take these up? Others of your body then see that they are in your hands."),
    perform=_take_up,
)


def _gather(rows: Any, scope: Scope) -> None:
    for row in rows:
        row.due_state = due_state(row.due_on, on=scope.day)
        row.due_tone = DUE_TONES[row.due_state]
        row.due_words = due_words(row.due_on, on=scope.day)


MY_WORK = ListPage(
    key="work.my_work",
    label=_("My work"),
    model=Turn,
    source=lambda scope: scope.once("waiting", lambda: queries.waiting_for(scope.by, on=scope.on)),
    dress=lambda rows: rows.select_related("matter", "desk", "holder", "draft", "seat__step"),
    gather=_gather,
    columns=COLUMNS,
    order=("due_on",),
    search=("matter__title", "matter__number"),
    filters=(
        *FILTERS,
        YesNo(
            key="mine",
            label=_("In whose hands"),
            narrow=lambda rows, is_mine, scope: rows.filter(holder__isnull=not is_mine),
            options=(("yes", _("in mine")), ("no", _("in nobody's yet"))),
        ),
    ),
    bulk=(TAKE_UP,),
    row_anchor=lambda turn: f"t{turn.pk}",
    nothing=Empty(text=_("Nothing waits for you.")),
    no_match=_("Nothing that waits for you matches these choices."),
)
INBOX = ListPage(
    key="work.inbox",
    label=_("Inbox"),
    model=Turn,
    source=lambda scope: queries.on_desks(scope.by, on=scope.on),
    dress=lambda rows: rows.select_related("matter", "desk", "holder", "draft", "seat__step"),
    gather=_gather,
    columns=COLUMNS,
    order=("due_on",),
    search=("matter__title", "matter__number", "holder__display_name"),
    filters=(
        *FILTERS,
        YesNo(
            key="held",
            label=_("Handed out"),
            narrow=lambda rows, is_held, scope: rows.filter(holder__isnull=not is_held),
            options=(("yes", _("in somebody's hands")), ("no", _("in nobody's yet"))),
        ),
    ),
    bulk=(TAKE_UP,),
    row_anchor=lambda turn: f"t{turn.pk}",
    nothing=Empty(text=_("Nothing lies on the desks of the bodies that you serve.")),
    no_match=_("Nothing on these desks matches these choices."),
)
