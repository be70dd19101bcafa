"""The list of plans."""

from __future__ import annotations

from django.views.decorators.http import require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import is_allowed, requires
from luoshi.kit.lists import page_of, render_list
from luoshi.plan.forms import PlanFilter, chosen
from luoshi.plan.queries import plans as queries


@requires("plan.read_plans")
@require_safe
def plans(request):
    """The plans that this person may open (规划一览)."""
    form = PlanFilter(request.GET)
    picked = chosen(form)
    rows = queries.listed_plans(
        user=request.user,
        on=clock.today(),
        words=picked.get("q", ""),
        state=picked.get("state", ""),
        order=picked.get("sort") or "newest",
    )
    context = {
        "page": page_of(rows, request, per=25),
        "form": form,
        "is_filtered": bool(picked.get("q") or picked.get("state")),
        "may_hand_in": is_allowed(request.user, "plan.hand_in_document"),
    }
    return render_list(request, "plan/plans.html", context, part="rows")
