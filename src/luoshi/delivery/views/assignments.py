"""Assignments: the list, one of them, its milestones and parts (督办台账、任务详情)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.delivery import shown
from luoshi.delivery.forms import LightForm, MajorForm, MilestoneForm, PartForm
from luoshi.delivery.lists import ASSIGNMENTS
from luoshi.delivery.models import Assignment, Milestone
from luoshi.delivery.queries import assignments as queries
from luoshi.delivery.queries import issuers
from luoshi.delivery.services import assignments as services
from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import tell, was_done

READ, REPORT, ISSUE, SET = (
    f"delivery.{act}" for act in ("read_assignments", "report_progress", "issue_assignments", "set_lights")
)


@requires(READ)
@require_safe
def assignments(request):
    """What was asked of whom, by when, and how it stands (督办台账)."""
    on, may_issue = clock.today(), is_allowed(request.user, ISSUE)
    context = {
        "counted": queries.counted(request.user, on=on),
        "may_issue": may_issue,
        "may_take_over": is_allowed(request.user, "kernel.import_lists"),
        "plans": queries.plans_to_issue(request.user, on=on) if may_issue else [],
        "here": "assignments",
    }
    return lists.show(request, ASSIGNMENTS, "delivery/assignments.html", context)


@requires(READ)
@require_safe
def assignment(request, pk):
    """One assignment: how it stands and why, who has to act, what was reported (任务详情)."""
    found = _assignment(request, pk)
    today = clock.today()
    markers = issuers.markers(request.user, found, on=today)
    context = {
        "assignment": found,
        "shown": shown.assignment(found, on=today, by=request.user),
        "markers": markers,
        "major_form": MajorForm(bodies=markers, auto_id="major-%s") if markers else None,
        "may_report": is_allowed(request.user, REPORT, found.lead) and found.matter.ended_at is None,
        "may_split": is_allowed(request.user, ISSUE, found.lead) and found.matter.ended_at is None,
        "may_set": is_allowed(request.user, SET, found.issuer),
        "milestone_form": MilestoneForm(),
        "light_form": LightForm(),
    }
    return render(request, "delivery/assignment.html", context)


@requires(REPORT)
@require_POST
def state_milestone(request, pk):
    """Add a milestone to what one leads (设节点)."""
    found = _assignment(request, pk)
    require(request.user, REPORT, found.lead)
    form = MilestoneForm(request.POST)
    if form.is_valid():
        tell(request, services.state_milestone, assignment=found, **form.cleaned_data)
        return redirect("delivery:assignment", pk=pk)
    context = {"assignment": found, "form": form}
    return render(request, "delivery/milestone.html", context, status=400)


@requires(REPORT)
@require_POST
def withdraw_milestone(request, pk):
    """Give up a milestone (撤销节点)."""
    rows = Milestone.objects.select_related("assignment__lead__area")
    milestone = get_object_or_404(rows, pk=pk, assignment__in=Assignment.objects.visible_to(request.user))
    tell(request, services.withdraw_milestone, milestone=milestone)
    return redirect("delivery:assignment", pk=milestone.assignment_id)


@requires(ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request, pk):
    """Give a part of what one leads to another body (分解)."""
    found = _assignment(request, pk)
    require(request.user, ISSUE, found.lead)
    form = PartForm(request.POST or None)
    if form.is_valid():
        part = services.Asked(**form.cleaned_data)
        if was_done(request, form, services.split_assignment, assignment=found, parts=[part]):
            return redirect("delivery:assignment", pk=pk)
    context = {"assignment": found, "form": form}
    return render(request, "delivery/split.html", context, status=400 if form.errors else 200)


def _assignment(request, pk) -> Assignment:
    rows = queries.seen(request.user).select_related(
        "matter__version", "lead__area", "issuer__area", "source__plan", "parent", "carried_from__matter"
    )
    return get_object_or_404(rows, pk=pk)
