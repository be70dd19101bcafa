"""Papers that bodies issue: drafted, read, signed, registered, corrected (发文)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import NotAllowed, is_allowed, requires
from luoshi.kernel.acting import tell, was_done
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files.serving import attachment
from luoshi.kernel.services.files import store_upload
from luoshi.work.lists.papers import PAPERS
from luoshi.work.models import OutgoingPaper
from luoshi.work.paper_forms import EntryForm, IssuerForm, SignedForm, VoidForm
from luoshi.work.paper_kinds import PAPER_KINDS
from luoshi.work.queries import papers as queries
from luoshi.work.services import papers as services

READ, DRAFT, SIGN = "work.read_papers", "work.draft_papers", "work.sign_papers"
DRAFTED = gettext_lazy("Drafted. Read it, then have it signed.")


@requires(READ)
@require_safe
def papers(request):
    """Every paper of my bodies, with its state and number (发文一览)."""
    return lists.show(request, PAPERS, "work/papers.html", {"here": "papers"})


@requires(READ)
@require_safe
def paper(request, pk):
    """One paper: its state, its files, what the registry has entered, what can be done (发文详情)."""
    found = _paper(request, pk)
    entries = queries.entries(found)
    context = {
        "paper": found,
        "kind": PAPER_KINDS[found.kind],
        "thing_url": PAPER_KINDS[found.kind].url(found.key),
        "entries": entries,
        "official": next((each.official_number for each in entries if each.official_number), ""),
        "sendings": list(found.sendings.select_related("to").order_by("pk")),
        "corrections": list(found.corrections.order_by("pk")),
        "may_draft": is_allowed(request.user, DRAFT, found),
        "may_sign": is_allowed(request.user, SIGN, found),
    }
    return render(request, "work/paper.html", context)


@requires(READ)
@require_safe
def paper_file(request, pk, form):
    """The bytes that were drafted, or the latest scan of what was signed."""
    found = _paper(request, pk)
    scans = [each.scan for each in queries.entries(found) if each.scan]
    files = {"docx": found.docx, "pdf": found.pdf, "scan": scans[0] if scans else None}
    if files.get(form) is None:
        raise Http404
    return attachment(files[form])


@requires(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def draft_paper(request, kind, key):
    """Draft a paper about a thing (拟稿)."""
    if kind not in PAPER_KINDS:
        raise Http404
    wanted = PAPER_KINDS[kind]
    thing = wanted.find(key, request.user)
    bodies = queries.issuers(wanted, thing, by=request.user) if thing is not None else None
    if not bodies:
        raise Http404
    form = IssuerForm(request.POST or None, bodies=bodies)
    if form.is_valid():
        about = {"kind": kind, "key": key, "body": form.cleaned_data["body"]}
        if made := was_done(request, form, services.draft_paper, message=DRAFTED, **about):
            return redirect("work:paper", pk=made.pk)
    context = {"kind": wanted, "thing": thing, "thing_url": wanted.url(key), "form": form}
    return render(request, "work/draft_paper.html", context, status=400 if form.errors else 200)


@requires(DRAFT)
@require_POST
def redraft_paper(request, pk):
    """Write a draft anew from what it is about as it is today (重新拟稿)."""
    return _done(request, services.redraft_paper, _paper(request, pk))


@requires(SIGN)
@require_POST
def sign_paper(request, pk):
    """Sign the version that one has read (签发)."""
    seen = request.POST.get("seen", "")
    if not seen.isdecimal():
        raise Http404
    return _done(request, services.sign_paper, _paper(request, pk), seen=int(seen))


@requires(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_signed_paper(request, pk):
    """Enter that a draft was signed by hand, with its scan (补录签发)."""
    form = SignedForm(request.POST or None, request.FILES or None, initial={"signed_on": clock.today()})
    title = _("Signed by hand")
    return _form(request, pk, form, title, services.enter_signed_paper, wants=lambda found: found.is_draft)


@requires(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def register_paper(request, pk):
    """Enter the registry's number of a signed paper, or its scan (发文登记)."""
    form = EntryForm(request.POST or None, request.FILES or None)
    title = _("Enter number and scan")
    return _form(request, pk, form, title, services.register_paper, wants=lambda found: found.is_signed)


@requires(DRAFT)
@require_POST
def correct_paper(request, pk):
    """Draft another paper that corrects a signed one (更正)."""
    try:
        made = services.correct_paper(paper=_paper(request, pk), by=request.user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("work:paper", pk=pk)
    messages.success(request, str(DRAFTED))
    return redirect("work:paper", pk=made.pk)


@requires(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def void_paper(request, pk):
    """Give a draft up; its number stays taken (作废)."""
    form = VoidForm(request.POST or None)
    return _form(
        request, pk, form, _("Void this draft"), services.void_paper, wants=lambda found: found.is_draft
    )


def _form(request, pk, form, title, service, *, wants):
    """A form about a paper in the state that it wants."""
    found = _paper(request, pk)
    if not is_allowed(request.user, DRAFT, found) or (request.method != "POST" and not wants(found)):
        raise Http404
    if form.is_valid() and _entered(request, form, service, found):
        return redirect("work:paper", pk=pk)
    context = {"paper": found, "form": form, "title": title}
    return render(request, "work/paper_form.html", context, status=400 if form.errors else 200)


def _entered(request, form, service, found) -> bool:
    def enter(*, by, at):
        given = dict(form.cleaned_data)
        if file := given.get("scan"):
            given["scan"] = store_upload(content=file.read(), name=file.name, by=by, at=at)
        return service(paper=found, **given, by=by, at=at)

    return bool(was_done(request, form, enter))


def _paper(request, pk) -> OutgoingPaper:
    return get_object_or_404(queries.for_page(OutgoingPaper.objects.visible_to(request.user)), pk=pk)


def _done(request, service, found, **values):
    """Do it; what was done, or why not, is told on the page of the paper."""
    tell(request, service, paper=found, **values)
    return redirect("work:paper", pk=found.pk)
