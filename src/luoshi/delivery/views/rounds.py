"""Rounds of reporting (填报批次)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.delivery.forms import ReturnedForm, RoundForm
from luoshi.delivery.lists import ROUND_BODIES, ROUNDS
from luoshi.delivery.lists.returned import STANDINGS, standing_of, tone_of
from luoshi.delivery.models import Assignment, RoundAsk
from luoshi.delivery.queries import rounds as queries
from luoshi.delivery.queries.collecting import returned_in
from luoshi.delivery.queries.issuers import issuers
from luoshi.delivery.queries.round_forms import address_of, answers_in
from luoshi.delivery.services import reports as services
from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.acting import was_done
from luoshi.work.models import AskForm

READ, ISSUE, REPORT = "delivery.read_assignments", "delivery.issue_assignments", "delivery.report_progress"


@requires(READ)
@require_safe
def rounds(request):
    """Rounds in which everybody who leads something reports (填报批次一览)."""
    context = {"may_open": is_allowed(request.user, ISSUE), "here": "rounds"}
    return lists.show(request, ROUNDS, "delivery/rounds.html", context)


@requires(ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request):
    """Ask everybody to report for a period (开启填报批次)."""
    today = clock.today()
    initial = {"period": f"{today:%Y-%m}"}
    asked = AskForm.objects.visible_to(request.user).order_by("name", "pk")
    served = issuers(request.user, on=today)
    form = RoundForm(request.POST or None, issuers=served, asked=asked, initial=initial)
    if form.is_valid():
        made = was_done(request, form, services.open_round, **form.cleaned_data)
        if made:
            return redirect("delivery:round", pk=made.pk)
    return render(request, "delivery/open_round.html", {"form": form}, status=400 if form.errors else 200)


@requires(READ)
@require_safe
def round_(request, pk):
    """Who has reported, who has not, who is late (批次详情)."""
    found = get_object_or_404(queries.rounds(request.user).select_related("issuer"), pk=pk)
    context = {
        "round": found,
        "late": found.due_on < clock.today(),
        "may_collect": is_allowed(request.user, ISSUE, found.issuer),
    }
    return lists.show(request, ROUND_BODIES, "delivery/round.html", context, of={"round": pk})


@requires(READ)
@require_safe
def round_of(request, pk):
    """What one body has to report in a round, task by task (单位填报)."""
    asked = RoundAsk.objects.visible_to(request.user).select_related(
        "round__issuer", "round__form", "body__area", "matter"
    )
    ask = get_object_or_404(asked, pk=pk)
    missing = set(services.missing_in(opened=ask.round, lead=ask.body_id))
    rows = Assignment.objects.under_way().filter(issuer=ask.round.issuer_id, lead=ask.body_id)
    tasks = list(rows.order_by("due_on", "pk"))
    answers = answers_in(ask.round, lead=ask.body_id, assignments=[row.pk for row in tasks])
    context = {
        "round": ask.round,
        "body": ask.body,
        "tasks": [
            (
                row,
                row.pk in missing,
                address_of(ask.round, lead=ask.body_id, assignment=row.pk),
                answers.get(row.pk),
            )
            for row in tasks
        ],
        "missing": len(missing),
        "ask": ask,
        "form": ReturnedForm(),
        "may_hand_in": is_allowed(request.user, REPORT, ask.body),
        "returned": [
            (row, STANDINGS[standing_of(row)], tone_of(row))
            for row in returned_in(ask.round_id, by=request.user)
            .filter(ask=ask)
            .order_by("-handed_at", "-pk")[:20]
        ],
    }
    return render(request, "delivery/round_of.html", context)
