"""Who answers for what, as of a day, and the decisions that a reform or several leads ask for (责任分工)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import require, requires
from luoshi.kernel.acting import tell, was_done
from luoshi.kernel.models import Body, Succession
from luoshi.kit.lists import MOST_ROWS
from luoshi.plan.engine.leads import Accountable
from luoshi.plan.forms import DecisionForm
from luoshi.plan.lists import RESPONSIBILITIES
from luoshi.plan.models import HeirChoice, LeadChoice
from luoshi.plan.queries import responsibilities as queries
from luoshi.plan.services import heirs as services
from luoshi.plan.views.frame import framed, heirs_on, open_plan, text_of
from luoshi.plan.views.sheets import may_hand_in

LONGEST_CLAUSE = 600
DECIDED = _("Decided. The decision stands with its grounds beside the clause.")


@requires("plan.read_plans")
@require_safe
def responsibilities(request, slug):
    """Every clause with the body that was printed and the one that answers on the day (责任分工)."""
    plan = open_plan(request, slug)
    heirs = heirs_on(request, plan)
    decisions = queries.Decisions(plan=plan.pk, heirs=heirs, by=request.user)
    context = framed(
        plan,
        here="responsibilities",
        heirs=heirs,
        decisions=decisions,
        waiting=len(heirs.in_state("open")),
        joint=len(decisions.joint),
        sheet=may_hand_in(request, "plan.division"),
    )
    return lists.show(
        request,
        RESPONSIBILITIES,
        "plan/responsibilities.html",
        context,
        of={"plan": plan.pk},
        known={"heirs": heirs, "decisions": decisions},
        also=[(_("xlsx to hand in again"), reverse("plan:division_xlsx", args=[slug]))],
    )


@requires("plan.choose_heirs")
@require_http_methods(["GET", "POST"])
def choose_heir(request, slug, pk):
    """Say which body answers in a clause that a reform left open (明确承接单位)."""
    plan = open_plan(request, slug)
    require(request.user, "plan.choose_heirs", plan)
    duty = get_object_or_404(plan.responsibilities.select_related("section", "plan__owner__area"), pk=pk)
    shown = heirs_on(request, plan).of(duty)
    if not shown.is_open:
        return _back(plan, duty)
    event = get_object_or_404(
        Succession.objects.prefetch_related("handovers__function", "handovers__taker"),
        pk=shown.heir.waits_for,
    )
    form = DecisionForm(request.POST or None, choices=_heirs_to_choose(plan, event, shown))
    if form.is_valid() and was_done(
        request,
        form,
        services.choose_heir,
        message=DECIDED,
        responsibility=duty,
        event=event,
        heir=Body.objects.get(pk=form.cleaned_data["body"]),
        reason=form.cleaned_data["reason"],
    ):
        return _back(plan, duty)
    context = framed(
        plan,
        here="responsibilities",
        duty=duty,
        shown=shown,
        event=event,
        form=form,
        words=_words(plan, duty),
    )
    return render(request, "plan/choose_heir.html", context, status=400 if form.errors else 200)


def _heirs_to_choose(plan, event, shown):
    """Those whom the event names first, then every agency of the area that there was."""
    proposed = [(str(pk), name) for pk, name in zip(shown.heir.choices, shown.choices, strict=False)]
    known = {pk for pk, _name in proposed}
    others = [
        (str(body.pk), body.name_then)
        for body in queries.possible_heirs(plan=plan, event=event)[:MOST_ROWS]
        if str(body.pk) not in known
    ]
    return [
        group for group in ((_("named by the reform"), proposed), (_("other agencies"), others)) if group[1]
    ]


@requires("plan.choose_leads")
@require_http_methods(["GET", "POST"])
def choose_lead(request, slug, place):
    """Name the first of several leads (明确第一牵头单位)."""
    plan = open_plan(request, slug)
    require(request.user, "plan.choose_leads", plan)
    section = get_object_or_404(plan.sections, place=place)
    leads = list(section.responsibilities.filter(role="lead").select_related("plan__owner__area", "section"))
    if not leads:
        raise Http404
    heirs = heirs_on(request, plan)
    if heirs.accountable(leads).state != Accountable.JOINT:
        return _back(plan, leads[0])
    form = DecisionForm(request.POST or None, choices=[(str(duty.pk), heirs.of(duty).name) for duty in leads])
    if form.is_valid() and was_done(
        request,
        form,
        services.choose_first_lead,
        message=DECIDED,
        responsibility=next(duty for duty in leads if str(duty.pk) == form.cleaned_data["body"]),
        reason=form.cleaned_data["reason"],
    ):
        return _back(plan, leads[0])
    context = framed(plan, here="responsibilities", section=section, form=form, words=_words(plan, leads[0]))
    return render(request, "plan/choose_lead.html", context, status=400 if form.errors else 200)


@requires("plan.choose_heirs")
@require_POST
def withdraw_heir(request, slug, pk):
    """Open a clause's question again (撤回承接决定)."""
    plan = open_plan(request, slug)
    choice = get_object_or_404(
        HeirChoice.objects.visible_to(request.user).select_related("responsibility__plan__owner__area"),
        pk=pk,
        responsibility__plan=plan,
    )
    return _withdrawn(request, plan, services.withdraw_heir_choice, choice)


@requires("plan.choose_leads")
@require_POST
def withdraw_lead(request, slug, pk):
    """Take the naming of a first lead back (撤回第一牵头单位)."""
    plan = open_plan(request, slug)
    choice = get_object_or_404(
        LeadChoice.objects.visible_to(request.user).select_related("section__plan__owner__area"),
        pk=pk,
        section__plan=plan,
    )
    return _withdrawn(request, plan, services.withdraw_lead_choice, choice)


def _withdrawn(request, plan, service, choice):
    tell(request, service, choice=choice)
    return redirect("plan:responsibilities", slug=plan.slug)


def _back(plan, duty):
    return redirect(f"{reverse('plan:responsibilities', args=[plan.slug])}#r{duty.pk}")


def _words(plan, duty) -> str:
    """The clause and what stands before it in its section, as printed."""
    section = duty.section
    start = max(section.start, duty.end - LONGEST_CLAUSE)
    return text_of(plan)[start : min(section.end, duty.end + 40)]
