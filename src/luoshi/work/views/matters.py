"""A matter: what it is, whose turn, what was done, and the steps possible now (事项)."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import NotAllowed, is_allowed, requires
from luoshi.kernel.acting import DONE, tell
from luoshi.kernel.errors import Refusal
from luoshi.kernel.services.files import store_upload
from luoshi.work import pictures, shown
from luoshi.work.brought import Brought
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.forms import MoveForm
from luoshi.work.models import Matter, MoveDraft, MoveMade, Turn
from luoshi.work.papers import receipt_of
from luoshi.work.queries import papers
from luoshi.work.queries.chains import chain_before
from luoshi.work.queries.drafts import of_matter
from luoshi.work.refusals import TurnTaken
from luoshi.work.rights import HANDLE, READ
from luoshi.work.services import turns
from luoshi.work.services.matters import may_move, move
from luoshi.work.services.withdrawing import withdraw_move, withdrawable

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(READ)
@require_safe
def matter(request, pk):
    """What waits, for whom and until when; what was done; what can be done now (事项详情)."""
    found = _matter(request, pk)
    today = clock.today()
    context = {
        "matter": found,
        "procedure": procedure_of(found),
        "state": procedure_of(found).state_label(found.state),
        "turns": shown.turns(found, by=request.user, on=today),
        "steps": shown.steps(found, by=request.user, at=clock.now()),
        "may_withdraw": _may_withdraw(request, found),
        "history": shown.history(found),
        "clocks": shown.clocks(found, on=today),
        "parties": shown.parties(found),
        "picture": pictures.of_matter(found),
        "thing_url": procedure_of(found).url(found),
        **_drafts(request, found),
        "papers": papers.of_matter(found, by=request.user),
        "paper_kinds": papers.possible_kinds(found, by=request.user),
    }
    return render(request, "work/matter.html", context)


@requires(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def make_move(request, pk, move):
    """One step of a matter: what it needs, then the step itself (办理)."""
    found = _matter(request, pk)
    step = flow_of(found).by_move.get(move)
    if step is None:
        raise Http404
    if request.method != "POST" and (
        refusal := may_move(matter=found, move=step, by=request.user, at=clock.now())
    ):
        messages.error(request, str(refusal))
        return redirect("work:matter", pk=pk)
    form = MoveForm(request.POST or None, request.FILES or None, move=step, initial={"seen": found.step})
    if form.is_valid() and (made := _moved(request, form, found, step)):
        return _to_what_came(request, made)
    context = {
        "matter": found,
        "form": form,
        "step": step,
        "label": procedure_of(found).move_label(step.code),
        "state": procedure_of(found).state_label(found.state),
        "chain": chain_before(found, step, by=request.user, on=clock.today()),
    }
    return render(request, "work/make_move.html", context, status=400 if form.errors else 200)


def _to_what_came(request, made: MoveMade | MoveDraft):
    if isinstance(made, MoveDraft):
        messages.success(request, _("Done. It is taken as soon as the last signature is given."))
        return redirect("work:draft", pk=made.pk)
    messages.success(request, str(DONE))
    return redirect("work:matter", pk=made.matter_id)


def _moved(request, form, found, step) -> MoveMade | MoveDraft | None:
    given, at = form.cleaned_data, clock.now()
    try:
        files = [
            store_upload(content=each.read(), name=each.name, by=request.user, at=at)
            for each in given["files"]
        ]
        brought = Brought(note=given["note"], files=files, day=given.get("day"), body=given.get("body"))
        return move(matter=found, move=step.code, by=request.user, at=at, seen=given["seen"], brought=brought)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


@requires(HANDLE)
@require_POST
def withdraw(request, pk):
    """Withdraw the step that one took last (撤回)."""
    said = _("Withdrawn. It waits where it waited before.")
    tell(request, withdraw_move, message=said, matter=_matter(request, pk))
    return redirect("work:matter", pk=pk)


@requires(HANDLE)
@require_POST
def see_turn(request, pk):
    """Whoever's turn it is has opened the matter (已阅); the page sends this by itself."""
    turn = get_object_or_404(
        Turn.objects.visible_to(request.user).select_related("matter", "desk__area"), pk=pk
    )
    if is_allowed(request.user, HANDLE, turn) and turn.seen_at is None:
        with suppress(TurnTaken):  # two windows were opened at once
            turns.see(turn=turn, by=request.user, at=clock.now())
    return HttpResponse(status=204)


@requires(READ)
@require_safe
def receipt(request, pk):
    """The receipt of a matter as an official paper (回执)."""
    found = _matter(request, pk)
    response = HttpResponse(receipt_of(found), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{found.number}.docx"'
    return response


def _matter(request, pk) -> Matter:
    return get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("version", "opened_by"), pk=pk
    )


def _drafts(request, found) -> dict:
    """What this person may know of drafts: those that wait, and by which draft a step was taken."""
    drafts, procedure = of_matter(found, by=request.user), procedure_of(found)
    return {
        "drafts": [(each, procedure.move_label(each.move)) for each in drafts if each.is_open],
        "drafted": {each.made_id: each.pk for each in drafts if each.made_id},
    }


def _may_withdraw(request, found) -> bool:
    try:
        return bool(withdrawable(matter=found, by=request.user))
    except Refusal:
        return False
