"""Reporting progress and reading what was reported (进展报告)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.delivery import shown
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.forms import PERIOD, ReportForm
from luoshi.delivery.lists import REPORTS
from luoshi.delivery.models import Assignment, ProgressReport
from luoshi.delivery.queries import due
from luoshi.delivery.queries import reports as queries
from luoshi.delivery.queries.collecting import Task
from luoshi.delivery.queries.round_forms import answers_beside
from luoshi.delivery.refusals import ReportedAlready
from luoshi.delivery.services import reports as services
from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import was_done
from luoshi.kernel.models import Post
from luoshi.kernel.services.files import store_upload
from luoshi.work.shown import steps

READ, REPORT = "delivery.read_assignments", "delivery.report_progress"


@requires(READ)
@require_safe
def reports(request):
    """What was reported, and whether it was accepted (进展报告一览)."""
    return lists.show(request, REPORTS, "delivery/reports.html", {"here": "reports"})


@requires(READ)
@require_safe
def report(request, pk):
    """One report: what was done, what it rests on, whether it counts (报告详情)."""
    rows = ProgressReport.objects.visible_to(request.user).select_related(
        "matter__version", "body__area", "reported_by", "accepted_by", "corrects", "round", "from_file"
    )
    found = get_object_or_404(rows, pk=pk)
    context = {
        "report": found,
        "shown": shown.report(found, by=request.user),
        "answers": answers_beside(found, by=request.user),
        "is_on_behalf": found.from_file_id is not None and _serves_another(found),
        "steps": steps(found.matter, by=request.user, at=clock.now()),
        "may_mend": is_allowed(request.user, REPORT, found.body)
        and found.matter.state in ("sent", "returned"),
    }
    return render(request, "delivery/report.html", context)


def _serves_another(found: ProgressReport) -> bool:
    """Whether who entered the report served another body on that day."""
    day = clock.day_of(found.reported_at)
    own = Post.objects.in_force(on=day).filter(user=found.reported_by_id, body=found.body_id)
    return not own.exists()


@requires(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def report_on(request, pk):
    """Report on an assignment; last time's words and figures stand beside the empty fields (报送进展)."""
    rows = Assignment.objects.visible_to(request.user).select_related("lead__area", "matter", "issuer")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, REPORT, found.lead)
    beside = queries.beside(found)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        milestones=beside.milestones,
        also=beside.others,
        initial=beginning(f"{clock.today():%Y-%m}"),
    )
    if form.is_valid() and (made := _arrived(request, form, found, beside)):
        return _gone_on(request, made)
    context = {
        "assignment": found,
        "form": form,
        "last": beside.last,
        "draft": draft_key(request.user, found.pk),
        "pointed": shown.pointed_out(
            done=form["done"].value() or "", no_progress=form["no_progress"].value() or ""
        ),
    }
    return render(request, "delivery/report_on.html", context, status=400 if form.errors else 200)


@requires(REPORT)
@require_POST
def check_words(request):
    """What is pointed out about the words of a report, while somebody types; nothing is written (即时提示)."""
    words = {name: request.POST.get(name, "")[:20_000] for name in ("done", "no_progress")}
    return render(request, "delivery/_words.html", {"pointed": shown.pointed_out(**words)})


@requires(REPORT)
@require_safe
def due_reports(request):
    """All that one has to report for a period, task after task, each beside last time's words (本期填报)."""
    today = clock.today()
    period = _period(request) or f"{today:%Y-%m}"
    tasks, number = due.due(request.user, period=period, on=today)
    context = {
        "period": period,
        "tasks": [
            (task, _form_of(task, period), draft_key(request.user, task.assignment.pk)) for task in tasks
        ],
        "more": number - len(tasks),
        "done": list(due.done(request.user, period=period, on=today)[: due.MOST]),
        "here": "due_reports",
    }
    return render(request, "delivery/due_reports.html", context)


def _period(request) -> str:
    given = request.GET.get("period", "")
    return given if PERIOD.fullmatch(given) else ""


def _form_of(task: Task, period: str) -> ReportForm:
    return ReportForm(
        milestones=task.milestones, initial=beginning(period), auto_id=f"t{task.assignment.pk}-%s"
    )


def beginning(period: str) -> dict:
    """What a form of a report begins with: among it the key under which it will arrive, once."""
    return {"period": period, "reached_on": clock.today(), "sent_as": uuid4()}


def draft_key(user, pk: int) -> str:
    """Under which a browser keeps what this person writes about an assignment."""
    return f"report:{user.pk}:{pk}"


def _arrived(request, form, found, beside) -> ProgressReport | None:
    """The report that the form has made, now or when it came before."""
    key = form.cleaned_data["sent_as"]
    if earlier := queries.sent_under(key, by=request.user):
        messages.info(request, str(ReportedAlready()))
        return earlier
    return _reported(request, form, found, beside) or queries.sent_under(key, by=request.user)


def _gone_on(request, made: ProgressReport):
    """On to the report, or back to what else there is to report; a page that goes on by itself is told where."""
    goes_on = request.POST.get("then") == "due_reports"
    url = reverse("delivery:report", args=[made.pk])
    if "X-Kept" in request.headers:
        if goes_on:
            list(messages.get_messages(request))  # said beside the task itself
        return JsonResponse({"url": url}, status=201)
    return redirect("delivery:due_reports" if goes_on else url)


def _reported(request, form, found, beside):
    given, at = form.cleaned_data, clock.now()
    files = [
        store_upload(content=each.read(), name=each.name, by=request.user, at=at)
        for each in (*given["photo"], *given["attached"])
    ]
    evidence = [services.Rests(kind=EvidenceKind.FILE, title=each.name, upload=each) for each in files]
    if given["paper"]:
        title = given["paper_title"] or given["paper"]
        evidence.append(services.Rests(kind=EvidenceKind.PAPER, title=title, number=given["paper"]))
    chosen = {str(each.pk): each for each in beside.milestones}
    others = {str(each.pk): each for each in beside.others}
    said = services.Said(
        done=given["done"],
        no_progress=given["no_progress"],
        problems=given["problems"],
        next_step=given["next_step"],
        reached={chosen[key]: given["reached_on"] for key in given.get("reached", ())},
        evidence=evidence,
    )
    return was_done(
        request,
        form,
        services.report_progress,
        assignments=[found, *(others[key] for key in given.get("also", ()))],
        period=given["period"],
        said=said,
        corrects=beside.open_report,
        sent_as=given["sent_as"],
    )
