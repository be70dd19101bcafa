"""Calling a formula or a standard otherwise (公式更名、标准更名)."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.formula_forms import WordsForm
from luoshi.kernel.models import Formula, Standard
from luoshi.kernel.services import renaming as services
from luoshi.kernel.services.versions import WRITE
from luoshi.kernel.views.formulas import saved_or_said


@requires(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def rename_formula(request, pk):
    """Call a formula otherwise (公式更名)."""
    found = get_object_or_404(Formula.objects.allowed(request.user, act=WRITE), pk=pk)
    form = _form(request, found)
    who = {"by": request.user, "at": clock.now()}
    if form.is_valid() and saved_or_said(
        form, lambda: services.rename_formula(formula=found, **form.cleaned_data, **who)
    ):
        return _renamed(request, "kernel:formula", pk)
    return _asked(request, form, Formula.objects.get(pk=pk), "kernel:formula")


@requires(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def rename_standard(request, pk):
    """Call a standard otherwise (标准更名)."""
    found = get_object_or_404(Standard.objects.allowed(request.user, act=WRITE), pk=pk)
    form = _form(request, found)
    who = {"by": request.user, "at": clock.now()}
    if form.is_valid() and saved_or_said(
        form, lambda: services.rename_standard(standard=found, **form.cleaned_data, **who)
    ):
        return _renamed(request, "kernel:standard", pk)
    return _asked(request, form, Standard.objects.get(pk=pk), "kernel:standard")


def _form(request, found: Formula | Standard) -> WordsForm:
    held = {name: getattr(found, name) for name in ("name", "name_en", "about")}
    return WordsForm(request.POST or None, initial=held)


def _renamed(request, page: str, pk: int):
    messages.success(request, _("Called otherwise; every text says the new name."))
    return redirect(page, pk=pk)


def _asked(request, form: WordsForm, thing: Formula | Standard, page: str):
    context = {"form": form, "thing": thing, "page": page}
    return render(request, "kernel/rename_thing.html", context, status=400 if form.errors else 200)
