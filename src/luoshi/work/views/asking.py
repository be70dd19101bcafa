"""Answering a form on a page, and what was answered (填报页面)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import attachment
from luoshi.kernel.models import Upload
from luoshi.work.asking import Answers, answered, opened, shown, taken
from luoshi.work.lists.asking import ANSWERS
from luoshi.work.models import Answer
from luoshi.work.models.asking import NOTHING_YET
from luoshi.work.queries import asking as queries
from luoshi.work.services import asking as services
from luoshi.work.views.asked import Asked, about_in, choices_for, files_in, form_called, raw_in, reasons_in


@requires(services.ANSWER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_form(request, code):
    """Answer a form for a body: with what is known, what was said last, and checks as one types (填报)."""
    form = form_called(request, code)
    about = about_in(request, form)
    if about is None:
        return render(request, "work/answer_for.html", {"form": form, **choices_for(request, form)})
    asked = _asked(request, about)
    if request.method == "POST":
        return _posted(request, asked)
    values = taken(asked.made.form, asked.now.values) if asked.now else {}
    return _page(request, asked, values, seen=asked.mark)


def _asked(request, about: services.About) -> Asked:
    """What is asked; another body's draft is not for whoever answers in its place (NotAllowed)."""
    asked = Asked.of(about, on=clock.today())
    if asked is None:
        raise Http404
    if asked.now and not asked.now.is_sent:
        require(request.user, Answer.read_act, asked.now)
    return asked


def _posted(request, asked: Asked):
    """Save or send what came; what is refused stands on the page again, with nothing lost."""
    try:
        files = files_in(request, asked)
    except Refusal as refusal:
        return _page(
            request, asked, raw_in(request, asked), seen=request.POST.get("seen", ""), refusal=refusal
        )
    given = services.Given(raw=raw_in(request, asked), files=files)
    seen, reasons = request.POST.get("seen", NOTHING_YET), reasons_in(request)
    said = {"about": asked.about, "given": given, "seen": seen, "by": request.user, "at": clock.now()}
    try:
        if "send" in request.POST:
            answer = services.answer_form(**said, reasons=reasons)
            messages.success(request, _("Sent. It is kept with your name and the moment."))
            return redirect("work:answer", pk=answer.pk)
        services.save_draft(**said)
        messages.success(request, _("Draft saved."))
        return redirect(asked.url)
    except Refusal as refusal:
        return _refused(request, asked, given, refusal, reasons)


def _refused(request, asked: Asked, given: services.Given, refusal: Refusal, reasons: dict[str, str]):
    """The page with what somebody typed; where somebody else was faster, with what that one saved beside it."""
    is_overtaken = isinstance(refusal, services.SavedMeanwhile)
    fresh = Asked.of(asked.about, on=clock.today()) or asked
    answers = _judged(fresh, given)
    values = {**answers.values, **answers.typed}
    seen = fresh.mark if is_overtaken else request.POST.get("seen", NOTHING_YET)
    theirs = taken(fresh.made.form, fresh.now.values) if is_overtaken and fresh.now else None
    return _page(
        request,
        fresh,
        values,
        seen=seen,
        answers=answers if isinstance(refusal, services.Judged) else None,
        refusal=refusal,
        reasons=reasons,
        theirs=theirs,
        status=409 if is_overtaken else 422,
    )


def _judged(asked: Asked, given: services.Given) -> Answers:
    files = {code: tuple(upload.pk for upload in uploads) for code, uploads in given.files.items()}
    raw = {**given.raw, **files}
    return answered(asked.made, raw, on=asked.on, previous=asked.last, beyond=asked.beyond)


def _page(
    request,
    asked: Asked,
    values: dict[str, Any],
    *,
    seen: str,
    answers: Answers | None = None,
    refusal: Refusal | None = None,
    reasons: dict[str, str] | None = None,
    theirs: dict[str, Any] | None = None,
    status: int = 200,
):
    """The form as a page; on a phone the same in one column."""
    is_fresh = asked.now is None and request.method != "POST"
    known = opened(asked.made, on=asked.on, previous=asked.last, beyond=asked.beyond) if is_fresh else {}
    named = {pk for value in values.values() if isinstance(value, tuple) for pk in value}
    context = {
        "asked": shown(
            asked.made,
            values,
            answers=answers,
            last=asked.last,
            prefills=known,
            files=dict(Upload.objects.filter(pk__in=named).values_list("pk", "name")),
            reasons=reasons,
        ),
        "form": asked.about.form,
        "about": asked.about,
        "version": asked.version,
        "now": asked.now,
        "before": asked.before,
        "seen": seen,
        "refusal": refusal,
        "theirs": asked.differing(values, theirs) if theirs is not None else [],
        "draft_key": asked.draft_key(request.user),
        "purposes": asked.purposes,
    }
    return render(request, "work/answer_form.html", context, status=status)


@requires(services.ANSWER)
@require_POST
def check_answer(request, code):
    """What the form says of what stands on the page, while somebody types; nothing is written (即时校验)."""
    form = form_called(request, code)
    about = about_in(request, form)
    if about is None:
        raise Http404
    asked = _asked(request, about)
    typed = {code for code, value in raw_in(request, asked).items() if value not in ("", None)}
    answers = answered(
        asked.made, raw_in(request, asked), on=asked.on, previous=asked.last, beyond=asked.beyond
    )
    told = [fault for fault in answers.faults if fault.code != "missing" or fault.field in typed]
    answers = Answers(answers.values, tuple(told), answers.doubts, answers.undecided)
    context = {"asked": shown(asked.made, {}, answers=answers, reasons=reasons_in(request)), "is_live": True}
    return render(request, "work/_checked.html", context)


@requires(Answer.read_act)
@require_safe
def answers(request):
    """What was answered, and what is still a draft (填报一览)."""
    return lists.show(request, ANSWERS, "work/answers.html", {})


@requires(Answer.read_act)
@require_safe
def answer(request, pk):
    """One revision of an answer: what it says, the reasons for what was doubtful, and its other revisions (填报详情)."""
    found = _answer(request, pk)
    asked = Asked.kept(found)
    values = taken(asked.made.form, found.values)
    context = {
        "answer": found,
        "asked": shown(asked.made, values, last=asked.last, files=queries.uploads_of(found)),
        "reasons": asked.reasons(found.reasons),
        "revisions": queries.corrected(found, by=request.user),
        "draft_key": asked.draft_key(request.user),
        "url": asked.url,
        "may_answer": is_allowed(request.user, services.ANSWER, found),
    }
    return render(request, "work/answer.html", context)


@requires(services.ANSWER)
@require_POST
def drop_draft(request, pk):
    """Throw a draft away (删除草稿)."""
    found = get_object_or_404(Answer.objects.allowed(request.user, act=services.ANSWER), pk=pk)
    try:
        services.drop_draft(answer=found, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("work:answer", pk=pk)
    messages.success(request, _("The draft is gone."))
    return redirect("work:answers")


@requires(Answer.read_act)
@require_safe
def answer_file(request, pk, upload):
    """A file of an answer (填报附件)."""
    found = _answer(request, pk)
    row = get_object_or_404(found.files.select_related("upload__file"), upload=upload)
    return attachment(row.upload)


def _answer(request, pk) -> Answer:
    rows = Answer.objects.visible_to(request.user).select_related(
        "form", "body", "version", "saved_by", "sent_by", "sheet"
    )
    found: Answer = get_object_or_404(rows, pk=pk)
    return found
