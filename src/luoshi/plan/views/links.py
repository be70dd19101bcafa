"""Deciding which commitment carries out which, and what binds (确认衔接、认定约束性)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import require, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import MatchAnswer
from luoshi.plan.lists import PROPOSALS
from luoshi.plan.models import BindingChoice
from luoshi.plan.models.parents import LINKS
from luoshi.plan.parent_forms import BindingForm, LinkForm
from luoshi.plan.queries import links as queries
from luoshi.plan.queries.cascades import cascade_of
from luoshi.plan.queries.parents import plans_of_line
from luoshi.plan.queries.texts import sentences_of
from luoshi.plan.services import links, parents
from luoshi.plan.views.frame import open_plan
from luoshi.plan.views.parents import LINK, done, family

ANSWERS = {"yes": True, "no": False}


@requires("plan.read_plans")
@require_safe
def proposals(request, slug):
    """The pairs that the matcher holds for one matter and nobody has answered (待确认衔接)."""
    plan = open_plan(request, slug)
    first = queries.undecided_pairs(request.user, plan=plan.pk).order_by("-score", "pk").first()
    context = family(plan, here="proposals", user=request.user, first=first)
    return lists.show(request, PROPOSALS, "plan/proposals.html", context, of={"plan": plan.pk})


@requires(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_link(request, slug, pk):
    """One pair with both sentences: yes, no, or look at the next and decide later (逐对确认)."""
    plan = open_plan(request, slug)
    require(request.user, LINK, plan)
    undecided = queries.undecided_pairs(request.user, plan=plan.pk)
    pair = queries.with_both_sides(undecided).filter(pk=pk).first()
    if pair is None:
        return _gone(request, plan)
    if request.method == "POST":
        return _answered(request, plan, pair, undecided)
    context = family(
        plan,
        here="proposals",
        user=request.user,
        pair=pair,
        sentences=sentences_of(pair.child, pair.parent),
        left=undecided.count(),
        place=undecided.filter(queries.before(pair)).count() + 1,
    )
    return render(request, "plan/decide_link.html", context)


def _gone(request, plan):
    """Somebody was faster, or the address is old: go on with what is left."""
    messages.info(request, _("This pair is decided already, or no longer proposed."))
    return redirect("plan:proposals", slug=plan.slug)


def _answered(request, plan, pair, undecided):
    following = undecided.exclude(pk=pair.pk).exclude(queries.before(pair)).order_by("-score", "pk").first()
    said = request.POST.get("answer", "")
    at = clock.now()
    try:
        if said in ANSWERS:
            reason = request.POST.get("reason", "")[:200]
            links.decide_link(
                child=pair.child,
                parent=pair.parent,
                is_parent=ANSWERS[said],
                reason=reason,
                by=request.user,
                at=at,
            )
        else:
            links.leave_for_later(proposal=pair, by=request.user, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    if following is None:
        return redirect("plan:proposals", slug=plan.slug)
    return redirect("plan:decide_link", slug=plan.slug, pk=following.pk)


@requires(LINK)
@require_POST
def withdraw_link(request, slug, pk):
    """Take a yes or a no back (撤回衔接)."""
    plan = open_plan(request, slug)
    answer = get_object_or_404(MatchAnswer.objects.filter(purpose=LINKS).select_related("by"), pk=pk)
    child, _parent = queries.commitments_of_answer(answer)
    if child.plan_id not in plans_of_line(plan):
        raise Http404
    return done(request, plan, "descent", links.withdraw_link, answer=answer)


@requires(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
def link_by_hand(request, slug, pk):
    """Say by hand which commitment of this plan carries out one of a parent (手工衔接)."""
    plan, upper, cascade = _upper(request, slug, pk)
    words = request.POST.get("q", request.GET.get("q", ""))[:100]
    form = LinkForm(request.POST or None, choices=queries.candidates(plan=plan, upper=upper, words=words))
    if request.method == "POST" and form.is_valid():
        child = get_object_or_404(plan.commitments.select_related("plan__owner__area"), pk=form.chosen())
        try:
            links.decide_link(
                child=child,
                parent=upper,
                is_parent=True,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("plan:gaps", slug=plan.slug)
    context = family(
        plan, here="gaps", user=request.user, upper=upper, words=cascade.words(upper), form=form, q=words
    )
    return render(request, "plan/link_by_hand.html", context, status=400 if form.errors else 200)


@requires(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_binding(request, slug, pk):
    """Decide whether a promise of a parent binds whoever this plan is of (认定约束性)."""
    plan, upper, cascade = _upper(request, slug, pk)
    form = BindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            parents.decide_binding(
                plan=plan,
                commitment=upper,
                is_binding=form.cleaned_data["binds"] == "yes",
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("plan:compared", slug=plan.slug)
    standing = cascade.standing(upper, cascade.plans[0])
    context = family(
        plan,
        here="compared",
        user=request.user,
        upper=upper,
        words=cascade.words(upper),
        standing=standing,
        form=form,
    )
    return render(request, "plan/decide_binding.html", context, status=400 if form.errors else 200)


def _upper(request, slug, pk):
    """The plan, and the commitment of one of its parents that the address names."""
    plan = open_plan(request, slug)
    require(request.user, LINK, plan)
    today = clock.today()
    cascade = cascade_of(plan=plan, user=request.user, on=today, today=today)
    upper = cascade.promise(pk)
    if upper is None:
        raise Http404
    return plan, upper, cascade


@requires(LINK)
@require_POST
def withdraw_binding(request, slug, pk):
    """Let the words decide again whether it binds (撤回约束性认定)."""
    plan = open_plan(request, slug)
    require(request.user, LINK, plan)
    choice = get_object_or_404(
        BindingChoice.objects.visible_to(request.user).select_related("commitment__plan"),
        pk=pk,
        body=plan.owner_id,
    )
    return done(request, plan, "compared", parents.withdraw_binding, plan=plan, choice=choice)
