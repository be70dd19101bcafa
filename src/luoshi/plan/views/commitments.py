"""All commitments of a plan as a list, and its target ledger."""

from __future__ import annotations

from django.views.decorators.http import require_safe

from luoshi.kernel.access import requires
from luoshi.kit.lists import MOST_ROWS, page_of, render_list
from luoshi.plan.forms import CommitmentFilter, chosen
from luoshi.plan.queries import commitments as queries
from luoshi.plan.queries import plans as plan_queries
from luoshi.plan.views.frame import framed, heirs_on, open_plan


@requires("plan.read_plans")
@require_safe
def commitments(request, slug):
    """What the plan promises, filtered and sorted (承诺清单)."""
    plan = open_plan(request, slug)
    heirs = heirs_on(request, plan)
    form, picked = filter_of(request, plan, heirs)
    context = framed(
        plan,
        here="commitments",
        heirs=heirs,
        page=page_of(queries.listed_commitments(plan=plan, chosen=picked, heirs=heirs), request),
        form=form,
        is_filtered=any(value for name, value in picked.items() if name not in ("sort", "on")),
        totals=plan_queries.totals(plan=plan),
    )
    return render_list(request, "plan/commitments.html", context, part="rows")


def filter_of(request, plan, heirs) -> tuple[CommitmentFilter, dict]:
    """The filter of a plan's commitments, and what is chosen in it."""
    form = CommitmentFilter(
        request.GET,
        initial={"on": heirs.on},
        bodies=heirs.names()[:MOST_ROWS],
        years=queries.due_years(plan=plan)[:MOST_ROWS],
    )
    return form, chosen(form)


@requires("plan.read_plans")
@require_safe
def ledger(request, slug):
    """The target ledger: what each target asks for, what is missing, what waits for a decision (目标台账)."""
    plan = open_plan(request, slug)
    page = page_of(queries.ledger(plan=plan), request, per=100)
    totals = plan_queries.totals(plan=plan)
    context = framed(plan, here="ledger", page=page, totals=totals)
    return render_list(request, "plan/ledger.html", context, part="rows")
