"""Issuing assignments: one from whatever asks for it, or the tasks of a plan at once (交办)."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from luoshi.delivery.forms import IssueForm, TasksForm
from luoshi.delivery.models import Completion, SourceKind
from luoshi.delivery.queries.issuers import issuers
from luoshi.delivery.queries.tasks import open_tasks
from luoshi.delivery.services import assignments as services
from luoshi.delivery.services import tasks
from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.acting import was_done
from luoshi.kernel.models import Origin
from luoshi.plan.views.frame import open_plan

ISSUE = "delivery.issue_assignments"


@requires(ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request):
    """Enter one assignment from minutes, a leader's note, a letter (单件交办)."""
    form = IssueForm(request.POST or None, issuers=issuers(request.user, on=clock.today()))
    if form.is_valid():
        made = was_done(request, form, services.issue_assignment, **_asked(form.cleaned_data))
        if made:
            return redirect("delivery:assignment", pk=made.pk)
    return render(request, "delivery/issue.html", {"form": form}, status=400 if form.errors else 200)


def _asked(given) -> dict:
    return {
        "issuer": given["issuer"],
        "source": services.Told(
            kind=SourceKind(given["kind"]),
            title=given["source_title"],
            number=given["number"],
            on=given["on"],
            words=given["words"],
            instructed_by=given["instructed_by"],
        ),
        "asked": services.Asked(
            title=given["title"],
            lead=given["lead"],
            supporters=given["supporters"],
            measure=given["measure"],
            completion=Completion(given["completion"]),
            due_on=given["due_on"],
        ),
        "origin": Origin.own(),
    }


@requires(ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
def issue_tasks(request, slug):
    """Issue the tasks of a plan to those who answer for them today (按规划任务交办)."""
    plan, today = open_plan(request, slug), clock.today()
    waiting = open_tasks(plan=plan, on=today)
    ready = {str(each.commitment.pk): each for each in waiting if each.lead}
    choices = [(key, each.commitment.title) for key, each in ready.items()]
    form = TasksForm(request.POST or None, issuers=issuers(request.user, on=today), choices=choices)
    if form.is_valid():
        chosen = [ready[key] for key in form.cleaned_data["tasks"]]
        due = form.cleaned_data["due_on"]
        asked = [
            tasks.Task(each.commitment, each.lead, each.supporters, each.due_on or due) for each in chosen
        ]
        made = was_done(
            request, form, tasks.issue_tasks, plan=plan, issuer=form.cleaned_data["issuer"], tasks=asked
        )
        if made:
            return redirect("delivery:assignments")
    context = {
        "plan": plan,
        "form": form,
        "ready": list(ready.values()),
        "leaderless": [each for each in waiting if not each.lead],
        "chosen": set(form["tasks"].value() or ready),
    }
    return render(request, "delivery/issue_tasks.html", context, status=400 if form.errors else 200)
