"""Reporting progress and reading what was reported (进展报告)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.delivery import shown
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.forms import ReportForm
from luoshi.delivery.lists import REPORTS
from luoshi.delivery.models import Assignment, ProgressReport
from luoshi.delivery.queries import reports as queries
from luoshi.delivery.queries.round_forms import answers_beside
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
        "shown": shown.report(found),
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
        milestones=[(str(each.pk), f"{each.title}（{each.due_on}）") for each in beside.milestones],
        also=[(str(each.pk), f"{each.title}（{each.issuer.name}）") for each in beside.others],
        initial={"period": f"{clock.today():%Y-%m}", "reached_on": clock.today()},
    )
    if form.is_valid():
        made = _reported(request, form, found, beside)
        if made:
            return redirect("delivery:report", pk=made.pk)
    context = {
        "assignment": found,
        "form": form,
        "last": beside.last,
        "hollow": shown.hollow_words(form["done"].value() or ""),
    }
    return render(request, "delivery/report_on.html", context, status=400 if form.errors else 200)


def _reported(request, form, found, beside):
    given, at = form.cleaned_data, clock.now()
    files = [
        store_upload(content=each.read(), name=each.name, by=request.user, at=at)
        for each in given["attached"]
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
    )
