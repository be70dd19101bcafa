"""The list of plans, and of the documents from which they were read."""

from __future__ import annotations

from django.views.decorators.http import require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.plan.lists import DOCUMENTS, PLANS


@requires("plan.read_plans")
@require_safe
def plans(request):
    """The plans that this person may open (规划一览)."""
    context = {
        "may_hand_in": is_allowed(request.user, "plan.hand_in_document"),
        "may_take_in": is_allowed(request.user, "plan.take_plans_in"),
    }
    return lists.show(request, PLANS, "plan/plans.html", context)


@requires("plan.read_plans")
@require_safe
def documents(request):
    """The documents that this person may open (文件一览)."""
    return lists.show(request, DOCUMENTS, "plan/documents.html", {})
