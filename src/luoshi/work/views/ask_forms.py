"""Forms: the list, one of them, and writing it (表单一览、表单、制定表单)."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.formula import Purpose
from luoshi.formula.catalogue import COLLECTED
from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.formulas.comparing import compared
from luoshi.kernel.formulas.words import of
from luoshi.kernel.models import Origin
from luoshi.kit.sheets import Unreadable, refusal, sentence
from luoshi.work.asking import made_of_text, shown
from luoshi.work.asking.taking_over import FIELDS, NotTaken, form_from_sheet
from luoshi.work.asking.words import misstated, read_out
from luoshi.work.asking_forms import AskTextForm, NewAskForm
from luoshi.work.engine.asking import Compiled, Stated, Unsound
from luoshi.work.lists.asking import FORMS
from luoshi.work.models import AskForm
from luoshi.work.queries import asking as queries
from luoshi.work.services import ask_forms as services
from luoshi.work.services.asking import ANSWER
from luoshi.work.views.asked import form_called

BLANK = json.dumps(
    {"minutes": 5, "purposes": [{"purpose": "monitor", "basis": ""}], "fields": [], "rules": []},
    ensure_ascii=False,
    indent=1,
)
MOST_VERSIONS = 50


@requires(AskForm.read_act)
@require_safe
def ask_forms(request):
    """All forms as of a day (表单一览)."""
    context = {
        "may_write": is_allowed(request.user, services.WRITE),
        "may_read": is_allowed(request.user, "work.read_answers"),
    }
    return lists.show(request, FORMS, "work/ask_forms.html", context)


@requires(AskForm.read_act)
@require_safe
def ask_form(request, code):
    """One form: what it asks, what for, by which rules, how many minutes it costs, its versions (表单)."""
    form, today = form_called(request, code), clock.today()
    version = queries.version_in_force(form, today)
    context: dict[str, Any] = {
        "form": form,
        "wrong": [],
        "version": version,
        "versions": _versions(form),
        "may_write": is_allowed(request.user, services.WRITE),
        "may_answer": is_allowed(request.user, ANSWER),
    }
    if version:
        context |= _examined(version.text)
    return render(request, "work/ask_form.html", context)


def _described(made: Compiled) -> dict[str, Any]:
    """What a form asks, for whoever reads about it."""
    form = made.form
    return {
        "asked": shown(made, {}),
        "minutes": form.minutes,
        "purposes": [(of(COLLECTED[each.purpose]), each.basis) for each in form.purposes],
        "rules": [
            {
                "is_hard": each.rule.is_hard,
                "message": of(each.rule.said),
                "says": read_out(each.formula, form),
            }
            for each in made.rules
        ],
    }


def _versions(form: AskForm) -> list[dict[str, Any]]:
    """The versions, the latest first, each compared with the one before it."""
    rows = list(form.versions.latest_first().select_related("made_by")[:MOST_VERSIONS])
    texts = [row.text for row in rows]
    return [
        {"row": row, "differs": compared(before, row.text) if before else []}
        for row, before in zip(rows, [*texts[1:], ""], strict=True)
    ]


@requires(services.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_ask_form(request):
    """A new form (新建表单)."""
    sent, said = _sent(request)
    form = NewAskForm(sent, request.FILES or None, initial={"valid_from": clock.today(), "text": BLANK})
    if _is_saving(request) and form.is_valid():
        try:
            saved = services.write_form(
                names=form.names,
                text=form.cleaned_data["text"],
                terms=form.terms,
                origin=Origin.own(),
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refused:
            _add(form, refused)
        else:
            messages.success(request, _("Written: version 1."))
            return redirect("work:ask_form", code=saved.code)
    return _writing(request, form, None, said)


@requires(services.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_ask_form_version(request, code):
    """Another version of a form (新增表单版本)."""
    found = get_object_or_404(AskForm.objects.allowed(request.user, act=services.WRITE), code=code)
    sent, said = _sent(request)
    form = AskTextForm(sent, request.FILES or None, initial=_as_it_is(found))
    if _is_saving(request) and form.is_valid():
        try:
            saved = services.write_form_version(
                form=found,
                after=form.cleaned_data["after"],
                text=form.cleaned_data["text"],
                terms=form.terms,
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refused:
            _add(form, refused)
        else:
            messages.success(request, _("Written: version %(number)s.") % {"number": saved.number})
            return redirect("work:ask_form", code=code)
    return _writing(request, form, found, said)


@requires(services.WRITE)
@require_POST
def examine_ask_form(request):
    """What is wrong with a text, or what it asks, while somebody writes it (即时检查)."""
    return render(request, "work/_ask_examined.html", _examined(request.POST.get("text", "")))


def _is_saving(request) -> bool:
    return request.method == "POST" and not {"check", "take"} & set(request.POST)


def _sent(request) -> tuple[QueryDict | None, list[str]]:
    """What was sent, with the fields of a sheet in the place of the text where one was to be taken."""
    if request.method != "POST":
        return None, []
    sent = request.POST.copy()
    file = request.FILES.get("columns")
    if "take" not in sent or file is None:
        return sent, []
    try:
        minutes, purposes = _kept(sent.get("text", ""))
        sent["text"] = form_from_sheet(file.read(), minutes=minutes, purposes=purposes)
    except NotTaken as refused:
        return sent, [f"{fault.cell} {sentence(fault, FIELDS)}".strip() for fault in refused.faults]
    except Unreadable as unreadable:
        return sent, [refusal(unreadable.code, unreadable.values)]
    return sent, []


def _kept(text: str) -> tuple[int, list[Stated]]:
    """The minutes and purposes of the text that stood there, as far as it can be read."""
    try:
        whole = json.loads(text)
        purposes = [Stated(Purpose(each["purpose"]), str(each["basis"])) for each in whole["purposes"]]
        return int(whole["minutes"]), purposes
    except (ValueError, KeyError, TypeError, RecursionError):
        return 5, []


def _add(form: AskTextForm, refused: Refusal) -> None:
    """What refuses it stands at its field; each fault of the text is said by itself."""
    if isinstance(refused, services.FormUnsound):
        for fault in refused.faults:
            form.add_error("text", misstated(fault))
        return
    form.add_error(refused.place if refused.place in form.fields else None, str(refused))


def _as_it_is(found: AskForm) -> dict[str, Any]:
    """The version to write on from: the one in force, else the last."""
    today = clock.today()
    last = found.versions.latest_first().first()
    version = queries.version_in_force(found, today) or last
    if last is None or version is None:
        return {"valid_from": today, "text": BLANK}
    return {"text": version.text, "valid_from": today, "clause": version.clause, "after": last.number}


def _writing(request, form: AskTextForm, found: AskForm | None, said: list[str]):
    """The page on which a form is written, with what is told of the text that stands there."""
    if form.is_bound and not _is_saving(request):
        form.errors.clear()
    text = form.data.get("text", "") if form.is_bound else form.initial.get("text", "")
    context = {"writing": form, "form": found, "said": said, "text": text, **_examined(text)}
    return render(request, "work/write_ask_form.html", context, status=400 if form.errors else 200)


def _examined(text: str) -> dict[str, Any]:
    """What is wrong with a text, or what it asks."""
    try:
        made = made_of_text(text, on=clock.today())
    except Unsound as unsound:
        return {"wrong": [misstated(fault) for fault in unsound.faults], "asked": None}
    return {"wrong": [], **_described(made)}
