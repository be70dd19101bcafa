"""The check-up of a plan."""

from __future__ import annotations

from itertools import groupby

from django.views.decorators.http import require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import requires
from luoshi.kit.lists import page_of
from luoshi.plan.lists import UNVERIFIABLE
from luoshi.plan.queries import findings as queries
from luoshi.plan.queries import plans as plan_queries
from luoshi.plan.views.frame import framed, heirs_on, open_plan


@requires("plan.read_plans")
@require_safe
def check_up(request, slug):
    """What the document leaves unclear, and how it could be worded (可考核性体检)."""
    plan = open_plan(request, slug)
    found = page_of(queries.found(plan=plan), request, per=60, parameter="findings")
    heirs = heirs_on(request, plan)
    kinds = list(queries.found_by_kind(plan=plan))
    context = framed(
        plan,
        here="check_up",
        heirs=heirs,
        totals=plan_queries.totals(plan=plan),
        kinds=kinds,
        number_found=sum(number for _code, number in kinds),
        found=found,
        groups=[(code, list(rows)) for code, rows in groupby(found, key=lambda finding: finding.code)],
        lacks={part: number for part, number in queries.lacks_by_part(plan=plan).items() if number},
        lacking=request.GET.get("lacks", ""),
    )
    return lists.show(
        request, UNVERIFIABLE, "plan/check_up.html", context, of={"plan": plan.pk}, known={"heirs": heirs}
    )
