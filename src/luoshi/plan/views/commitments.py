"""All commitments of a plan as a list, and its target ledger."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import requires
from luoshi.plan.lists import COMMITMENTS, LEDGER
from luoshi.plan.queries import plans as plan_queries
from luoshi.plan.views.frame import framed, heirs_on, open_plan
from luoshi.plan.views.sheets import may_hand_in

PAPERS = {"docx": "plan:commitments_docx", "pdf": "plan:commitments_pdf"}
LEDGERS = {
    "docx": "plan:ledger_docx",
    "pdf": "plan:ledger_pdf",
    _("xlsx to hand in again"): "plan:ledger_xlsx",
}


@requires("plan.read_plans")
@require_safe
def commitments(request, slug):
    """What the plan promises, filtered and sorted (承诺清单)."""
    papers = _papers(PAPERS, slug)
    return _listed(request, slug, COMMITMENTS, here="commitments", count=plan_queries.totals, also=papers)


@requires("plan.read_plans")
@require_safe
def ledger(request, slug):
    """The target ledger: what each target asks for, what is missing, what waits for a decision (目标台账)."""
    papers = _papers(LEDGERS, slug)
    return _listed(request, slug, LEDGER, here="ledger", count=plan_queries.ledger_totals, also=papers)


def _papers(routes, slug):
    return [(form, reverse(route, args=[slug])) for form, route in routes.items()]


def _listed(request, slug, page, *, here, count, also=()):
    plan = open_plan(request, slug)
    heirs = heirs_on(request, plan)
    totals = count(plan=plan)
    known = {"heirs": heirs}
    if "first_due" in totals:
        known["due"] = (totals["first_due"], totals["last_due"])  # counted with the rest: not asked again
    context = framed(plan, here=here, heirs=heirs, totals=totals)
    context["sheet"] = may_hand_in(request, page.key) if page is LEDGER else ""
    known["standings"] = context["standings"]
    return lists.show(
        request,
        page,
        f"plan/{here}.html",
        context,
        of={"plan": plan.pk},
        known=known,
        also=also,
    )
