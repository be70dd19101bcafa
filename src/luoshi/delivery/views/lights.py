"""Lights set by name, and the rule of lights (人工调灯、亮灯规则)."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.delivery.engine.lights import CATALOGUE
from luoshi.delivery.forms import LightForm, RuleForm
from luoshi.delivery.models import Assignment, LightOverride
from luoshi.delivery.queries.histories import light_rules
from luoshi.delivery.services import lights as services
from luoshi.kernel import clock
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import tell, was_done

READ, SET = "delivery.read_assignments", "delivery.set_lights"


@requires(SET)
@require_POST
def set_light(request, pk):
    """Set the light of an assignment by name, with the reason (人工调灯)."""
    rows = Assignment.objects.visible_to(request.user).select_related("issuer__area")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, SET, found.issuer)
    form = LightForm(request.POST)
    if form.is_valid():
        tell(request, services.set_light, assignment=found, **form.cleaned_data)
        return redirect("delivery:assignment", pk=pk)
    return render(request, "delivery/set_light.html", {"assignment": found, "form": form}, status=400)


@requires(SET)
@require_POST
def end_light(request, pk):
    """Let the rule say again how an assignment stands (取消人工调灯)."""
    rows = LightOverride.objects.select_related("assignment__issuer__area")
    override = get_object_or_404(rows, pk=pk, assignment__in=Assignment.objects.visible_to(request.user))
    tell(request, services.end_light, override=override)
    return redirect("delivery:assignment", pk=override.assignment_id)


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def light_rule(request):
    """When a light is red, when it is yellow: the rule in force, those before, and another one (亮灯规则)."""
    language = "en" if get_language() == "en" else "zh"
    rules = [(each, each.rule.said(language)) for each in reversed(light_rules())]
    current = rules[0][1]
    initial = {"red": current.red, "yellow": current.yellow, "valid_from": clock.today()}
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST":
        require(request.user, SET)
        if form.is_valid() and was_done(request, form, services.set_rule, **form.cleaned_data):
            return redirect("delivery:light_rule")
    context = {
        "rules": rules,
        "form": form,
        "may_set": is_allowed(request.user, SET),
        "names": [name.en if language == "en" else name.zh for name in CATALOGUE.names.values()],
        "here": "light_rule",
    }
    return render(request, "delivery/light_rule.html", context, status=400 if form.errors else 200)
