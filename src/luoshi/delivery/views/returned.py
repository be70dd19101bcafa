"""One file that came back (回收文件)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.delivery.engine.returned import Entry, Verdict
from luoshi.delivery.lists.returned import STANDINGS, standing_of, tone_of
from luoshi.delivery.models import Assignment, Milestone, ProgressReport, ReturnedFile
from luoshi.delivery.returned_columns import REPORTING
from luoshi.delivery.returned_words import why
from luoshi.delivery.services import collecting as services
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.acting import tell
from luoshi.kernel.files import attachment, made, open_file
from luoshi.kit.sheets import Remark, Unreadable, mark
from luoshi.kit.sheets.wording import sentence

READ, ISSUE, REPORT = "delivery.read_assignments", "delivery.issue_assignments", "delivery.report_progress"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(READ)
@require_safe
def returned(request, pk):
    """What was found in a file: what to correct, or what it enters (核对结果)."""
    found = _returned(request, pk)
    standing = standing_of(found)
    context = {
        "returned": found,
        "standing": {"label": STANDINGS[standing], "tone": tone_of(found), "code": standing},
        "why": why(found.verdict, found.said),
        "faults": [
            {"sheet": each.sheet, "cell": each.cell, "text": sentence(each, REPORTING)}
            for each in _remarks(found)
        ],
        "entries": _entries(found),
        "may_take_in": standing == Verdict.SOUND and _may_hand(request, found),
        "may_collect": is_allowed(request.user, ISSUE, found.round.issuer),
    }
    return render(request, "delivery/returned.html", context)


@requires(READ)
@require_safe
def returned_file(request, pk):
    """The file as it came (原文件)."""
    return attachment(_returned(request, pk).upload)


@requires(READ)
@require_safe
def marked_file(request, pk):
    """The file with what is to be corrected written into its cells (批注后的填报表)."""
    found = _returned(request, pk)
    if found.verdict != Verdict.ERRORS:
        raise Http404
    with open_file(found.upload.file.digest) as file:
        content = file.read()
    try:
        marked = mark(content, _remarks(found), REPORTING)
    except Unreadable:
        messages.error(request, _("This file can't be written back. The list of what is wrong is below."))
        return redirect("delivery:returned", pk=pk)
    name = found.upload.name.rpartition(".")[0] or found.upload.name
    return made(marked, name=f"{name}-{_('marked')}.xlsx", media_type=XLSX)


@requires(READ)
@require_POST
def take_in_returned(request, pk):
    """Enter what this file says (录入)."""
    tell(request, services.take_in_file, returned=_returned(request, pk))
    return redirect("delivery:returned", pk=pk)


@requires(READ)
@require_safe
def report_file(request, pk):
    """The file that a report was entered from (报告来源文件)."""
    rows = ProgressReport.objects.visible_to(request.user).select_related("from_file__file")
    found = get_object_or_404(rows, pk=pk, from_file__isnull=False)
    return attachment(found.from_file)


def _returned(request, pk: int) -> ReturnedFile:
    rows = ReturnedFile.objects.visible_to(request.user).select_related(
        "round__issuer__area",
        "ask__body__area",
        "upload__file",
        "replaced_by__upload",
        "handed_by",
        "taken_by",
    )
    return get_object_or_404(rows, pk=pk)


def _may_hand(request, found: ReturnedFile) -> bool:
    is_own = found.ask is not None and is_allowed(request.user, REPORT, found.ask.body)
    return is_own or is_allowed(request.user, ISSUE, found.round.issuer)


def _remarks(found: ReturnedFile) -> list[Remark]:
    return [Remark(**each) for each in found.faults]


def _entries(found: ReturnedFile):
    """What it enters, by assignment, in the order of the workbook."""
    said = {int(key): Entry.from_kept(kept) for key, kept in found.entries.items()}
    tasks = Assignment.objects.in_bulk(said)
    nodes = Milestone.objects.in_bulk({key for entry in said.values() for key in entry.reached})
    return [
        (
            tasks[key],
            entry,
            [(nodes[node].title, day) for node, day in entry.reached.items() if node in nodes],
        )
        for key, entry in said.items()
        if key in tasks
    ]
