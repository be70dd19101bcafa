"""Spot checks: announcing a draw, drawing, and what anybody needs to do it again (随机抽查)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.delivery.check_forms import AnnounceForm, SeedForm
from luoshi.delivery.engine.lots import SeedKind
from luoshi.delivery.lists import CHECKS
from luoshi.delivery.models import CheckDraw, SpotCheck
from luoshi.delivery.queries import checks as queries
from luoshi.delivery.services import checks as services
from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import tell, was_done
from luoshi.kernel.files import made
from luoshi.kit.lists import page_of
from luoshi.work.queries.desks import people_at

READ, DRAW = "delivery.read_assignments", queries.DRAW


@requires(READ)
@require_safe
def checks(request):
    """The draws that one may see (抽查批次)."""
    context = {"here": "checks", "may_draw": is_allowed(request.user, DRAW)}
    return lists.show(request, CHECKS, "delivery/checks.html", context)


@requires(DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def announce_draw(request):
    """Announce what may be drawn and by which seed (公告抽查)."""
    today = clock.today()
    served = list(queries.supervisors(request.user, on=today))
    asked = request.GET.get("supervisor", "")
    supervisor = next((body for body in served if str(body.pk) == asked or not asked), None)
    if supervisor is None:
        raise Http404
    initial = {"since": today.replace(month=1, day=1), "until": today}
    people = people_at(supervisor, on=today)
    form = AnnounceForm(request.POST or None, people=people, initial=initial)
    if form.is_valid():
        draw = was_done(request, form, services.announce_draw, supervisor=supervisor, wanted=form.wanted())
        if draw:
            return redirect("delivery:check_draw", pk=draw.pk)
    context = {"form": form, "supervisor": supervisor, "supervisors": served}
    return render(request, "delivery/announce_draw.html", context, status=400 if form.errors else 200)


@requires(READ)
@require_safe
def check_draw(request, pk):
    """What may be drawn in its order, the seed, how it is drawn, and what was drawn (抽查公示)."""
    found = _draw(request, pk)
    page = page_of(found.candidates.select_related("assignment__lead").order_by("position"), request)
    context = {
        "draw": found,
        "checks": queries.checks_of(found),
        "inspectors": found.inspectors.select_related("user").order_by("key"),
        "page": page,
        "is_sealed": found.seed_kind == SeedKind.SEALED,
        "may_draw": is_allowed(request.user, DRAW, found.supervisor),
        "form": SeedForm(),
    }
    return render(request, "delivery/check_draw.html", context)


@requires(DRAW)
@require_POST
def draw_checks(request, pk):
    """Draw (抽取)."""
    found = _draw(request, pk)
    require(request.user, DRAW, found.supervisor)
    tell(request, services.draw_checks, draw=found, seed=request.POST.get("seed", ""))
    return redirect("delivery:check_draw", pk=pk)


@requires(READ)
@require_safe
def check_population(request, pk):
    """The keys of all that may be drawn, a line each, in their order (抽查对象清单)."""
    found = _draw(request, pk)
    keys = found.candidates.order_by("position").values_list("key", flat=True)
    content = "".join(f"{key}\n" for key in keys).encode()
    return made(content, name=f"{found.title}-抽查对象.txt", media_type="text/plain; charset=utf-8")


@requires(READ)
@require_safe
def spot_check(request, pk):
    """One that was drawn, on the page of its draw (抽查件)."""
    draws = queries.draws(request.user).values("pk")
    found = get_object_or_404(SpotCheck.objects.select_related("candidate"), pk=pk, candidate__draw__in=draws)
    return redirect("delivery:check_draw", pk=found.candidate.draw_id)


def _draw(request, pk: int) -> CheckDraw:
    rows = queries.draws(request.user).select_related("supervisor__area", "announced_by", "drawn_by")
    return get_object_or_404(rows, pk=pk)
