"""What waits for signatures inside a body: seen, signed, returned, written anew, dropped (签批)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import requires
from luoshi.kernel.acting import tell, was_done
from luoshi.kernel.files.serving import attachment
from luoshi.kernel.models import Upload, User
from luoshi.kernel.services.files import store_upload
from luoshi.work import shown_drafts
from luoshi.work.brought import Brought
from luoshi.work.chain_forms import OnPaperForm, ReturnForm, ReviseForm
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.lists import DRAFTS
from luoshi.work.models import DraftState, MoveDraft, Turn
from luoshi.work.queries import drafts as queries
from luoshi.work.queries.signers import drafters, signers
from luoshi.work.rights import HANDLE, READ
from luoshi.work.services import signing as services

SIGN = "work.sign_drafts"


@requires(READ)
@require_safe
def drafts(request):
    """Every step of my bodies that was drafted for signature (签批稿一览)."""
    return lists.show(request, DRAFTS, "work/drafts.html", {"here": "drafts"})


@requires(READ)
@require_safe
def draft(request, pk):
    """What a drafted step brings, for whose signature it waits, who has signed (签批稿)."""
    found = _draft(request, pk)
    context = {
        "draft": found,
        "shown": shown_drafts.shown(found, by=request.user, at=clock.now()),
        "return_form": ReturnForm(),
    }
    return render(request, "work/draft.html", context)


@requires(READ)
@require_safe
def draft_file(request, pk, upload):
    """A file that a draft brings, or the scan of a signature on paper."""
    found = _draft(request, pk)
    brought = found.versions.filter(files__upload=upload)
    if not brought.exists() and not found.versions.filter(signatures__scan=upload).exists():
        raise Http404
    return attachment(Upload.objects.select_related("file").get(pk=upload))


@requires(SIGN)
@require_POST
def sign_draft(request, pk):
    """Sign (签批); the last signature takes the step."""
    turn = _turn(request, pk)
    said = request.POST.get("note", "")
    return _done(request, turn.draft, services.sign_draft, turn=turn, note=said)


@requires(SIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def return_draft(request, pk):
    """Give a draft back to its drafter, with the reason (退回修改)."""
    turn = _turn(request, pk)
    if not services.may_sign(turn=turn, by=request.user, at=clock.now()):
        raise Http404
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        return _done(request, turn.draft, services.return_draft, turn=turn, **form.cleaned_data)
    context = {"turn": turn, "draft": turn.draft, "label": _label(turn.draft), "form": form}
    return render(request, "work/return_draft.html", context, status=400 if form.errors else 200)


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_on_paper(request, pk):
    """Enter a signature that was given on paper, with its scan (补录纸质签批)."""
    turn = _turn(request, pk)
    if not services.may_drop(draft=turn.draft, by=request.user):
        raise Http404
    able = signers([turn], on=clock.today())[turn.pk]
    keys = {user.pk for user in able} - drafters(turn.draft)
    people = User.objects.filter(pk__in=keys).order_by("display_name", "pk")
    form = OnPaperForm(
        request.POST or None, request.FILES or None, signers=people, initial={"signed_on": clock.today()}
    )
    if form.is_valid() and _entered(request, form, turn):
        return redirect("work:draft", pk=turn.draft_id)
    context = {"turn": turn, "draft": turn.draft, "label": _label(turn.draft), "form": form}
    return render(request, "work/sign_on_paper.html", context, status=400 if form.errors else 200)


def _entered(request, form, turn) -> bool:
    def enter(*, by, at):
        given = dict(form.cleaned_data)
        file = given.pop("scan")
        scan = store_upload(content=file.read(), name=file.name, by=by, at=at)
        return services.sign_on_paper(turn=turn, scan=scan, **given, by=by, at=at)

    return bool(was_done(request, form, enter))


@requires(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def revise_draft(request, pk):
    """Write a draft that was returned anew and put it before the signers again (修改后重新送签)."""
    found = _draft(request, pk)
    if found.state != DraftState.RETURNED:
        return redirect("work:draft", pk=pk)
    last = queries.versions(found)[0]
    kept = [each.upload for each in last.files.all()]
    initial = {
        "note": last.note,
        "day": last.day,
        "body": last.named.name if last.named else "",
        "kept": [str(upload.pk) for upload in kept],
    }
    move = flow_of(found.matter).by_move[found.move]
    form = ReviseForm(request.POST or None, request.FILES or None, move=move, kept=kept, initial=initial)
    if form.is_valid() and _revised(request, form, found, kept, last.fields):
        return redirect("work:draft", pk=pk)
    context = {"draft": found, "label": _label(found), "form": form}
    return render(request, "work/revise_draft.html", context, status=400 if form.errors else 200)


def _revised(request, form, found, kept, fields) -> bool:
    given = form.cleaned_data
    stay = [upload for upload in kept if str(upload.pk) in given.get("kept", [])]

    def revise(*, by, at):
        new = [store_upload(content=each.read(), name=each.name, by=by, at=at) for each in given["files"]]
        brought = Brought(
            note=given["note"],
            files=[*stay, *new],
            day=given.get("day"),
            body=given.get("body"),
            fields=fields,
        )
        return services.revise_draft(draft=found, brought=brought, by=by, at=at)

    said = _("Done. It waits for the first signature again.")
    return bool(was_done(request, form, revise, message=said))


@requires(READ)
@require_POST
def drop_draft(request, pk):
    """Give a draft up before its last signature (撤稿)."""
    found = _draft(request, pk)
    return _done(
        request, found, services.drop_draft, draft=found, reason=request.POST.get("reason", "")[:300]
    )


def _draft(request, pk) -> MoveDraft:
    return get_object_or_404(queries.for_page(MoveDraft.objects.visible_to(request.user)), pk=pk)


def _turn(request, pk) -> Turn:
    """A turn in which a draft that this person may see waits for a signature."""
    seen = MoveDraft.objects.visible_to(request.user)
    rows = Turn.objects.filter(draft__in=seen.values("pk"), seat__isnull=False)
    related = rows.select_related("matter", "desk__area", "holder", "seat__role", "draft__matter__version")
    return get_object_or_404(related.select_related("draft__turn__desk__area", "draft__body__area"), pk=pk)


def _label(found: MoveDraft) -> str:
    return procedure_of(found.matter).move_label(found.move)


def _done(request, found, service, **values):
    """Do it; what was done, or why not, is told on the page of the draft."""
    tell(request, service, **values)
    return redirect("work:draft", pk=found.pk)
