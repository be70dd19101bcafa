"""What every page of a plan has in common: the plan itself, and the ways to its other pages."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.plan.models import Document, Plan
from luoshi.plan.queries import plans as queries

TABS = {
    "outline": _("Outline"),
    "commitments": _("Commitments"),
    "ledger": _("Target ledger"),
    "check_up": _("Check-up"),
    "document": _("Document"),
}


def open_plan(request, slug) -> Plan:
    """The plan of this address; one that is still being read, or not open to this person, is not found."""
    return get_object_or_404(queries.shown_plans(user=request.user), slug=slug)


def text_of(plan: Plan) -> str:
    """The document's whole text, which no list loads."""
    return Document.objects.values_list("text", flat=True).get(pk=plan.document_id)


def framed(plan: Plan, *, here: str, **context) -> dict:
    """The context of a plan's page."""
    tabs = [
        {"label": label, "url": reverse(f"plan:{name}", args=[plan.slug]), "is_here": name == here}
        for name, label in TABS.items()
    ]
    return {"plan": plan, "tabs": tabs, **context}
