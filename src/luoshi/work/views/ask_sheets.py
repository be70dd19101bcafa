"""A form as a workbook: out for many bodies, in with errors in its cells (填报工作簿)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import made, open_file
from luoshi.kernel.models import Upload
from luoshi.kit.lists.filters import sayable
from luoshi.kit.sheets import Unreadable, mark, refusal, sentence
from luoshi.work.asking import workbook
from luoshi.work.asking.sheets import MOST_ROWS, Asking, sheet_of
from luoshi.work.asking_forms import SheetForm
from luoshi.work.queries import ask_sheets as queries
from luoshi.work.queries.asking import bodies_to_answer_for
from luoshi.work.services import ask_sheets as services
from luoshi.work.services.asking import ANSWER
from luoshi.work.views.asked import form_called

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # faults that a page names; the workbook with its marks has all of them


@requires(ANSWER)
@require_safe
def workbook_to_fill(request, code):
    """The workbook of a form for all bodies that one answers for: a row each (导出填报表)."""
    form, today = form_called(request, code), clock.today()
    asking = _asking(form, today)
    period = sayable(request.GET.get("period", ""))[:12]
    bodies = bodies_to_answer_for(request.user, on=today)[:MOST_ROWS]
    rows = queries.rows_to_fill(form, asking, bodies=bodies, period=period, by=request.user, on=today)
    name = " ".join(filter(None, [str(form), period]))
    return made(workbook(asking, rows), name=f"{name}.xlsx", media_type=XLSX)


@requires(ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_workbook(request, code):
    """Hand a workbook in: all of its rows are sent, or none (报送工作簿)."""
    form, today = form_called(request, code), clock.today()
    asking = _asking(form, today)
    sent = SheetForm(request.POST or None, request.FILES or None)
    context = {"form": form, "sent": sent, "period": today.strftime("%Y-%m"), "most": MOST_ROWS}
    if sent.is_valid():
        file = sent.cleaned_data["file"]
        try:
            taken = services.hand_in_sheet(
                form=form, content=file.read(), name=file.name, by=request.user, at=clock.now()
            )
        except services.SheetFaulty as faulty:
            context |= {"faulty": faulty, "faults": _told(faulty, asking), "left": len(faulty.faults) - SHOWN}
            return render(request, "work/hand_in_workbook.html", context, status=422)
        except Unreadable as unreadable:
            sent.add_error("file", refusal(unreadable.code, unreadable.values))
        except Refusal as refused:
            sent.add_error("file", str(refused))
        else:
            number = len(taken.answers)
            said = ngettext("%(number)s answer sent.", "%(number)s answers sent.", number) % {
                "number": number
            }
            messages.success(request, said)
            return redirect("work:answers")
    return render(request, "work/hand_in_workbook.html", context, status=422 if sent.errors else 200)


@requires(ANSWER)
@require_safe
def marked_answers(request, code, upload):
    """The workbook that was refused, with what is to be corrected in its cells (批注错误)."""
    form, today = form_called(request, code), clock.today()
    asking = _asking(form, today)
    found = get_object_or_404(Upload.objects.visible_to(request.user).select_related("file"), pk=upload)
    with open_file(found.file.digest) as file:
        content = file.read()
    try:
        faults = queries.read(form, asking, content, by=request.user, on=today).faults
        marked = mark(content, faults, sheet_of(asking))
    except Unreadable:
        raise Http404 from None
    return made(marked, name=_("corrections %(name)s") % {"name": found.name}, media_type=XLSX)


def _asking(form, on) -> Asking:
    asking = queries.asking_of(form, on=on)
    if asking is None:
        raise Http404
    return asking


def _told(faulty: services.SheetFaulty, asking: Asking) -> list[tuple[str, str]]:
    """Each fault with its cell."""
    sheet = sheet_of(asking)
    return [(fault.cell, sentence(fault, sheet)) for fault in faulty.faults[:SHOWN]]
