"""Formulas: the list, one of them, and writing it (公式一览、公式、编写公式)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.formula import FormulaError
from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.engine.standards import known_unit
from luoshi.kernel.errors import Refusal
from luoshi.kernel.formula_forms import NewFormulaForm, TextForm
from luoshi.kernel.formulas import asking, steps, writing
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.formulas.words import Said
from luoshi.kernel.lists.formulas import FORMULAS
from luoshi.kernel.models import Body, Formula, FormulaPurpose, Origin
from luoshi.kernel.queries import formulas as queries
from luoshi.kernel.services import formulas as services
from luoshi.kernel.services.versions import WRITE
from luoshi.kit.lists.filters import day_of

READ = Formula.read_act
SUGGESTED = 200


@requires(READ)
@require_safe
def formulas(request):
    """All formulas as of a day (公式一览)."""
    context = {"may_write": is_allowed(request.user, WRITE)}
    return lists.show(request, FORMULAS, "kernel/formulas.html", context)


@requires(READ)
@require_safe
def formula(request, pk):
    """One formula: its text, what it means, its versions, what it uses and what uses it (公式)."""
    found = get_object_or_404(Formula.objects.visible_to(request.user), pk=pk)
    today = clock.today()
    book = open_book(on=today)
    version = book.formulas.get(found.code)
    examined = writing.examined(book, found, version.text) if version else None
    context = {
        "formula": found,
        "version": version,
        "current": version.pk if version else None,
        "examined": examined,
        "unit": queries.counted_in(found.unit),
        "bases": "、".join(sorted(examined.compiled.node.type.bases)) if examined else "",
        "text": queries.text_of(found, version.text, book) if version else "",
        "versions": queries.versions_of(found, book),
        "uses": queries.used_by(found, book),
        "used_by": queries.using(found, book),
        "today": today,
        "may_write": is_allowed(request.user, WRITE),
        "may_try": is_allowed(request.user, asking.TRY),
    }
    return render(request, "kernel/formula.html", context)


@requires(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_formula(request):
    """A new formula (新建公式)."""
    form = NewFormulaForm(_taken(request), initial={"valid_from": clock.today()})
    if _is_saving(request) and form.is_valid():
        saved = saved_or_said(
            form,
            lambda: services.define_formula(
                names=form.names,
                purpose=FormulaPurpose(form.cleaned_data["purpose"]),
                unit=form.cleaned_data["unit"].strip(),
                text=form.cleaned_data["text"],
                terms=form.terms,
                origin=Origin.own(),
                by=request.user,
                at=clock.now(),
            ),
        )
        if saved:
            messages.success(request, _("Written: version 1."))
            return redirect("kernel:formula", pk=saved.pk)
    return _writing(request, form, None)


@requires(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_version(request, pk):
    """Another version of a formula (新增公式版本)."""
    found = get_object_or_404(Formula.objects.allowed(request.user, act=WRITE), pk=pk)
    form = TextForm(_taken(request), initial=_as_it_is(found))
    if _is_saving(request) and form.is_valid():
        saved = saved_or_said(
            form,
            lambda: services.add_formula_version(
                formula=found,
                after=form.cleaned_data["after"],
                text=form.cleaned_data["text"],
                terms=form.terms,
                by=request.user,
                at=clock.now(),
            ),
        )
        if saved:
            messages.success(request, _("Written: version %(number)s.") % {"number": saved.number})
            return redirect("kernel:formula", pk=found.pk)
    return _writing(request, form, found)


@requires(WRITE)
@require_POST
def examine_formula(request):
    """What is wrong with a text, what it means and what it says of a body, while somebody writes it (即时检查)."""
    found = Formula.objects.filter(pk=_whole(request.POST.get("formula"))).first()
    return render(request, "kernel/formula_write.html#examined", _examined(request, request.POST, found))


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 12 else None


def _is_saving(request) -> bool:
    return request.method == "POST" and not {"check", "take"} & set(request.POST)


def _taken(request) -> Any:
    """What was sent, with the suggestion in its place that somebody took."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if offered := sent.get("take"):
        sent["text"] = writing.with_suggestion(_lines(sent.get("text", "")), offered)
    return sent


def _lines(text: str) -> str:
    """A browser sends the end of a line as two characters; places count one."""
    return text.replace("\r\n", "\n")


