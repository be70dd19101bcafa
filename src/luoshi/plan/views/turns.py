"""What turned in a plan, and how two days differ (进展变化、两日对比)."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import day_for, requires
from luoshi.kit.lists.filters import day_of
from luoshi.plan.instruments import INSTRUMENTS
from luoshi.plan.lists import TURNS
from luoshi.plan.models import Instrument, Plan
from luoshi.plan.queries import standings as queries
from luoshi.plan.views.frame import framed, open_plan

MOST_DAYS = 60  # marks that the day field proposes


@requires("plan.read_plans")
@require_safe
def turns(request, slug):
    """Every standing as it was recorded, why and by which act; how the days that were chosen differ (进展变化)."""
    plan = open_plan(request, slug)
    since, until = _days(request)
    context = framed(
        plan,
        here="turns",
        since=since,
        until=until,
        difference=queries.difference(plan=plan.pk, since=since, until=until) if since else None,
        days=list(queries.turned_by_day(plan=plan.pk))[:MOST_DAYS],
    )
    return lists.show(request, TURNS, "plan/turns.html", context, of={"plan": plan.pk})


@requires("plan.read_plans")
@require_safe
def instrument(request, kind, key):
    """Where an instrument of a plan that this person may open is seen: a page of its own room (抓手页面)."""
    plans = Plan.objects.visible_to(request.user).ready()
    rows = Instrument.objects.as_chosen().filter(kind=kind, key=key, commitment__plan__in=plans.values("pk"))
    if not rows.exists():
        raise Http404
    return redirect(INSTRUMENTS[kind].url(key))


def _days(request) -> tuple[date | None, date]:
    """The eve of the first day that is asked for, and the last: their ends are compared."""
    first, last = (day_of(request.GET.get(f"recorded_{each}", "")) for each in ("from", "until"))
    return first - timedelta(days=1) if first else None, last or day_for(request.user)
