"""What every page of a plan has in common: the plan itself, and the ways to its other pages."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import day_for
from luoshi.plan.forms import DayForm, chosen
from luoshi.plan.models import Document, Plan
from luoshi.plan.queries import plans as queries
from luoshi.plan.queries.heirs import Heirs, heirs_of_plan
from luoshi.plan.queries.standings import Standings

TABS = {
    "outline": _("Outline"),
    "commitments": _("Commitments"),
    "responsibilities": _("Who answers"),
    "ledger": _("Target ledger"),
    "hand_ins": _("Plans to hand in"),
    "turns": _("What turned"),
    "check_up": _("Check-up"),
    "parents": _("Parent plans"),
    "document": _("Document"),
    "adoption": _("Adoption"),
}


def open_plan(request, slug) -> Plan:
    """The plan of this address; one that is still being read, or not open to this person, is not found."""
    return get_object_or_404(queries.shown_plans(user=request.user), slug=slug)


def text_of(plan: Plan) -> str:
    """The document's whole text, which no list loads."""
    return Document.objects.values_list("text", flat=True).get(pk=plan.document_id)


def heirs_on(request, plan: Plan) -> Heirs:
    """Who answers in the plan as of the day that the address asks for, else today."""
    today = day_for(request.user)
    return heirs_of_plan(plan=plan, on=chosen(DayForm(request.GET)).get("on") or today, today=today)


def framed(plan: Plan, *, here: str, heirs: Heirs | None = None, **context) -> dict:
    """The context of a plan's page; the day as of which it says who answers goes along to the other pages."""
    query = heirs.query if heirs else ""
    tabs = [
        {
            "label": label,
            "url": f"{reverse(f'plan:{name}', args=[plan.slug])}{query}",
            "is_here": name == here,
        }
        for name, label in TABS.items()
    ]
    day = DayForm(initial={"on": heirs.on}) if heirs else None
    standings = Standings(plan=plan.pk, on=heirs.on) if heirs else None
    return {"plan": plan, "standings": standings, "tabs": tabs, "heirs": heirs, "day": day, **context}
