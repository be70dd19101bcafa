"""Sending workbooks out and collecting what comes back (填报表收发)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.delivery.forms import ReturnedForm
from luoshi.delivery.lists import RETURNED
from luoshi.delivery.lists.returned import STANDINGS, narrowed
from luoshi.delivery.models import Assignment, ReportRound, ReturnedFile, RoundAsk
from luoshi.delivery.queries import collecting as queries
from luoshi.delivery.queries.round_forms import subject_of
from luoshi.delivery.returned_papers import Reminder, file_name, package_of, reminder_of
from luoshi.delivery.returned_writing import workbook_of
from luoshi.delivery.services import collecting as services
from luoshi.kernel import clock, lists
from luoshi.kernel.access import NotAllowed, require, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import made
from luoshi.kernel.services.files import store_upload
from luoshi.work.asking import workbook
from luoshi.work.asking.sheets import MOST_ROWS
from luoshi.work.queries.ask_sheets import asking_of, rows_to_fill

READ, ISSUE, REPORT = "delivery.read_assignments", "delivery.issue_assignments", "delivery.report_progress"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES = {"taken": "green", "sound": "blue", "errors": "amber", "tampered": "red", "other_round": "amber"}


@requires(ISSUE)
@require_safe
def round_package(request, pk):
    """A workbook and a covering letter for each body that was asked, in one zip (打包填报表)."""
    opened = _round(request, pk)
    asks = list(queries.asks_of(opened))
    tasks = queries.tasks_of(opened, bodies=[ask.body_id for ask in asks])
    content = package_of(opened, asks, tasks)
    return made(content, name=f"{opened.period}填报表.zip", media_type="application/zip")


@requires(ISSUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def collect(request, pk):
    """What came back, what is missing, what is wrong; drop what has come (收表)."""
    opened = _round(request, pk)
    form = ReturnedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = _handed_in(request, form, opened, None)
        if job:
            return redirect("kernel:job", pk=job.pk)
    asks = list(queries.asks_of(opened))
    came = set(
        ReturnedFile.objects.filter(round=opened, taken_at__isnull=False).values_list("ask", flat=True)
    )
    context = {
        "round": opened,
        "form": form,
        "asked": len(asks),
        "missing": [ask for ask in asks if ask.pk not in came and ask.matter.state == "asked"],
        "to_take_in": ReturnedFile.objects.to_take_in().filter(round=opened).count(),
        "figures": _figures(opened, request),
    }
    return lists.show(request, RETURNED, "delivery/collect.html", context, of={"round": pk})


def _figures(opened: ReportRound, request):
    """How many files there are of each standing; what none has is left out, but for what must always be said."""
    rows = queries.returned_in(opened.pk, by=request.user).select_related(None)
    conditions = {key: Q(pk__in=narrowed(ReturnedFile.objects.all(), key).values("pk")) for key in STANDINGS}
    counts = rows.aggregate(**{key: Count("pk", filter=each) for key, each in conditions.items()})
    return [
        {"number": counts[key], "label": label, "tone": TONES.get(key, "grey"), "key": key}
        for key, label in STANDINGS.items()
        if counts[key]
    ]


def _handed_in(request, form: ReturnedForm, opened: ReportRound, ask: RoundAsk | None):
    """The job that checks the files; a refusal becomes an error of the form, and nothing is returned."""
    at = clock.now()
    try:
        uploads = [
            store_upload(content=each.read(), name=each.name, by=request.user, at=at)
            for each in form.cleaned_data["came"]
        ]
        return services.hand_in_returned(opened=opened, ask=ask, uploads=uploads, by=request.user, at=at)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("came", str(refusal))
        return None


@requires(ISSUE)
@require_POST
def take_in_round(request, pk):
    """Enter every sound file of the round (全部录入)."""
    try:
        job = services.ask_to_take_in(opened=_round(request, pk), ask=None, by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("delivery:collect", pk=pk)
    return redirect("kernel:job", pk=job.pk)


@requires(ISSUE)
@require_safe
def reminders(request, pk):
    """A text to copy for every body that has not reported (催报语)."""
    opened = _round(request, pk)
    on = clock.today()
    asks = [ask for ask in queries.asks_of(opened) if ask.matter.state == "asked"]
    tasks = queries.tasks_of(opened, bodies=[ask.body_id for ask in asks])
    found: list[Reminder] = []
    for ask in asks:
        titles = [task.assignment.title for task in tasks[ask.body_id] if task.report is None]
        if titles:
            found.append(reminder_of(ask, titles, on=on))
    context = {"round": opened, "reminders": found, "late": opened.due_on < on}
    return render(request, "delivery/reminders.html", context)


@requires(READ)
@require_safe
def asked_workbook(request, pk):
    """The workbook of one body, with what it has reported so far (本单位填报表)."""
    ask = _ask(request, pk)
    tasks = queries.tasks_of(ask.round, bodies=[ask.body_id])[ask.body_id]
    name = f"{file_name(ask.body.name)}{ask.round.period}填报表.xlsx"
    return made(workbook_of(ask, tasks), name=name, media_type=XLSX)


@requires(READ)
@require_safe
def form_workbook(request, pk):
    """The form of the round as a workbook, a row for each task of one body (批次表单导出)."""
    ask, today = _ask(request, pk), clock.today()
    asking = asking_of(ask.round.form, on=today) if ask.round.form else None
    if asking is None:
        raise Http404
    tasks = Assignment.objects.under_way().filter(issuer=ask.round.issuer_id, lead=ask.body_id)
    subjects = {subject_of(row.pk): row.title for row in tasks.order_by("due_on", "pk")[:MOST_ROWS]}
    rows = rows_to_fill(
        ask.round.form,
        asking,
        bodies=[ask.body],
        subjects=subjects,
        period=ask.round.period,
        by=request.user,
        on=today,
    )
    name = f"{file_name(ask.body.name)}{ask.round.period}{file_name(str(ask.round.form))}.xlsx"
    return made(workbook(asking, rows), name=name, media_type=XLSX)


@requires(REPORT)
@require_POST
def hand_in_workbook(request, pk):
    """Hand in one's own workbook (本单位填报表导入)."""
    ask = _ask(request, pk)
    require(request.user, REPORT, ask.body)
    form = ReturnedForm(request.POST, request.FILES)
    job = _handed_in(request, form, ask.round, ask) if form.is_valid() else None
    if job:
        return redirect("kernel:job", pk=job.pk)
    messages.error(request, "；".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("delivery:round_of", pk=pk)


def _round(request, pk: int) -> ReportRound:
    rows = ReportRound.objects.visible_to(request.user).select_related("issuer__area")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, ISSUE, found.issuer)
    return found


def _ask(request, pk: int) -> RoundAsk:
    rows = RoundAsk.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("body__area", "round__issuer__area", "round__form", "matter"), pk=pk
    )
