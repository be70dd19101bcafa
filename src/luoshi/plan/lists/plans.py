"""The list of plans (规划一览)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.errors import Refusal
from luoshi.kit.lists import Between, BulkAct, Choice, Column, Empty, ListPage
from luoshi.plan.models import Audience, Plan
from luoshi.plan.queries import plans as queries
from luoshi.plan.services.opening import open_plan


class OpenAlready(Refusal):
    code = "plan.open_already"
    sentence = _("%(plan)s is open to these people already.")


def opened_to(audience: Audience):
    """The act that opens a plan to these people."""

    def perform(plan, by, at):
        if plan.audience == audience:
            raise OpenAlready(plan=plan.title)
        return open_plan(plan=plan, audience=audience, by=by, at=at)

    return perform


def _state(plan) -> str:
    if plan.replaced_by_id:
        return "replaced"
    return "adopted" if plan.is_adopted else "draft"


STATES = {
    "adopted": (_("adopted"), "green"),
    "draft": (_("draft, not adopted"), "amber"),
    "replaced": (_("replaced"), "grey"),
}


def _in_state(rows, state, scope):
    if state == "in_force":
        return rows.in_force(on=scope.on).adopted()
    if state == "draft":
        return rows.drafts()
    if state == "replaced":
        return rows.filter(replaced_by__isnull=False)
    return rows.filter(created_by=scope.by.pk, created_by__isnull=False)  # a visitor made none


PLANS = ListPage(
    key="plan.plans",
    label=_("Plans"),
    model=Plan,
    source=lambda scope: Plan.objects.visible_to(scope.by).ready(),
    dress=queries.with_what_a_row_prints,
    columns=(
        Column(
            key="title",
            label=_("Plan"),
            cell="plan/_plan_cells.html#title",
            sort=("title",),
            is_fixed=True,
            look="words",
        ),
        Column(
            key="number",
            label=_("Document number"),
            value=lambda plan: plan.document.number,
            sort=("document__number",),
            is_shown=False,
        ),
        Column(
            key="issuer",
            label=_("Issued by"),
            value=lambda plan: plan.document.issuer,
            sort=("document__issuer",),
            is_shown=False,
        ),
        Column(
            key="from",
            label=_("From"),
            kind="day",
            value=lambda plan: plan.valid_from,
            sort=("valid_from",),
            has_gaps=True,
            look="tight",
        ),
        Column(
            key="audience",
            label=_("Open to"),
            value=lambda plan: plan.get_audience_display(),
            sort=("audience",),
            is_shown=False,
        ),
        Column(
            key="promised",
            label=_("Commitments"),
            kind="number",
            sort=("promised",),
            prepare=queries.with_promised,
        ),
        Column(
            key="unverifiable",
            label=_("Not yet verifiable"),
            kind="number",
            cell="plan/_plan_cells.html#unverifiable",
            sort=("unverifiable",),
            prepare=queries.with_unverifiable,
        ),
        Column(
            key="state",
            label=_("State"),
            value=lambda plan: STATES[_state(plan)][0],
            tone=lambda plan: STATES[_state(plan)][1],
        ),
    ),
    order=("-from",),
    tie=("-created_at", "-pk"),
    search=("title", "document__number", "document__issuer"),
    filters=(
        Choice(
            key="state",
            label=_("Plans"),
            narrow=_in_state,
            options=(
                ("in_force", _("in force")),
                ("draft", _("draft, not adopted")),
                ("replaced", _("replaced")),
                ("mine", _("read by me")),
            ),
        ),
        Choice(
            key="audience", label=_("Open to"), narrow="audience", options=Audience.choices, is_first=False
        ),
        Between(key="from", label=_("From"), narrow="valid_from", is_first=False),
    ),
    bulk=(
        BulkAct(
            key="publish",
            label=_("Open to everyone"),
            act="plan.open_plan",
            question=_("Open these plans to everyone, also to those who do not sign in?"),
            perform=opened_to(Audience.PUBLIC),
        ),
        BulkAct(
            key="to_staff",
            label=_("Open to those who sign in"),
            act="plan.open_plan",
            question=_("Open these plans to those who sign in, and to nobody else?"),
            perform=opened_to(Audience.STAFF),
        ),
    ),
    nothing=Empty(
        text=_(
            "No plan has been read yet. Hand in the official document: its outline, commitments and "
            "responsibilities are found within seconds."
        ),
        label=_("Read a document"),
        leads_to=lambda: reverse("plan:hand_in"),
    ),
    no_match=_("No plan matches these choices."),
    per=25,
)
