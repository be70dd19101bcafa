"""The leader's page of a body, and what is major for it (领导页、重大事项)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from luoshi.delivery.briefs import key_of, periods_of
from luoshi.delivery.engine.lights import Light
from luoshi.delivery.forms import MajorForm
from luoshi.delivery.models import Assignment, MajorMark
from luoshi.delivery.queries.issuers import markers
from luoshi.delivery.queries.leading import WEEK, Ledger, Line
from luoshi.delivery.services import majors as services
from luoshi.delivery.wording import CHANGES, LIGHTS, TONES
from luoshi.kernel import clock
from luoshi.kernel.access import bodies_served, require, requires
from luoshi.kernel.acting import tell
from luoshi.kernel.models import Body
from luoshi.work.queries import turns

LEAD, DRAFT = "delivery.see_leading_page", "work.draft_papers"
SHOWN = 10  # of what is late, of what waits


@requires(LEAD)
@require_safe
def leading(request):
    """What waits for the leader's decision, what is late, what is major, what has changed (领导页)."""
    today = clock.today()
    served = bodies_served(request.user, LEAD, on=today)
    bodies = list(Body.objects.filter(pk__in=served).order_by("name", "pk"))
    if not bodies:
        raise Http404
    body = next((each for each in bodies if str(each.pk) == request.GET.get("body")), bodies[0])
    ledger = Ledger(body, since=today - WEEK, on=today, rows=Assignment.objects.visible_to(request.user))
    waiting = turns.waiting_for(request.user, on=today)
    context = {
        "body": body,
        "bodies": bodies,
        "waiting": turns.counted(waiting, on=today, user=request.user),
        "next": waiting.select_related("matter").order_by("due_on", "pk")[:SHOWN],
        "late_own": len(ledger.own(ledger.late)),
        "late_below": len(ledger.below(ledger.late)),
        "late": [_row(each) for each in ledger.late[:SHOWN]],
        "majors": [(mark, _row(line)) for mark, line in ledger.majors],
        "colours": [(LIGHTS[each], TONES[each]) for each in Light],
        "lights": [(lead, [(each, count[each]) for each in Light]) for lead, count in ledger.lights],
        "changes": [(key, label, len(ledger.changes[key])) for key, label in CHANGES.items()],
        "briefs": [(key_of(body, each), label) for each, label in periods_of(today)]
        if body.pk in bodies_served(request.user, DRAFT, on=today)
        else [],
    }
    return render(request, "delivery/leading.html", context)


def _row(line: Line) -> dict:
    light = line.course.light
    return {"line": line, "label": LIGHTS[light], "tone": TONES[light]}


@requires(LEAD)
@require_POST
def mark_major(request, pk):
    """Put an assignment among the major matters of one's body (列为重大事项)."""
    found = get_object_or_404(Assignment.objects.visible_to(request.user).select_related("matter"), pk=pk)
    form = MajorForm(request.POST, bodies=markers(request.user, found, on=clock.today()))
    if form.is_valid():
        tell(request, services.mark_major, assignment=found, **form.cleaned_data)
        return redirect("delivery:assignment", pk=pk)
    return render(request, "delivery/mark_major.html", {"assignment": found, "form": form}, status=400)


@requires(LEAD)
@require_POST
def end_major(request, pk):
    """Take it from among the major matters again (取消重大事项)."""
    mark = get_object_or_404(MajorMark.objects.visible_to(request.user).select_related("body__area"), pk=pk)
    require(request.user, LEAD, mark.body)
    tell(request, services.end_major, mark=mark)
    return redirect("delivery:assignment", pk=mark.assignment_id)
