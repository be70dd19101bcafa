"""What the acts about plans that travel are called (规划引入操作的说法)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things


def register() -> None:
    """Called once, by `ready()`."""
    register_things(THINGS)
    register_fields(FIELDS)
    register_sentences(SENTENCES)


THINGS = {
    "plan.arrival": Thing(
        label=_("plan of another city"),
        name="title",
        key="pk",
        leads_to=lambda pk: reverse("plan:arrival", args=[pk]),
    ),
}
FIELDS = {"names": Field(label=_("names answered"))}
SENTENCES = {
    "plan.plan_taken_in": _("%(who)s took in the plan %(what)s of another city."),
    "plan.names_answered": _("%(who)s said what the names in %(what)s mean here."),
    "plan.arrival_draft_asked": _("%(who)s had a draft made of %(what)s."),
    "plan.arrival_begun": _("%(who)s began a draft of %(what)s."),
}
