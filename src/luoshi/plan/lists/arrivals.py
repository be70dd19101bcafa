"""The list of plans of other cities that came as a file (引入规划一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage
from luoshi.plan.models import Arrival

STATES = {
    "open": (_("names to be answered, or draft to be made"), "amber"),
    "made": (_("draft made"), "green"),
}


def _state(arrival) -> str:
    return "made" if arrival.plan_id else "open"


ARRIVALS = ListPage(
    key="plan.arrivals",
    label=_("Plans of other cities"),
    model=Arrival,
    source=lambda scope: Arrival.objects.visible_to(scope.by),
    dress=lambda rows: rows.select_related("taken_in_by", "plan"),
    columns=(
        Column(
            key="title",
            label=_("Plan"),
            leads_to=lambda arrival: reverse("plan:arrival", args=[arrival.pk]),
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(key="city", label=_("Came from"), sort=("city",)),
        Column(
            key="here",
            label=_("Plan here"),
            value=lambda arrival: arrival.plan.title if arrival.plan else "",
            look="words",
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda arrival: STATES[_state(arrival)][0],
            tone=lambda arrival: STATES[_state(arrival)][1],
        ),
        Column(
            key="at",
            label=_("Taken in on"),
            kind="moment",
            value=lambda arrival: arrival.taken_in_at,
            sort=("taken_in_at",),
            look="tight",
        ),
        Column(
            key="by",
            label=_("By"),
            value=lambda arrival: arrival.taken_in_by.display_name if arrival.taken_in_by else "",
        ),
    ),
    order=("-at",),
    tie=("-pk",),
    search=("title", "city"),
    filters=(
        Choice(
            key="state",
            label=_("State"),
            narrow=lambda rows, state, scope: rows.filter(plan__isnull=state == "open"),
            options=tuple((state, label) for state, (label, _tone) in STATES.items()),
        ),
        Between(key="at", label=_("Taken in on"), narrow="taken_in_at", is_moment=True),
    ),
    nothing=Empty(
        text=_("No plan of another city has come yet."),
        label=_("Take in a plan"),
        leads_to=lambda: reverse("plan:take_in"),
    ),
    no_match=_("No plan matches these choices."),
)
