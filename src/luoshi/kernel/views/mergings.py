"""Records that may be one body: found, seen side by side, merged, parted again (合并重复主体)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import claims, clock, lists, wording
from luoshi.kernel.access import requires
from luoshi.kernel.body_forms import MergingForm, PartingForm
from luoshi.kernel.errors import Refusal
from luoshi.kernel.lists.doubles import DOUBLES, MERGINGS
from luoshi.kernel.models import Body, Merging
from luoshi.kernel.queries import bodies as body_queries
from luoshi.kernel.queries import doubles as queries
from luoshi.kernel.queries import register, successions
from luoshi.kernel.register import FACTS
from luoshi.kernel.services import mergings as services
from luoshi.kernel.views.bodies import shown_fact
from luoshi.kit.lists import wants_part
from luoshi.kit.lists.filters import is_sayable

SHOWN = 20


@requires(services.MERGE)
@require_safe
def doubles(request):
    """Pairs of records that may be one body, the likeliest first (疑似重复主体)."""
    context = {} if wants_part(request) else {"last": queries.last_search()}
    return lists.show(request, DOUBLES, "kernel/doubles.html", context)


@requires(services.MERGE)
@require_POST
def look_for_doubles(request):
    """Have all bodies looked through (查找疑似重复)."""
    job = services.look_for_doubles(by=request.user, at=clock.now())
    return redirect("kernel:job", pk=job.pk)


@requires(services.MERGE)
@require_safe
def mergings(request):
    """Which records are read as which, and which were parted again (合并登记)."""
    return lists.show(request, MERGINGS, "kernel/mergings.html", {})


@requires(services.MERGE)
@require_safe
def choose_double(request, pk):
    """Find by a name the record that is the same body (查找同一主体)."""
    body = get_object_or_404(_mine(request), pk=pk)
    name = " ".join(request.GET.get("q", "").split())[:120]
    name = name if is_sayable(name) else ""
    found = queries.records_called(name, user=request.user, but=body) if name else []
    context = {"body": body, "name": name, "found": found, "pairs": queries.pairs_of(body)[:SHOWN]}
    return render(request, "kernel/choose_double.html", context)


@requires(services.MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_bodies(request, pk, other):
    """Two records side by side, and what reading them as one would change; then it is done (合并主体)."""
    kept, merged = get_object_or_404(_mine(request), pk=pk), get_object_or_404(_mine(request), pk=other)
    form = MergingForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            merging = services.merge_bodies(
                kept=kept, merged=merged, reason=reason, by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Merged. Parting the records brings everything back."))
            return redirect("kernel:merging", pk=merging.pk)
    context = _compared(request, kept, merged) | {"form": form}
    return render(request, "kernel/merge_bodies.html", context, status=400 if form.errors else 200)


@requires(services.MERGE)
@require_POST
def tell_apart(request, pk, other):
    """Say that two records are two bodies (确认为不同主体)."""
    one, two = get_object_or_404(_mine(request), pk=pk), get_object_or_404(_mine(request), pk=other)
    try:
        services.tell_apart(
            one=one, other=two, reason=request.POST.get("reason", ""), by=request.user, at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Remembered: these two are proposed no more."))
    return redirect("kernel:doubles")


@requires(services.MERGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merging(request, pk):
    """One merging: what was read as what, why; and parting the records again (合并登记、撤销合并)."""
    rows = Merging.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("kept__area", "merged__area", "merged_by", "parted_by"), pk=pk
    )
    form = PartingForm(request.POST or None)
    if form.is_valid():
        try:
            services.part_bodies(
                merging=found, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Parted: both records are as they were before."))
            return redirect("kernel:merging", pk=pk)
    context = {"merging": found, "form": form, "sides": _sides(request, found.kept, found.merged)}
    return render(request, "kernel/merging.html", context, status=400 if form.errors else 200)


def _mine(request):
    """The bodies that this person may merge, as far as the person sees them."""
    visible = Body.objects.visible_to(request.user).values("pk")
    return (
        Body.objects.allowed(request.user, act=services.MERGE)
        .filter(pk__in=visible)
        .select_related("area", "parent")
    )


def _compared(request, kept: Body, merged: Body) -> dict:
    """Both records, what speaks for one body, what each side knows otherwise, and which claims would move."""
    today = clock.today()
    found = queries.likeness(one=kept, other=merged)
    moved = claims.asked_of(bodies=[merged.pk], user=request.user, on=today)
    return {
        "kept": kept,
        "merged": merged,
        "score": found.score if found else None,
        "reasons": [wording.reason(each) for each in found.reasons] if found else [],
        "sides": _sides(request, kept, merged),
        "contradictions": [
            (FACTS[mine.name].label if mine.name in FACTS else mine.name, mine.value, theirs.value)
            for mine, theirs in queries.contradictions(one=kept, other=merged, on=today)
        ],
        "claims": [(each, rows[:SHOWN], number) for each, rows, number in moved],
        "standing": queries.merging_of(merged),
    }


def _sides(request, kept: Body, merged: Body) -> list[dict]:
    """Line by line what both records hold: what it is, how it is printed, the one, the other."""
    today = clock.today()
    lines = {
        "names": (_("Names"), lambda body: body.names.order_by("valid_from", "kind", "pk")),
        "kind": (_("Kind"), lambda body: body.get_kind_display()),
        "area": (_("Area"), lambda body: body.area),
        "parent": (_("Under"), lambda body: body.parent or ""),
        "time": (_("There from – until"), lambda body: body),
        "commands": (_("Commanded by the city"), lambda body: body.commands.order_by("valid_from", "pk")),
        "facts": (_("Registered facts"), lambda body: [*map(shown_fact, register.own_facts_of(body=body))]),
        "posts": (
            _("Who serves it"),
            lambda body: body_queries.posts_at(bodies=[body.pk], user=request.user, on=today),
        ),
        "events": (_("What became of it"), lambda body: successions.events_of(bodies=[body.pk])),
    }
    sides = [
        {"label": label, "part": part, "cells": [read(kept), read(merged)]}
        for part, (label, read) in lines.items()
    ]
    hanging = queries.hanging_on(one=kept, other=merged)
    return sides + [{"label": label, "part": "number", "cells": cells} for label, *cells in hanging]
