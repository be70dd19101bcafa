"""The calendar: a year, the versions of its notice, counting a deadline (工作日历)."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.work import deadline_words
from luoshi.work.calendar_forms import DeadlineForm
from luoshi.work.engine.months import months_of
from luoshi.work.engine.workdays import Deadline, Pause, Term, Unit, deadline, working_days_left
from luoshi.work.engine.year_notices import holidays
from luoshi.work.lists.year_notices import YEAR_NOTICES
from luoshi.work.models import YearNotice
from luoshi.work.queries import workdays as queries
from luoshi.work.services.workdays import EDIT, FIRST_YEAR, LAST_YEAR


@requires(YearNotice.read_act)
@require_safe
def calendar(request, year=None):
    """A year with its holidays and the days made up for them (工作日历)."""
    today = clock.today()
    year = year or today.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    known = queries.calendar()
    named = [each for day, each in known.named.items() if day.year == year]
    months = list(months_of(known, year))
    context = {
        "year": year,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "is_provisional": year not in known.announced,
        "months": months,
        "weekdays": deadline_words.weekdays(),
        "working_days": sum(month.working_days for month in months),
        "holidays": holidays(named),
        "versions": list(queries.notices(request.user).filter(year=year).order_by("-number")),
        "today": today,
        "left": working_days_left(today, today.replace(month=12, day=31), known),
        "may_edit": is_allowed(request.user, EDIT),
    }
    return render(request, "work/calendar.html", context)


@requires(YearNotice.read_act)
@require_safe
def year_notices(request):
    """The notices of all years, in all their versions (年度放假通知一览)."""
    return lists.show(
        request, YEAR_NOTICES, "work/year_notices.html", {"may_edit": is_allowed(request.user, EDIT)}
    )


@requires(YearNotice.read_act)
@require_safe
def year_notice(request, pk):
    """One version of the notice of a year, as it was taken in (放假通知)."""
    rows = queries.notices(request.user).select_related("made_by", "upload")
    notice = get_object_or_404(rows, pk=pk)
    context = {
        "notice": notice,
        "holidays": holidays(queries.named_by(notice)),
        "versions": list(queries.notices(request.user).filter(year=notice.year).order_by("-number")),
    }
    return render(request, "work/year_notice.html", context)


@requires(YearNotice.read_act)
@require_safe
def count_deadline(request):
    """When a term that began with a receipt is over, and how that is counted (计算期限)."""
    today = clock.today()
    first = {"received": today, "length": 15, "unit": Unit.WORKING_DAYS}
    form = DeadlineForm(request.GET if "received" in request.GET else None, initial=first)
    found = _counted(form.cleaned_data) if form.is_valid() else None
    context = {"form": form, "found": found, "today": today}
    if found:
        context |= {
            "answer": deadline_words.answer(found),
            "steps": [(deadline_words.said(step), deadline_words.article(step)) for step in found.steps],
            "sentence": deadline_words.in_one_sentence(found.steps),
            "left": working_days_left(today, found.due_on, found.calendar) if found.due_on else None,
            "is_late": bool(found.due_on and found.due_on < today),
        }
    return render(request, "work/deadline.html", context, status=400 if form.errors else 200)


def _counted(given) -> Deadline:
    term = Term(given["length"], Unit(given["unit"]))
    start = given["received"]
    if term.unit is Unit.HOURS:
        start = timezone.make_aware(datetime.combine(start, given["time"]))
    pauses = [Pause(given["paused"], given["resumed"])] if given["paused"] else []
    return deadline(start, term, queries.calendar(), pauses)
