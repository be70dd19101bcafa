"""Deciding what vague words mean, and what is still to be decided (解释认定)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import require, requires
from luoshi.kernel.acting import tell, was_done
from luoshi.plan.engine.interpreting import written
from luoshi.plan.lists import UNDECIDED
from luoshi.plan.models import Interpretation
from luoshi.plan.queries import interpretations as queries
from luoshi.plan.queries import plans as plan_queries
from luoshi.plan.review_forms import MeaningForm
from luoshi.plan.services import interpretations as services
from luoshi.plan.services.interpretations import INTERPRET
from luoshi.plan.views.frame import framed, heirs_on, open_plan, text_of
from luoshi.reading.messages import PARTS

AROUND = 120


@requires("plan.read_plans")
@require_safe
def undecided(request, slug):
    """What is still to be decided before the plan's commitments can be verified (待认定事项)."""
    plan = open_plan(request, slug)
    heirs = heirs_on(request, plan)
    context = framed(plan, here="commitments", heirs=heirs, totals=plan_queries.totals(plan=plan))
    known = {"heirs": heirs}
    return lists.show(request, UNDECIDED, "plan/undecided.html", context, of={"plan": plan.pk}, known=known)


@requires(INTERPRET)
@require_http_methods(["GET", "POST"])
def interpret(request, slug, pk, part):
    """Say what a part of a commitment is taken to mean (解释认定)."""
    plan = open_plan(request, slug)
    require(request.user, INTERPRET, plan)
    if part not in PARTS:
        raise Http404
    row = get_object_or_404(plan.commitments.select_related("section", "plan__owner__area"), pk=pk)
    versions = list(queries.versions_of(commitment=row).filter(part=part)[:50])
    form = MeaningForm(request.POST or None, part=part, initial=_before(versions))
    if form.is_valid() and was_done(
        request,
        form,
        services.interpret_commitment,
        message=gettext("Decided. Earlier versions stay beside it."),
        commitment=row,
        part=part,
        **form.cleaned_data,
    ):
        return redirect(f"{reverse('plan:commitment', args=[slug, pk])}#{part}")
    text = text_of(plan)
    context = framed(
        plan,
        here="commitments",
        commitment=row,
        part=part,
        form=form,
        versions=versions,
        before=text[max(0, row.start - AROUND) : row.start],
        words=text[row.start : row.end],
        behind=text[row.end : row.end + AROUND],
    )
    return render(request, "plan/interpret.html", context, status=400 if form.errors else 200)


def _before(versions: list[Interpretation]) -> dict:
    """What the form begins with: the decision that stands, to be replaced by the next version."""
    standing = next((each for each in versions if each.withdrawn_at is None), None)
    if standing is None:
        return {}
    return {"meaning": standing.meaning, "value": written(standing.values), "seen": standing.version}


@require_POST
@requires(INTERPRET)
def withdraw_interpretation(request, slug, pk):
    """Open again what a part means (撤回解释认定)."""
    plan = open_plan(request, slug)
    rows = Interpretation.objects.visible_to(request.user).select_related("commitment__plan__owner__area")
    made = get_object_or_404(rows, pk=pk)
    row = plan.commitments.with_identity().filter(first=made.commitment_id).first()
    if row is None:
        raise Http404
    tell(request, services.withdraw_interpretation, interpretation=made)
    return redirect("plan:commitment", slug=slug, pk=row.pk)
