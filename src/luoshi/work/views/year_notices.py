"""Taking in the notice of a year, with a preview before anything is written (导入放假通知)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kit.sheets import Unreadable, refusal
from luoshi.work import year_notice_words
from luoshi.work.calendar_forms import YearNoticeForm
from luoshi.work.engine.year_notices import NoticeRead, holidays
from luoshi.work.models import YearNotice
from luoshi.work.queries.workdays import change
from luoshi.work.services import workdays as services
from luoshi.work.year_notice_reading import read_notice
from luoshi.work.year_notice_sheets import as_text, read_sheet


@requires(services.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_year_notice(request):
    """Paste or hand in the notice of a year; see what it would change; take it in (导入放假通知)."""
    if request.method != "POST":
        return _asked(request, YearNoticeForm(initial={"year": _next_year()}))
    form = YearNoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, form)
    return _taken_in(request, form) if "take_in" in request.POST else _previewed(request, form)


def _asked(request, form: YearNoticeForm, faults: Any = ()):
    said = [year_notice_words.said(fault) for fault in faults]
    context = {"form": form, "faults": said, "example": year_notice_words.EXAMPLE}
    status = 400 if form.errors or said else 200
    return render(request, "work/year_notice_new.html", context, status=status)


def _next_year() -> int:
    """The first year to come that is not announced."""
    known = set(YearNotice.objects.values_list("year", flat=True))
    year = clock.today().year
    while year in known:
        year += 1
    return year


def _previewed(request, form: YearNoticeForm):
    """What the notice says and what that changes; the days of a file go on as a list."""
    given = form.cleaned_data
    try:
        found, upload = _read(request, given)
    except Unreadable as unreadable:
        said = refusal(unreadable.code, unreadable.values)
        form.add_error("file" if given["file"] else "text", said)
        return _asked(request, form)
    except Refusal as refused:
        form.add_error("file", str(refused))
        return _asked(request, form)
    if found.faults:
        return _asked(request, form, found.faults)
    found_change = change(year=given["year"], named=found.named)
    kept = {
        "year": given["year"],
        "text": as_text(found.named) if given["file"] else given["text"],
        "title": given["title"] or found.title or _("Holidays of %(year)s") % {"year": given["year"]},
        "document_number": given["document_number"] or found.document_number,
        "after": found_change.after.number if found_change.after else 0,
        "upload": upload and upload.pk,
    }
    context = {
        "form": YearNoticeForm(initial=kept),
        "kept": kept,
        "change": found_change,
        "holidays": holidays(found.named),
        "passed_over": found.passed_over,
    }
    return render(request, "work/year_notice_preview.html", context)


def _read(request, given) -> tuple[NoticeRead, Upload | None]:
    if not given["file"]:
        return read_notice(given["text"], year=given["year"]), None
    content = given["file"].read()
    found = read_sheet(content, year=given["year"])
    if found.faults:
        return found, None
    upload = store_upload(content=content, name=given["file"].name, by=request.user, at=clock.now())
    return found, upload


def _taken_in(request, form: YearNoticeForm):
    given = form.cleaned_data
    uploads = Upload.objects.visible_to(request.user).filter(by=request.user)
    document = services.NoticeDocument(
        title=given["title"],
        number=given["document_number"],
        upload=uploads.filter(pk=given["upload"]).first() if given["upload"] else None,
    )
    try:
        notice = services.import_year_notice(
            year=given["year"],
            document=document,
            text=given["text"],
            after=given["after"],
            by=request.user,
            at=clock.now(),
        )
    except services.NoticeUnsound as refused:
        return _asked(request, form, refused.faults)
    except Refusal as refused:
        form.add_error(None, str(refused))
        return _asked(request, form)
    messages.success(request, _("Taken in. Deadlines that lean on these days are counted anew."))
    return redirect("work:calendar_year", year=notice.year)
