"""Forms and answers as papers (填报打印): docx to write on in, PDF to print."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import requires
from luoshi.kernel.files import made
from luoshi.kit.papers import Paper, write_docx, write_pdf
from luoshi.work.asking import taken
from luoshi.work.asking.papers import empty_paper, filled_paper
from luoshi.work.models import Answer, AskForm
from luoshi.work.queries import asking as queries
from luoshi.work.views.asked import Asked, form_called

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
LONGEST_NAME = 80


@requires(AskForm.read_act)
@require_safe
def empty_docx(request, code):
    """The form to fill in by hand, to write on in (空白表)."""
    return _docx(_empty(request, code))


@requires(AskForm.read_act)
@require_safe
def empty_pdf(request, code):
    """The form to fill in by hand, to print (空白表)."""
    return _pdf(_empty(request, code))


@requires(Answer.read_act)
@require_safe
def answer_docx(request, pk):
    """An answer, to write on in (填报件)."""
    return _docx(_filled(request, pk))


@requires(Answer.read_act)
@require_safe
def answer_pdf(request, pk):
    """An answer, to print (填报件)."""
    return _pdf(_filled(request, pk))


def _empty(request, code) -> Paper:
    form, today = form_called(request, code), clock.today()
    version = queries.version_in_force(form, today)
    ready = queries.made_if_sound(version, on=today)
    if version is None or ready is None:
        raise Http404
    return empty_paper(ready, title=form.name, number=version.number, on=version.valid_from)


def _filled(request, pk) -> Paper:
    rows = Answer.objects.visible_to(request.user).select_related("form", "body", "version", "sent_by")
    answer = get_object_or_404(rows, pk=pk)
    asked = Asked.kept(answer)
    day = clock.day_of(answer.sent_at or answer.saved_at)
    who = str(answer.sent_by) if answer.sent_by else ""
    return filled_paper(
        asked.made,
        taken(asked.made.form, answer.values),
        title=answer.form.name,
        number=answer.version.number,
        on=day,
        head=[
            (_("Answering body"), answer.body.name),
            (_("Answered about"), answer.subject),
            (_("Answered for"), answer.period),
            (_("Sent by"), f"{who} {day.isoformat()}" if who else ""),
        ],
        files=queries.uploads_of(answer),
        reasons=asked.reasons(answer.reasons),
        is_simulated=answer.origin.is_simulated,
        is_draft=not answer.is_sent,
    )


def _docx(paper: Paper):
    return made(write_docx(paper), name=f"{paper.title[:LONGEST_NAME]}.docx", media_type=DOCX)


def _pdf(paper: Paper):
    content = write_pdf(paper, fonts=settings.LUOSHI_FONTS)
    return made(content, name=f"{paper.title[:LONGEST_NAME]}.pdf", media_type=PDF)
