"""Trying a formula on one body, and on all of them (试算)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luoshi.formula import FormulaError, Outcome, Period
from luoshi.kernel import clock, lists
from luoshi.kernel.access import requires
from luoshi.kernel.formulas import asking
from luoshi.kernel.formulas.words import Said
from luoshi.kernel.lists.formulas import OUTCOMES, RESULTS
from luoshi.kernel.models import Formula
from luoshi.kernel.queries import formulas as queries
from luoshi.kernel.views.formulas import suggested_bodies, trial
from luoshi.kit.lists.filters import day_of


@requires(asking.TRY)
@require_safe
def try_formula(request, pk):
    """What a formula says of one body on a day, step by step, with what would mend it (逐步试算)."""
    found = get_object_or_404(Formula.objects.visible_to(request.user), pk=pk)
    on = day_of(request.GET.get("on", "")) or clock.today()
    period, is_unreadable = _period(request.GET.get("period", ""))
    compiled, version = queries.compiled_on(found, on)
    context = {
        "formula": found,
        "version": version,
        "compiled": compiled,
        "on": on,
        "period": period or "",
        "is_unreadable": is_unreadable,
        "chosen": request.GET.get("body", ""),
        "bodies": suggested_bodies(request.user),
    }
    if compiled:
        context |= trial(request.user, compiled, context["chosen"], on=on, period=period)
        if body := context.get("body"):
            context["chosen"] = body.name_then
    return render(request, "kernel/formula_trial.html", context)


def _period(text: str) -> tuple[Period | None, bool]:
    """The period that is meant, and whether there is one that can't be read."""
    try:
        return (Period.parse(text.strip()), False) if text.strip() else (None, False)
    except ValueError:
        return None, True


@requires(asking.TRY)
@require_safe
def formula_results(request, pk):
    """How all bodies come out by a formula on a day, counted first (全量试算)."""
    found = get_object_or_404(Formula.objects.visible_to(request.user), pk=pk)
    on = day_of(request.GET.get("on", "")) or clock.today()
    compiled, version = queries.compiled_on(found, on)
    results, refusal = _results(compiled, request.user, on)
    path = f"{reverse('kernel:formula_results', args=[pk])}?on={on.isoformat()}"
    counts = queries.counted(results)
    context = {
        "formula": found,
        "version": version,
        "on": on,
        "refusal": refusal or _not_of_bodies(compiled),
        "figures": [
            (counts[outcome], label, f"{path}&outcome={key}", asking.TONES[outcome])
            for key, (outcome, label) in OUTCOMES.items()
        ]
        if any(result.outcome for result in results.values())
        else [],
        "undecided": counts[Outcome.UNDECIDED],
    }
    known = {"results": results}
    return lists.show(
        request, RESULTS, "kernel/formula_results.html", context, of={"formula": found.pk}, known=known
    )


def _not_of_bodies(compiled) -> str:
    if compiled is None:
        return _("The formula is not in force on this day.")
    if not asking.is_of_a_body(compiled):
        return _("This formula gives no value for each body; try it on its own page.")
    return ""


def _results(compiled, user, on):
    """The results, or why there are none."""
    try:
        return queries.results_by(compiled, user, on), ""
    except queries.TooManyBodies:
        most = asking.MOST_BODIES
        return {}, _("There are more than %(most)s bodies: too many to ask one after the other.") % {
            "most": most
        }
    except FormulaError as error:
        return {}, str(Said(error.problems))
