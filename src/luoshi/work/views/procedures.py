"""The procedures: how matters run, and how long each step may take (办事流程)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.errors import Refusal
from luoshi.work import pictures
from luoshi.work.forms import TermForm
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries import procedures as queries
from luoshi.work.rights import READ
from luoshi.work.services import terms

SET = "work.set_terms"


@requires(READ)
@require_safe
def procedures(request):
    """Every procedure, and how many matters run by it (流程一览)."""
    context = {"procedures": queries.counted(by=request.user), "here": "procedures"}
    return render(request, "work/procedures.html", context)


@requires(READ)
@require_safe
def procedure(request, code):
    """One procedure: its states, who moves it on, how long its clocks run (流程详情)."""
    kind = _kind(code)
    context = {
        "procedure": kind,
        "picture": pictures.of_procedure(kind),
        "states": queries.states(kind, by=request.user),
        "moves": queries.moves(kind),
        "clocks": queries.clocks(kind, on=clock.today()),
        "may_set": is_allowed(request.user, SET),
        "here": "procedures",
    }
    return render(request, "work/procedure.html", context)


@requires(SET)
@require_http_methods(["GET", "HEAD", "POST"])
def set_term(request, code, clock_code):
    """Decide how long a clock runs from a day on (设定时限)."""
    kind = _kind(code)
    if clock_code not in kind.flow.by_clock:
        raise Http404
    form = TermForm(request.POST or None, initial={"valid_from": clock.today()})
    if form.is_valid():
        try:
            terms.set_term(
                procedure=code, clock_code=clock_code, **form.cleaned_data, by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done. It is kept with your name and the moment."))
            return redirect("work:procedure", code=code)
    context = {
        "procedure": kind,
        "label": kind.clock_label(clock_code),
        "form": form,
        "terms": queries.terms(kind, clock_code),
    }
    return render(request, "work/set_term.html", context, status=400 if form.errors else 200)


def _kind(code):
    if code not in PROCEDURES:
        raise Http404
    return PROCEDURES[code]
