"""How long what is kept, and saying otherwise from a day on (保管期限)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.forms import TermForm
from luoshi.kernel.models import RetentionTerm
from luoshi.kernel.queries import retention as queries
from luoshi.kernel.retention import RULES
from luoshi.kernel.services import retention as services

SHOWN = 50


@requires(services.SET)
@require_safe
def retention(request):
    """Every rule with the term of today, on which basis, and how much is due (保管期限)."""
    today = clock.today()
    later = queries.announced(after=today)
    rows = [(due, later.get(due.kept.code)) for due in services.list_due(at=clock.now())]
    return render(request, "kernel/retention.html", {"rows": rows, "today": today})


@requires(services.SET)
@require_http_methods(["GET", "HEAD", "POST"])
def retention_term(request, rule):
    """The terms of one rule, and the form for another (设定保管期限)."""
    if rule not in RULES:
        raise Http404
    today = clock.today()
    form = TermForm(request.POST or None, initial={"valid_from": today})
    if form.is_valid():
        try:
            services.set_term(rule=rule, **form.cleaned_data, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Set. What is due is reckoned by it from that day on."))
            return redirect("kernel:retention_term", rule=rule)
    kept = queries.kept_by(rule, on=today)
    least, clause = kept.rule.least
    context = {
        "kept": kept,
        "form": form,
        "least": least.days,
        "clause": clause,
        "terms": RetentionTerm.objects.of(rule).select_related("set_by")[:SHOWN],
        "today": today,
    }
    return render(request, "kernel/retention_term.html", context, status=400 if form.errors else 200)


@requires(services.SET)
@require_POST
def take_back_term(request, pk):
    """Let what held before hold on (撤销保管期限)."""
    term = get_object_or_404(RetentionTerm.objects.visible_to(request.user), pk=pk)
    try:
        services.take_back_term(term=term, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back: what held before holds on."))
    return redirect("kernel:retention_term", rule=term.rule)
