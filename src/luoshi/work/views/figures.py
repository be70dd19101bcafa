"""How fast steps are taken, and who waits for whom: counted of bodies and steps, never of persons (统计)."""

from __future__ import annotations

from django.views.decorators.http import require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import requires
from luoshi.work.lists import STEP_TIMES, WHO_WAITS
from luoshi.work.rights import READ


@requires(READ)
@require_safe
def step_times(request):
    """How long each step takes, and how many were late (环节用时统计)."""
    return lists.show(request, STEP_TIMES, "work/step_times.html", {"here": "procedures"})


@requires(READ)
@require_safe
def who_waits(request):
    """Which body waits for which, and for how many things (谁在等谁)."""
    return lists.show(request, WHO_WAITS, "work/who_waits.html", {"here": "procedures"})
