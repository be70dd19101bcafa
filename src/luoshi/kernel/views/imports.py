"""Lists in and out: exporting, handing in, naming columns, deciding, taking over, undoing (名单导入导出)."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, errors, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.files import open_file
from luoshi.kernel.forms import ListForm
from luoshi.kernel.imports import LISTS, ListKind, showing
from luoshi.kernel.imports.outline import grid_of, header_of
from luoshi.kernel.lists.imports import IMPORTS
from luoshi.kernel.models import ImportMode, ImportState, ListImport
from luoshi.kernel.services import imports as services
from luoshi.kit.lists import page_of
from luoshi.kit.sheets import Unreadable, mark, write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_NUMBER = 9


@requires("kernel.import_lists")
@require_safe
def imports(request):
    """The lists that can go out and come in, and what one has handed in (名单导入导出)."""
    kinds = [kind for kind in LISTS.values() if is_allowed(request.user, kind.act)]
    return lists.show(request, IMPORTS, "kernel/imports.html", {"kinds": kinds})


@requires("kernel.import_lists")
@require_safe
def export_list(request, kind):
    """The whole list as xlsx, ready to be handed in again (导出)."""
    found = _kind(request, kind)
    return _workbook(write(found.sheet, found.everything(by=request.user)), f"{found.label}.xlsx")


@requires("kernel.import_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_list(request, kind):
    """Hand in a list of any shape (提交名单)."""
    found = _kind(request, kind)
    form = ListForm(request.POST or None, request.FILES or None, is_whole=found.is_whole)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.hand_in_list(
                kind=kind,
                content=file.read(),
                name=file.name,
                mode=ImportMode(form.cleaned_data["mode"]),
                by=request.user,
                at=clock.now(),
            )
        except errors.Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("kernel:job", pk=batch.job_id)
    most = settings.LUOSHI_MAX_UPLOAD_BYTES // 1024**2
    return render(request, "kernel/import_new.html", {"form": form, "kind": found, "most": most})


@requires("kernel.read_imports")
@never_cache
@require_safe
def import_(request, pk):
    """One list: where it stands, what is wrong with it, what it would change, and what can be done (导入批次)."""
    batch = _batch(request, pk)
    kind = LISTS[batch.kind]
    nothing = {"faults": [], "rows": None, "page": None, "outcome": "", "refused": []}
    context = showing.batch(batch) | nothing | {"kind": kind, "notes": showing.notes(batch, kind)}
    context["afterwards_url"] = kind.afterwards_url(batch.pk)
    if batch.state == ImportState.REFUSED:
        faults = page_of(batch.remarks.filter(is_fault=True).order_by("pk"), request)
        context |= {"page": faults, "faults": [showing.remark(each, kind) for each in faults]}
        context["refused"] = showing.refused(batch, kind)
    elif batch.state in showing.WITH_ROWS:
        outcome = showing.outcome_asked(request.GET.get("show", ""), batch)
        rows = page_of(batch.rows.filter(outcome=outcome).order_by("position"), request)
        context |= {"page": rows, "rows": showing.rows(rows, kind), "outcome": outcome}
    return render(request, "kernel/import.html", context)


@requires("kernel.import_lists")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name_columns(request, pk):
    """Say which column of a foreign list is what; the first rows are shown (列对应)."""
    batch = _batch(request, pk)
    if batch.state not in services.STILL or not batch.outline:
        return redirect("kernel:import", pk=pk)
    kind = LISTS[batch.kind]
    if request.method == "POST":
        return _named(request, batch)
    context = showing.batch(batch) | showing.columns(
        batch, kind, sheet=request.GET.get("sheet", ""), row=_number(request.GET.get("row", ""))
    )
    return render(request, "kernel/import_columns.html", context | {"kind": kind})


def _named(request, batch: ListImport):
    sheets = {each["name"]: each for each in batch.outline}
    sheet, row = request.POST.get("sheet", ""), _number(request.POST.get("row", ""))
    if sheet not in sheets or row is None:
        raise Http404
    header = header_of(grid_of(sheets[sheet]), row, _number(request.POST.get("first", "")))
    columns, doubled = showing.chosen(request.POST, header)
    try:
        if doubled:
            raise services.ColumnNamedTwice(columns=doubled)
        services.choose_columns(
            batch=batch, sheet=sheet, header=header, columns=columns, by=request.user, at=clock.now()
        )
    except errors.Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path}?{request.POST.get('asked', '')}")
    return redirect("kernel:job", pk=batch.job_id)


@requires("kernel.import_lists")
@require_POST
def decide_rows(request, pk):
    """Say of rows that may be one of ours which they are (确认比对结果)."""
    batch = _batch(request, pk)
    if request.POST.get("rest") == "left_out":
        return _done(request, batch, services.leave_out_the_rest)
    known = {str(row.pk): row for row in batch.rows.filter(outcome="ask")}
    decisions = []
    offered = [services.LEAVE_OUT, *([services.NEW] if LISTS[batch.kind].makes_new else [])]
    for name, answer in request.POST.items():
        row = known.get(name.removeprefix("row-"))
        allowed = {*offered, *(each["target"] for each in row.candidates)} if row else ()
        if row and answer in allowed:
            decisions.append(services.Decision(row.pk, answer))
    return _done(request, batch, services.decide_rows, decisions=decisions)


@requires("kernel.import_lists")
@require_POST
def leave_out_refused(request, pk):
    """Leave out rows with a wrong cell, by name (剔除有错行)."""
    rows = [int(each) for each in request.POST.getlist("row") if _number(each) is not None]
    return _done(request, _batch(request, pk), services.leave_out_refused, rows=rows)


@requires("kernel.import_lists")
@require_POST
def apply_import(request, pk):
    """Take the list over (确认导入)."""
    return _done(request, _batch(request, pk), services.apply_import, leads_to_job=True)


@requires("kernel.import_lists")
@require_POST
def undo_import(request, pk):
    """Take all of it back (整批撤销)."""
    return _done(request, _batch(request, pk), services.undo_import, leads_to_job=True)


@requires("kernel.import_lists")
@require_POST
def discard_import(request, pk):
    """Give the list up (放弃)."""
    return _done(request, _batch(request, pk), services.discard_import)


@requires("kernel.read_imports")
@require_safe
def marked_workbook(request, pk):
    """The file that was handed in, with what is wrong written into its cells (批注后的原表)."""
    batch = _batch(request, pk)
    kind = LISTS[batch.kind]
    faults = [showing.as_remark(each) for each in batch.remarks.filter(is_fault=True).order_by("pk")]
    with open_file(batch.upload.file.digest) as file:
        content = file.read()
    try:
        marked = mark(content, faults, kind.sheet)
    except Unreadable:
        messages.error(request, _("This file can't be written back. The list of what is wrong is below."))
        return redirect("kernel:import", pk=pk)
    return _workbook(
        marked, f"{batch.upload.name.rpartition('.')[0] or batch.upload.name}-{_('marked')}.xlsx"
    )


def _done(request, batch: ListImport, service, *, leads_to_job: bool = False, **values):
    try:
        service(batch=batch, by=request.user, at=clock.now(), **values)
    except errors.Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("kernel:import", pk=batch.pk)
    if leads_to_job:
        return redirect("kernel:job", pk=batch.job_id)
    return redirect("kernel:import", pk=batch.pk)


def _batch(request, pk: int) -> ListImport:
    rows = ListImport.objects.visible_to(request.user).select_related("upload__file", "by", "job")
    return get_object_or_404(rows, pk=pk)


def _kind(request, code: str) -> ListKind:
    if code not in LISTS:
        raise Http404
    if not is_allowed(request.user, LISTS[code].act):
        raise PermissionDenied
    return LISTS[code]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= MOST_NUMBER else None


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
