"""Entering what became of agencies, seeing first what it changes; and the decisions that are open (机构沿革)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import claims, clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.body_forms import HeirForm, SuccessionForm
from luoshi.kernel.drafting import Finder, NotFound, changes, draft_of, fingerprint
from luoshi.kernel.errors import Refusal
from luoshi.kernel.lists.successions import DECISIONS, SUCCESSIONS
from luoshi.kernel.models import FunctionHandover, Installation, Origin, Succession
from luoshi.kernel.services import heirs as heir_services
from luoshi.kernel.services import successions as services
from luoshi.kit.lists import wants_part


@requires("kernel.read_bodies")
@require_safe
def successions(request):
    """Every event, the latest first (机构沿革)."""
    context = {"may_record": is_allowed(request.user, "kernel.record_succession")}
    return lists.show(request, SUCCESSIONS, "kernel/successions.html", context)


@requires("kernel.record_succession")
@require_http_methods(["GET", "POST"])
def record_succession(request):
    """Enter an event: what it would change is shown, and only what was seen is recorded (登记机构沿革)."""
    form = SuccessionForm(request.POST or None)
    context = {"form": form, "preview": None}
    if form.is_valid():
        seen = fingerprint(form.cleaned_data)
        try:
            draft = draft_of(form.cleaned_data, area=Installation.objects.current().home_area)
            if request.POST.get("seen") == seen:
                return _recorded(request, form, draft)
            context["preview"] = _preview(request, draft) | {"seen": seen}
        except NotFound as missing:
            form.add_error(missing.field, str(missing))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "kernel/succession_new.html", context, status=400 if form.errors else 200)


def _recorded(request, form, draft):
    values = form.cleaned_data
    public = (
        Origin.public(source=values["source"], on=values["source_on"]) if values["source"] else Origin.own()
    )
    services.record_succession(draft=draft, origin=public, by=request.user, at=clock.now())
    messages.success(request, _("Recorded. It can be undone as long as nothing later leans on it."))
    return redirect("kernel:successions")


def _preview(request, draft) -> dict:
    """What is asked of the bodies that change, and how it would read; checked as the recording would."""
    services.check_succession(draft=draft)
    bodies = [body.pk for body in draft.predecessors]
    found = claims.asked_of(bodies=bodies, user=request.user, on=draft.on)
    groups = [(each.label, changes(draft, rows), number) for each, rows, number in found]
    return {"draft": draft, "groups": groups, "number": sum(len(rows) for _label, rows, _number in groups)}


@requires("kernel.record_succession")
@require_POST
def undo_succession(request, pk):
    """Take an event back (撤销沿革登记)."""
    event = get_object_or_404(Succession.objects.visible_to(request.user), pk=pk)
    try:
        services.undo_succession(event=event, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("kernel:successions")


@requires("kernel.read_bodies")
@require_safe
def open_decisions(request):
    """What a reform has left open: functions without heir, and the clauses of every room (待决定事项)."""
    waiting = [] if wants_part(request) else claims.waiting(user=request.user, on=clock.today())
    return lists.show(request, DECISIONS, "kernel/open_decisions.html", {"claims": waiting})


@requires("kernel.decide_heirs")
@require_http_methods(["GET", "POST"])
def name_heir(request, pk):
    """Decide who takes over a function (明确职能承接单位)."""
    lines = FunctionHandover.objects.allowed(request.user, act="kernel.decide_heirs")
    line = get_object_or_404(lines.without_heir().select_related("event", "function", "giver__area"), pk=pk)
    form = HeirForm(request.POST or None, initial={"on": line.event.on})
    if form.is_valid():
        values = form.cleaned_data
        try:
            taker = Finder(area=line.giver.area, on=values["on"]).find(values["taker"], field="taker")
            heir_services.name_heir(
                handover=line,
                taker=taker,
                on=values["on"],
                reason=values["reason"],
                by=request.user,
                at=clock.now(),
            )
            return redirect("kernel:open_decisions")
        except NotFound as missing:
            form.add_error(missing.field, str(missing))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "line": line}
    return render(request, "kernel/name_heir.html", context, status=400 if form.errors else 200)


@requires("kernel.decide_heirs")
@require_POST
def withdraw_heir(request, pk):
    """Let a function wait again (撤回承接决定)."""
    lines = FunctionHandover.objects.allowed(request.user, act="kernel.decide_heirs")
    line = get_object_or_404(lines.select_related("giver__area"), pk=pk)
    try:
        heir_services.withdraw_heir(handover=line, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("kernel:open_decisions")
