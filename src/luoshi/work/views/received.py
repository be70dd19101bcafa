"""Papers that others have sent, and sending one's own (收文、报送)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.acting import was_done
from luoshi.kernel.files.serving import attachment
from luoshi.work.lists.received import RECEIVED
from luoshi.work.models import OutgoingPaper, SentPaper
from luoshi.work.paper_forms import SendForm
from luoshi.work.queries import papers as queries
from luoshi.work.services import sending

READ, DRAFT = "work.read_papers", "work.draft_papers"


@requires(READ)
@require_safe
def papers_received(request):
    """Every paper that others have sent to my bodies (收文一览)."""
    return lists.show(request, RECEIVED, "work/papers_received.html", {"here": "papers_received"})


@requires(READ)
@require_safe
def paper_received(request, pk):
    """One paper that another body has signed and sent, and nothing else of that body (收文详情)."""
    return render(request, "work/paper_received.html", {"sent": _received(request, pk)})


@requires(READ)
@require_safe
def paper_received_file(request, pk, form):
    """The bytes that were signed."""
    paper = _received(request, pk).paper
    files = {"docx": paper.docx, "pdf": paper.pdf}
    if form not in files:
        raise Http404
    return attachment(files[form])


@requires(DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def send_paper(request, pk):
    """Send a signed paper to other bodies (报送)."""
    found = get_object_or_404(queries.for_page(OutgoingPaper.objects.visible_to(request.user)), pk=pk)
    if not is_allowed(request.user, DRAFT, found) or not found.is_signed:
        raise Http404
    form = SendForm(request.POST or None)
    if form.is_valid() and was_done(request, form, sending.send_paper, paper=found, **form.cleaned_data):
        return redirect("work:paper", pk=pk)
    context = {"paper": found, "form": form, "title": _("Send it to other bodies")}
    return render(request, "work/paper_form.html", context, status=400 if form.errors else 200)


def _received(request, pk) -> SentPaper:
    rows = SentPaper.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("paper__body", "paper__docx__file", "paper__pdf__file", "to", "sent_by"), pk=pk
    )
