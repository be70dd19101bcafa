"""The list of what one was told (我的通知)."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Many
from luoshi.kit.lists.filters import Scope
from luoshi.work.models import Notice, Urgency
from luoshi.work.telling import GROUPS, codes_in, label_of, say

CELLS = "work/_notice_cells.html"
UNREAD, READ = pgettext_lazy("notice", "unread"), pgettext_lazy("notice", "read")


def _with_state(rows: QuerySet) -> QuerySet:
    is_read = Case(When(read_at__isnull=True, then=Value(False)), default=True, output_field=BooleanField())
    return rows.annotate(is_read=is_read)


def _in_state(rows: Any, key: str, scope: Scope) -> Any:
    return rows.filter(read_at__isnull=key == "unread")


def _in_groups(rows: Any, groups: list[str], scope: Scope) -> Any:
    return rows.filter(code__in=codes_in(groups))


NOTICES = ListPage(
    key="work.notices",
    label=_("Notices"),
    model=Notice,
    source=lambda scope: Notice.objects.visible_to(scope.by),
    columns=(
        Column(
            key="sentence",
            label=_("Notice"),
            value=lambda notice: say(code=notice.code, values=notice.values),
            cell=f"{CELLS}#sentence",
            is_fixed=True,
            look="words",
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda notice: READ if notice.read_at else UNREAD,
            cell=f"{CELLS}#state",
            prepare=_with_state,
            sort=("is_read",),
        ),
        Column(
            key="urgency",
            label=_("Urgency"),
            value=lambda notice: notice.get_urgency_display(),
            tone=lambda notice: "red" if notice.urgency == Urgency.URGENT else "grey",
            sort=("-urgency",),
            is_shown=False,
        ),
        Column(
            key="kind", label=_("Kind of notice"), value=lambda notice: label_of(notice.code), sort=("code",)
        ),
        Column(key="written_at", label=_("Told on"), kind="moment", sort=("written_at",), look="tight"),
        Column(
            key="read_at",
            label=_("Read on"),
            kind="moment",
            sort=("read_at",),
            has_gaps=True,
            look="tight",
            is_shown=False,
        ),
    ),
    order=("state", "-written_at"),
    tie=("-pk",),
    filters=(
        Choice(key="state", label=_("State"), narrow=_in_state, options=(("unread", UNREAD), ("read", READ))),
        Many(
            key="group",
            label=_("Group"),
            narrow=_in_groups,
            options=lambda scope: list(GROUPS.items()),
        ),
        Choice(key="urgency", label=_("Urgency"), narrow="urgency", options=Urgency.choices),
        Between(key="told", label=_("Told on"), narrow="written_at", is_moment=True),
    ),
    nothing=Empty(text=_("Nobody has told you anything yet.")),
    no_match=_("No notice matches these choices."),
)