def saved_or_said(form, save) -> Any:
    """What the service made; nothing when it refused, which the form then says at its field."""
    try:
        return save()
    except Refusal as refusal:
        form.add_error(refusal.place if refusal.place in form.fields else None, str(refusal))
        return None


def _as_it_is(found: Formula) -> dict[str, Any]:
    """The version to write on from: the one in force, else the last."""
    today = clock.today()
    book = open_book(on=today)
    last = found.versions.latest_first().first()
    version = book.formulas.get(found.code) or last
    if last is None or version is None:
        return {"valid_from": today}
    return {
        "text": queries.text_of(found, version.text, book),
        "valid_from": today,
        "clause": version.clause,
        "after": last.number,
    }


def _writing(request, form, found: Formula | None):
    """The page on which a formula is written, with what is told of the text that stands there."""
    values = form.data if form.is_bound else {**form.initial, "formula": ""}
    if form.is_bound and not _is_saving(request):
        form.errors.clear()
    context = {
        "form": form,
        "formula": found,
        "words": writing.words(open_book(on=clock.today())),
        "bodies": suggested_bodies(request.user),
        "may_try": is_allowed(request.user, asking.TRY),
        "chosen": values.get("body", ""),
        **_examined(request, values, found),
    }
    return render(request, "kernel/formula_write.html", context, status=400 if form.errors else 200)


def suggested_bodies(user) -> list[str]:
    if not is_allowed(user, asking.TRY):
        return []
    bodies = asking.bodies_to_try(user=user, on=clock.today()).order_by("name_then", "pk")
    return list(bodies.values_list("name_then", flat=True)[:SUGGESTED])


def _examined(request, values: Any, found: Formula | None) -> dict[str, Any]:
    """What is told of a text: its problems or its sentence, and what it says of the body that was named."""
    text = _lines(str(values.get("text") or ""))
    if not text.strip():
        return {"examined": None}
    on = _day(values.get("valid_from"))
    book = open_book(on=on)
    formula = found or _unsaved(values)
    examined = writing.examined(book, formula, text)
    context: dict[str, Any] = {"examined": examined}
    if examined.is_sound and is_allowed(request.user, asking.TRY):
        context |= trial(request.user, examined.compiled, str(values.get("body") or ""), on=on)
    return context


def _day(given: Any) -> date:
    return (given if isinstance(given, date) else day_of(str(given or ""))) or clock.today()


def _unsaved(values: Any) -> Formula:
    """The formula that a form speaks of, as far as what is wrong with its text depends on it."""
    unit, purpose = str(values.get("unit") or "").strip(), values.get("purpose")
    return Formula(
        code="",
        name="",
        purpose=purpose if purpose in FormulaPurpose.values else FormulaPurpose.MONITOR,
        unit=unit if known_unit(unit) is not None else "",
    )


def trial(user, compiled, named: str, *, on: date, period: Any = None) -> dict[str, Any]:
    """What a formula says of the body that was named, step by step (试算)."""
    is_of_a_body = asking.is_of_a_body(compiled)
    body = body_named(user, named, on=on) if is_of_a_body else None
    if is_of_a_body and body is None:
        return {"unknown_body": named} if named.strip() else {}
    try:
        if body is not None:
            result = asking.ask_one(compiled, body, on=on, period=period)
        else:
            keys = asking.bodies_to_try(user=user, on=on).order_by().values_list("pk", flat=True)
            results = asking.ask_many(compiled, keys, on=on, period=period)
            return {
                "groups": [(key, each, steps.shown(each)) for key, each in list(results.items())[:SUGGESTED]]
            }
    except FormulaError as error:
        return {"untried": Said(error.problems)}
    return {
        "body": body,
        "result": result,
        "shown": steps.shown(result),
        "parameters": steps.parameters(result),
        "tone": asking.TONES[result.outcome],
    }


def body_named(user, named: str, *, on: date) -> Body | None:
    """A body by its key or by its name on the day, among those on which the person may try formulas."""
    bodies = asking.bodies_to_try(user=user, on=on).select_related("area")
    if key := _whole(named.strip()):
        return bodies.filter(pk=key).first()
    return bodies.filter(name_then=named.strip()).order_by("pk").first() if named.strip() else None
