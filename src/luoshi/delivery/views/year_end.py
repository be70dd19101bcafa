"""Settling a year on one page (岁末结转)."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from luoshi.delivery.models import Assignment
from luoshi.delivery.queries import year_end as queries
from luoshi.delivery.queries.issuers import issuers
from luoshi.delivery.services import year_end as services
from luoshi.delivery.year_end_forms import YearEndForm
from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.acting import was_done
from luoshi.kernel.models import Body

ISSUE = "delivery.issue_assignments"
HALF = 6


@requires(ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def year_end(request):
    """All that a body's year was to bring and has not, with a choice a row (岁末结转)."""
    today, served = clock.today(), list(issuers(request.user, on=clock.today()))
    issuer, year = _issuer(request, served), _year(request, today)
    tasks = queries.due_by(issuer, year) if issuer else Assignment.objects.none()
    shown = list(tasks[: queries.MOST])
    nodes = list(queries.milestones_by(issuer, year)[: queries.MOST - len(shown)]) if issuer else []
    form = YearEndForm(request.POST or None, tasks=shown, nodes=nodes, today=today, year=year)
    if issuer and request.method == "POST" and form.is_valid():
        decided = form.decided()
        if was_done(request, form, services.settle_year, issuer=issuer, year=year, decided=decided):
            return redirect(
                f"{reverse('delivery:year_end')}?{urlencode({'issuer': issuer.pk, 'year': year})}"
            )
    context = {
        "form": form,
        "rows": form.rows(),
        "issuer": issuer,
        "issuers": served,
        "year": year,
        "years": range(today.year, today.year - 4, -1),
        "more": tasks.count() - len(shown) if issuer else 0,
        "here": "year_end",
    }
    return render(request, "delivery/year_end.html", context, status=400 if form.errors else 200)


def _issuer(request, served: list[Body]) -> Body | None:
    """The body that was asked for, of those for which this person issues; else the first of them."""
    asked = request.GET.get("issuer", "")
    if not asked:
        return served[0] if served else None
    found = next((body for body in served if str(body.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _year(request, today: date) -> int:
    """The year that was asked for; else this one, or in its first half the last."""
    asked = request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4:
        return int(asked)
    return today.year - 1 if today.month <= HALF else today.year
