"""The parents of a plan: which they are, what is carried out of them and how, what is missing (上级规划)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import day_for, is_allowed, require, requires
from luoshi.kernel.acting import tell
from luoshi.kernel.errors import Refusal
from luoshi.plan.engine.levels import level_of
from luoshi.plan.forms import DayForm, chosen
from luoshi.plan.lists import COMPARED, DESCENT, GAPS, SIDE_BY_SIDE
from luoshi.plan.lists.parents import beside
from luoshi.plan.models import PlanParent
from luoshi.plan.parent_forms import ParentForm
from luoshi.plan.queries import links as link_queries
from luoshi.plan.queries import parents as queries
from luoshi.plan.queries.cascades import Cascade, cascade_of, children_beside
from luoshi.plan.services import links, parents
from luoshi.plan.views.frame import framed, open_plan

LINK = parents.LINK


def family(plan, *, here: str, user, **context) -> dict:
    """The context of a page about the parents of a plan, with the ways to its sisters."""
    sisters = {
        "parents": _("Parent plans"),
        "proposals": _("Pairs to decide"),
        "compared": _("Compared"),
        "gaps": _("Gaps"),
        "descent": _("What each commitment carries out"),
        "side_by_side": _("Plans side by side"),
    }
    ways = [
        {"label": label, "url": reverse(f"plan:{name}", args=[plan.slug]), "is_here": name == here}
        for name, label in sisters.items()
    ]
    may_link = is_allowed(user, LINK, plan)
    return framed(plan, here="parents", sisters=ways, may_link=may_link, **context)


def _days(request):
    today = day_for(request.user)
    return chosen(DayForm(request.GET)).get("on") or today, today


def _cascade(request, plan) -> Cascade:
    on, today = _days(request)
    return cascade_of(plan=plan, user=request.user, on=on, today=today)


@requires("plan.read_plans")
@require_safe
def parents_of_plan(request, slug):
    """Which plans this one carries out, which carry it out, and how it fares beside them (上级规划)."""
    return _shown(request, open_plan(request, slug), ParentForm(choices=()))


def _shown(request, plan, form, status: int = 200):
    line = queries.plans_of_line(plan)
    stated = list(queries.stated_parents(line=line, user=request.user))
    on, today = _days(request)
    cascade = Cascade(plans=[plan], parents=queries.newest(stated), on=on, today=today)
    possible = _possible(request, plan, line, stated)
    form.offer(possible)
    owners = queries.owners_of([plan, *cascade.parents])
    context = family(
        plan,
        here="parents",
        user=request.user,
        level=level_of(owners[plan.pk]),
        stated=[
            {
                "row": each,
                "level": level_of(owners[each.parent_id]),
                "tally": cascade.tally(plan, parent=each.parent),
            }
            for each in stated
        ],
        tally=cascade.tally(plan),
        proposed=queries.named_parents(plan=plan, among=possible),
        waiting=link_queries.undecided_pairs(request.user, plan=plan.pk).count(),
        children=queries.child_plans(line=line, user=request.user)[: queries.MOST_PARENTS],
        form=form,
    )
    return render(request, "plan/parents.html", context, status=status)


def _possible(request, plan, line, stated) -> list:
    """The plans that this person may name as a parent."""
    if not is_allowed(request.user, LINK, plan):
        return []
    without = line | {each.parent_id for each in stated}
    return queries.possible_parents(plan=plan, user=request.user, without=without)


@requires(LINK)
@require_POST
def state_parent(request, slug):
    """Say that the plan carries out another (认定上级规划)."""
    plan = open_plan(request, slug)
    require(request.user, LINK, plan)
    form = ParentForm(request.POST, choices=())
    line = queries.plans_of_line(plan)
    form.offer(_possible(request, plan, line, queries.stated_parents(line=line)))
    if form.is_valid():
        try:
            parents.state_parent(
                plan=plan,
                parent=form.chosen(),
                mention=plan.mentions.filter(kind="document", pk=form.cleaned_data["mention"]).first(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        return _shown(request, plan, form, status=400)
    messages.success(request, _("Stated. Now let the matcher compare the commitments."))
    return redirect("plan:parents", slug=plan.slug)


@requires(LINK)
@require_POST
def withdraw_parent(request, slug, pk):
    """Take a parent plan back (撤回上级规划)."""
    plan = open_plan(request, slug)
    stated = get_object_or_404(
        PlanParent.objects.visible_to(request.user).select_related("plan__owner__area"),
        pk=pk,
        plan__in=queries.plans_of_line(plan),
    )
    return done(request, plan, "parents", parents.withdraw_parent, stated=stated)


@requires(LINK)
@require_POST
def propose_links(request, slug):
    """Have the matcher compare the plan with its parents (比对上级规划)."""
    plan = open_plan(request, slug)
    try:
        job = links.propose_links(plan=plan, by=request.user, at=clock.now())
    except links.NoParentPlan as refusal:
        messages.error(request, str(refusal))
        return redirect("plan:parents", slug=plan.slug)
    return redirect("kernel:job", pk=job.pk)


def done(request, back, page: str, service, /, **values):
    """Do it; what refuses it is said on the page that comes next."""
    tell(request, service, **values)
    return redirect(f"plan:{page}", slug=back.slug)


@requires("plan.read_plans")
@require_safe
def compared(request, slug):
    """What of the parent plans concerns this one: covered, weaker, missing, and why it binds (对照上级规划)."""
    return _beside_parents(request, slug, COMPARED, here="compared")


@requires("plan.read_plans")
@require_safe
def gaps(request, slug):
    """What binds this plan and is carried out by nothing in it (缺项清单)."""
    return _beside_parents(request, slug, GAPS, here="gaps")


def _beside_parents(request, slug, page, *, here):
    plan = open_plan(request, slug)
    cascade = _cascade(request, plan)
    context = family(
        plan, here=here, user=request.user, cascade=cascade, tally=cascade.tally(cascade.plans[0])
    )
    return lists.show(
        request, page, f"plan/{here}.html", context, of={"plan": plan.pk}, known={"cascade": cascade}
    )


@requires("plan.read_plans")
@require_safe
def descent(request, slug):
    """Each commitment with what it carries out of the parent plans, or "no parent" (逐项溯源)."""
    plan = open_plan(request, slug)
    context = family(plan, here="descent", user=request.user)
    return lists.show(request, DESCENT, "plan/descent.html", context, of={"plan": plan.pk})


@requires("plan.read_plans")
@require_safe
def side_by_side(request, slug):
    """Every plan that carries this one out, promise by promise: covered, weaker, missing (并列对照)."""
    plan = open_plan(request, slug)
    on, today = _days(request)
    cascade = children_beside(plan=plan, user=request.user, on=on, today=today)
    tallies = [{"plan": each, "tally": cascade.tally(each)} for each in cascade.plans]
    context = family(plan, here="side_by_side", user=request.user, tallies=tallies)
    page = beside(cascade.plans) if cascade.plans else SIDE_BY_SIDE
    return lists.show(
        request, page, "plan/side_by_side.html", context, of={"plan": plan.pk}, known={"cascade": cascade}
    )
