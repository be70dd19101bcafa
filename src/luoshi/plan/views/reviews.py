"""The review of what was read: facts are corrected, added, removed, merged; each correction is kept (审定修改)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import is_allowed, require, requires
from luoshi.kernel.acting import tell, was_done
from luoshi.kernel.errors import Refusal
from luoshi.plan.engine.proposing import propose
from luoshi.plan.engine.sentences import Apart, Sentence, joined
from luoshi.plan.lists import CORRECTIONS
from luoshi.plan.models import CommitmentKind, Correction
from luoshi.plan.queries import corrections as queries
from luoshi.plan.queries.live import stated
from luoshi.plan.review_forms import BindForm, DutyForm, MergeForm, ReasonForm, StatedForm
from luoshi.plan.services import corrections as services
from luoshi.plan.services import duties, withdrawals
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.views.documents import DUTY
from luoshi.plan.views.frame import framed, open_plan, text_of

AROUND = 120  # characters shown before and behind the words that a form is about
GROUNDS = {"corrected": gettext_lazy("read wrongly"), "added": gettext_lazy("passed over by the reader")}


@requires("plan.read_plans")
@require_safe
def corrections(request, slug):
    """Everything that officers changed of what was read: what it was, what it became, who, when, why (修改记录)."""
    plan = open_plan(request, slug)
    may_correct = not plan.is_adopted and is_allowed(request.user, CORRECT, plan)
    context = framed(plan, here="adoption", may_correct=may_correct)
    known = {"may_correct": may_correct}
    return lists.show(
        request, CORRECTIONS, "plan/corrections.html", context, of={"plan": plan.pk}, known=known
    )


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def correct_commitment(request, slug, pk):
    """Say what a commitment really is (更正)."""
    plan = _draft(request, slug)
    row = _commitment(plan, pk)
    sections = _places(plan, row.start)
    form = StatedForm(
        request.POST or None, sections=sections, stated=stated(row), grounds=GROUNDS["corrected"]
    )
    if form.is_valid() and _done(
        request, form, services.correct_commitment, commitment=row, stated=form.stated()
    ):
        return _back(plan, row.start)
    lead = _("What you say stands from now on; what was read stays beside it.")
    return _asked(request, plan, form, _("Correct what was read"), lead=lead, label=_("Correct"), at=row)


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def remove_commitment(request, slug, pk):
    """Take out of the draft what is no commitment (删除)."""
    plan = _draft(request, slug)
    row = _commitment(plan, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and _done(request, form, services.remove_commitment, commitment=row):
        return _back(plan, row.start)
    lead = _("No list counts it any more. It stays in the list of corrections and can be put back.")
    return _asked(request, plan, form, _("Remove what was read"), lead=lead, label=_("Remove"), at=row)


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def merge_commitment(request, slug, pk):
    """Say that two were read of what is one (合并)."""
    plan = _draft(request, slug)
    row = _commitment(plan, pk)
    near = {str(other.pk): other for other in queries.others_near(commitment=row)}
    others = [
        (key, f"{other.section.marker if other.section else ''} {other.title[:60]}")
        for key, other in near.items()
    ]
    form = MergeForm(request.POST or None, others=others)
    if form.is_valid() and _done(
        request, form, services.merge_commitments, commitment=row, into=near[form.cleaned_data["into"]]
    ):
        return _back(plan, row.start)
    lead = _(
        "It goes into the other one, which alone is counted. Correct the other one if it lacks anything."
    )
    return _asked(request, plan, form, _("Merge two that are one"), lead=lead, label=_("Merge"), at=row)


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def add_fact(request, slug):
    """Make chosen sentences a commitment, or a body that answers (补录)."""
    plan = _draft(request, slug)
    text = text_of(plan)
    place = _chosen(request, text)
    if isinstance(place, Refusal):
        messages.error(request, str(place))
        return redirect("plan:document", slug=plan.slug)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    return (_add_duty if "role" in request.POST or kind == DUTY else _add_commitment)(
        request, plan, text, place, kind
    )


class ChooseSentences(Refusal):
    code = "plan.choose_sentences"
    sentence = _("Choose one sentence, or several that stand one after another.")


def _chosen(request, text: str) -> Sentence | Refusal:
    """The stretch that the chosen sentences make; a form that was filled in carries it along."""
    given = [f"{request.POST.get('start', '')}-{request.POST.get('end', '')}"]
    found = []
    for each in given if request.method == "POST" else request.GET.getlist("s"):
        start, _dash, end = each.partition("-")
        if start.isdecimal() and end.isdecimal() and int(start[:9]) < int(end[:9]) <= len(text):
            found.append(Sentence(int(start[:9]), int(end[:9])))
    try:
        return joined(found, text=text) if found else ChooseSentences()
    except Apart:
        return ChooseSentences()


def _add_commitment(request, plan, text: str, place: Sentence, kind: str):
    section = queries.section_at(plan=plan, start=place.start)
    proposed = propose(
        words=text[place.start : place.end],
        kind=kind if kind in CommitmentKind.values else "task",
        section=section.place if section else None,
        start=place.start,
        end=place.end,
    )
    sections = _places(plan, place.start)
    form = StatedForm(request.POST or None, sections=sections, stated=proposed, grounds=GROUNDS["added"])
    if form.is_valid() and _done(request, form, services.add_commitment, plan=plan, stated=form.stated()):
        return _back(plan, place.start)
    lead = _("Look at what is proposed from the words, and mend it before you add it.")
    return _asked(request, plan, form, _("Make it a commitment"), lead=lead, label=_("Add"), at=place)


def _add_duty(request, plan, text: str, place: Sentence, kind: str):
    section = queries.section_at(plan=plan, start=place.start)
    if section is None:
        messages.error(
            request, gettext("These words stand outside the outline: nobody can answer for a section there.")
        )
        return redirect("plan:document", slug=plan.slug)
    initial = {
        "printed": text[place.start : place.end][:40],
        "section": section.place,
        "start": place.start,
        "end": place.end,
    }
    form = DutyForm(
        request.POST or None,
        sections=_places(plan, place.start),
        initial=initial,
        grounds=GROUNDS["added"],
    )
    if form.is_valid():
        said = form.cleaned_data
        named = get_object_or_404(plan.sections.select_related("plan"), place=said["section"])
        values = {name: said[name] for name in ("printed", "role", "start", "end")}
        if _done(request, form, duties.add_duty, section=named, **values):
            return _back(plan, place.start)
    lead = _("Name one body as it is printed; add the next one afterwards.")
    return _asked(request, plan, form, _("Make it a body that answers"), lead=lead, label=_("Add"), at=place)


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def correct_duty(request, slug, pk):
    """Say which body a clause really names, or in which role (更正责任单位)."""
    plan = _draft(request, slug)
    row = _duty(plan, pk)
    initial = {"printed": row.printed, "role": row.role}
    form = DutyForm(request.POST or None, initial=initial, grounds=GROUNDS["corrected"])
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in initial}
        if _done(request, form, duties.correct_duty, responsibility=row, **values):
            return _back(plan, row.start)
    return _asked(request, plan, form, _("Correct who answers"), label=_("Correct"), at=row)


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def remove_duty(request, slug, pk):
    """Take out of the draft who answers for nothing (删除责任单位)."""
    plan = _draft(request, slug)
    row = _duty(plan, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and _done(request, form, duties.remove_duty, responsibility=row):
        return _back(plan, row.start)
    return _asked(request, plan, form, _("Remove who answers"), label=_("Remove"), at=row)


@requires(CORRECT)
@require_http_methods(["GET", "POST"])
def bind_section(request, slug, place):
    """Say that the bodies named in another section answer for this one (章节责任归属)."""
    plan = _draft(request, slug)
    row = get_object_or_404(plan.sections.select_related("charged_by", "plan"), place=place)
    near = queries.sections_near(plan=plan, position=row.position).filter(
        responsibilities__removal__isnull=True
    )
    naming = near.filter(responsibilities__isnull=False).exclude(pk=row.pk).distinct()
    form = BindForm(request.POST or None, sections=[(each.place, str(each)[:60]) for each in naming])
    if form.is_valid():
        to = get_object_or_404(plan.sections, place=form.cleaned_data["to"])
        if _done(request, form, duties.bind_section, section=row, to=to):
            return redirect("plan:section", slug=plan.slug, place=place)
    title = _("Say whose bodies answer for “%(section)s”") % {"section": row}
    words = Sentence(row.title_start, row.title_end)
    return _asked(request, plan, form, title, label=_("Decide"), at=words)


@requires(CORRECT)
@require_POST
def withdraw_correction(request, slug, pk):
    """Let a fact be again what it was (撤回修改)."""
    plan = _draft(request, slug)
    rows = Correction.objects.visible_to(request.user).select_related("plan", "commitment", "responsibility")
    made = get_object_or_404(rows, pk=pk, plan=plan)
    said = gettext("Taken back: it is again as it was.")
    tell(request, withdrawals.withdraw_correction, message=said, correction=made)
    return redirect("plan:corrections", slug=plan.slug)


def _draft(request, slug):
    """The plan that this person may correct; an adopted one is refused in words by the act itself."""
    plan = open_plan(request, slug)
    require(request.user, CORRECT, plan)
    return plan


def _commitment(plan, pk):
    rows = plan.commitments.select_related("section", "target", "plan__owner__area")
    return get_object_or_404(rows, pk=pk)


def _duty(plan, pk):
    rows = plan.responsibilities.select_related("section", "plan__owner__area")
    return get_object_or_404(rows, pk=pk)


def _places(plan, start: int) -> list[tuple[str, str]]:
    """The sections around these words, as choices."""
    here = queries.section_at(plan=plan, start=start)
    near = queries.sections_near(plan=plan, position=here.position if here else 0)
    return [(each.place, str(each)[:60]) for each in near]


def _done(request, form, service, **values) -> bool:
    said, reason = gettext("Done, and kept in the list of corrections."), form.cleaned_data["reason"]
    return was_done(request, form, service, message=said, reason=reason, **values)


def _asked(request, plan, form, title, *, label, at, lead=""):
    """A form about some words of the document, with what stands around them."""
    text = text_of(plan)
    if not 0 <= at.start < at.end <= len(text):
        raise Http404
    context = framed(
        plan,
        here="document",
        form=form,
        title=title,
        lead=lead,
        label=label,
        before=text[max(0, at.start - AROUND) : at.start],
        words=text[at.start : at.end],
        behind=text[at.end : at.end + AROUND],
        back=_address(plan, at.start),
    )
    return render(request, "plan/fact.html", context, status=400 if form.errors else 200)


def _address(plan, start: int) -> str:
    return f"{reverse('plan:document', args=[plan.slug])}?at={start}#c{start}"


def _back(plan, start: int):
    return redirect(_address(plan, start))
