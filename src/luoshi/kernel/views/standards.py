"""Standards: the list, one of them, and setting it (标准一览、标准、制定标准)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.engine import standard_texts
from luoshi.kernel.engine.standards import TABLES, Kind
from luoshi.kernel.formula_forms import NewStandardForm, RowsForm
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.formulas.sheets import workbook
from luoshi.kernel.formulas.words import language
from luoshi.kernel.lists.formulas import STANDARDS
from luoshi.kernel.models import Origin, Standard, StandardKind
from luoshi.kernel.queries import formulas as queries
from luoshi.kernel.services import standards as services
from luoshi.kernel.services.versions import WRITE
from luoshi.kernel.views.formulas import saved_or_said
from luoshi.kit.lists.exports import XLSX

SHOWN = 200  # rows of a table or members of a classification


@requires(Standard.read_act)
@require_safe
def standards(request):
    """All standards as of a day: parameters, tables, classifications (标准一览)."""
    context = {"may_write": is_allowed(request.user, WRITE), "kinds": StandardKind.choices}
    return lists.show(request, STANDARDS, "kernel/standards.html", context)


@requires(Standard.read_act)
@require_safe
def standard(request, pk):
    """One standard: what it holds today, its versions, and the formulas that look it up (标准)."""
    found = get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)
    today = clock.today()
    book = open_book(on=today)
    version = found.versions.in_force(on=today).get(found.pk)
    context = {
        "standard": found,
        "version": version,
        "current": version.pk if version else None,
        "asked": [queries.counted_in(each) for each in found.inputs] if found.kind in TABLES else [],
        "gives": queries.counted_in(found.gives),
        "rows": list(queries.cells_of(found, version.text))[:SHOWN] if version else [],
        "versions": queries.versions_of(found, book),
        "used_by": queries.using(found, book),
        "today": today,
        "may_write": is_allowed(request.user, WRITE),
    }
    return render(request, "kernel/standard.html", context)


@requires(Standard.read_act)
@require_safe
def standard_sheet(request, pk):
    """The rows that are in force today as xlsx; their cells can be pasted into the next version (标准导出)."""
    found = get_object_or_404(Standard.objects.visible_to(request.user), pk=pk)
    version = found.versions.in_force(on=clock.today()).get(found.pk)
    if version is None or found.kind == Kind.PARAMETER:
        raise Http404
    content = workbook(found.shape, version.text, label=str(found))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.code}.xlsx"'
    return response


@requires(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def set_standard(request, kind):
    """A new standard of a kind (新建标准)."""
    if kind not in StandardKind.values:
        raise Http404
    form = NewStandardForm(request.POST or None, kind=Kind(kind), initial={"valid_from": clock.today()})
    if form.is_valid():
        saved = saved_or_said(
            form,
            lambda: services.define_standard(
                kind=Kind(kind),
                names=form.names,
                text=form.cleaned_data["text"],
                terms=form.terms,
                edition=form.edition_name,
                origin=Origin.own(),
                by=request.user,
                at=clock.now(),
                **form.shape,
            ),
        )
        if saved:
            messages.success(request, _("Written: version 1."))
            return redirect("kernel:standard", pk=saved.pk)
    return _setting(request, form, StandardKind(kind).label, None)


@requires(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def set_version(request, pk):
    """Another version of a standard (新增标准版本)."""
    found = get_object_or_404(Standard.objects.allowed(request.user, act=WRITE), pk=pk)
    form = RowsForm(request.POST or None, kind=Kind(found.kind), initial=_as_it_is(found))
    if form.is_valid():
        saved = saved_or_said(
            form,
            lambda: services.add_standard_version(
                standard=found,
                after=form.cleaned_data["after"],
                text=form.cleaned_data["text"],
                terms=form.terms,
                edition=form.edition_name,
                by=request.user,
                at=clock.now(),
            ),
        )
        if saved:
            messages.success(request, _("Written: version %(number)s.") % {"number": saved.number})
            return redirect("kernel:standard", pk=found.pk)
    return _setting(request, form, found.get_kind_display(), found)


def _as_it_is(found: Standard) -> dict[str, Any]:
    last = found.versions.latest_first().first()
    known = {"text": standard_texts.worded(last.text, language()), "after": last.number} if last else {}
    return {"valid_from": clock.today(), **known}


def _setting(request, form, kind: Any, found: Standard | None):
    context = {"form": form, "kind": kind, "standard": found}
    return render(request, "kernel/standard_write.html", context, status=400 if form.errors else 200)
