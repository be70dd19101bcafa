"""Every matter that a person may see, open and ended (事项一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import MOST_ROWS, Between, Choice, Column, Empty, ListPage, Named, YesNo
from luoshi.work.lists.turns import procedures
from luoshi.work.models import Matter
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries.matters import with_waiting
from luoshi.work.queries.waiting import desk_names, lying_on

MATTERS = ListPage(
    key="work.matters",
    label=_("Matters"),
    model=Matter,
    source=lambda scope: Matter.objects.visible_to(scope.by),
    dress=with_waiting,
    columns=(
        Column(
            key="title",
            label=_("What"),
            leads_to=lambda matter: reverse("work:matter", args=[matter.pk]),
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(key="number", label=_("Number of the matter"), sort=("number",), look="tight"),
        Column(
            key="procedure",
            label=_("Procedure"),
            value=lambda matter: str(PROCEDURES[matter.procedure].label),
            sort=("procedure",),
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda matter: PROCEDURES[matter.procedure].state_label(matter.state),
            tone=lambda matter: "grey" if matter.is_ended else "blue",
            sort=("state",),
        ),
        Column(
            key="waits_on", label=_("On whose desk"), value=lambda matter: matter.waits_on or "", look="words"
        ),
        Column(
            key="due_on",
            label=_("Due"),
            kind="day",
            sort=("due_on",),
            prepare=with_waiting,
            has_gaps=True,
            look="tight",
        ),
        Column(
            key="opened_at",
            label=_("Begun on"),
            kind="moment",
            sort=("opened_at",),
            look="tight",
            is_shown=False,
        ),
        Column(
            key="ended_at",
            label=_("Ended on"),
            kind="moment",
            sort=("ended_at",),
            has_gaps=True,
            is_shown=False,
        ),
    ),
    order=("-opened_at",),
    search=("title", "number"),
    filters=(
        YesNo(
            key="open",
            label=_("State"),
            narrow=lambda rows, is_open, scope: rows.filter(ended_at__isnull=is_open),
            options=(("yes", _("open")), ("no", _("ended"))),
        ),
        Choice(key="procedure", label=_("Procedure"), narrow="procedure", options=lambda scope: procedures()),
        Named(
            key="waits_on",
            label=_("On whose desk"),
            narrow=lambda rows, name, scope: lying_on(rows, name),
            suggested=lambda scope: desk_names(scope.by)[:MOST_ROWS],
        ),
        Between(key="opened", label=_("Begun on"), narrow="opened_at", is_moment=True, is_first=False),
    ),
    row_anchor=lambda matter: f"m{matter.pk}",
    nothing=Empty(text=_("No matter has been opened that you have a part in.")),
    no_match=_("No matter matches these choices."),
)
