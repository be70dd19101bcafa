"""The page of one commitment: who answers, by when, what is missing; its words, decisions and history (承诺详情)."""

from __future__ import annotations

from collections import defaultdict

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from luoshi.kernel.access import is_allowed, requires
from luoshi.plan import wording
from luoshi.plan.engine.marking import Mark, mark
from luoshi.plan.models import Commitment, Correction
from luoshi.plan.queries import amendments as amendment_queries
from luoshi.plan.queries import interpretations as interpretation_queries
from luoshi.plan.queries.commitments import with_what_a_row_prints
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.services.interpretations import INTERPRET
from luoshi.plan.views.frame import framed, heirs_on, open_plan, text_of
from luoshi.reading.messages import PARTS

LONGEST = 1_500  # characters of a commitment's paragraphs that its page prints
SHOWN = 50


@requires("plan.read_plans")
@require_safe
def commitment(request, slug, pk):
    """One commitment, as of a day (承诺详情)."""
    plan = open_plan(request, slug)
    row = get_object_or_404(with_what_a_row_prints(plan.commitments.all()), pk=pk)
    heirs = heirs_on(request, plan)
    if heirs.on != heirs.today:
        interpretation_queries.see_as_of([row], day=heirs.on)
    duties = _duties(row)
    who, held = _who(duties, heirs)
    context = framed(
        plan,
        here="commitments",
        heirs=heirs,
        commitment=row,
        answer=wording.answer(row, who=who, held=held),
        duties=duties,
        held=held,
        paragraphs=_context(text_of(plan), row),
        parts=_parts(row),
        corrections=_corrections(row),
        turns=_turns(row, request.user),
        may_interpret=plan.is_adopted and is_allowed(request.user, INTERPRET, plan),
        may_correct=not plan.is_adopted and is_allowed(request.user, CORRECT, plan),
    )
    return render(request, "plan/commitment.html", context)


def _duties(row: Commitment) -> list:
    charged = row.section.charged_by if row.section else None
    return list(charged.responsibilities.all()) if charged else []


def _who(duties: list, heirs) -> tuple:
    """The names of those who lead, or else of those who are responsible; and which of them is accountable."""
    leads = [duty for duty in duties if duty.role == "lead"]
    leads = leads or [duty for duty in duties if duty.role == "responsible"]
    names = dict.fromkeys(wording.answering(heirs.of(duty)) for duty in leads)
    return wording.joined(names), heirs.accountable(leads)


def _context(text: str, row: Commitment) -> list:
    """The paragraphs around the words, which are marked; of a task that is a section, its own text."""
    section = row.section
    is_section = section is not None and row.kind == "task" and row.start == section.title_start
    last = section.end if section and is_section else row.end
    begin = text.rfind("\n", 0, row.start) + 1
    end = text.find("\n", last)
    end = min(len(text) if end < 0 else end, begin + max(LONGEST, row.end - begin))
    marks = [Mark(row.start, row.end, "target" if hasattr(row, "target") else "task")]
    return list(mark(text[begin:end].rstrip("\n"), offset=begin, marks=marks))


def _parts(row: Commitment) -> list[dict]:
    """Each part that is wanting, or was, or that somebody once decided: how, and every version of what it means."""
    versions = defaultdict(list)
    for each in interpretation_queries.versions_of(commitment=row)[:200]:
        versions[each.part].append(each)
    open_parts = dict.fromkeys(row.missing, "missing") | dict.fromkeys(row.undecided, "open")
    known = {*open_parts, *row.decided, *versions}
    return [
        {"part": part, "how": open_parts.get(part, ""), "versions": versions[part]}
        for part in PARTS
        if part in known
    ]


def _corrections(row: Commitment) -> list[Correction]:
    rows = Correction.objects.about(row).select_related("chosen_by", "withdrawn_by", "into")
    return list(rows.order_by("chosen_at", "pk")[:SHOWN])


def _turns(row: Commitment, user) -> list[dict]:
    """The commitment in each document of its line, with what became of it there."""
    line = list(amendment_queries.line_of(commitment=row, user=user)[:SHOWN])
    if not line:
        raise Http404
    by_new = defaultdict(list)
    ended = []
    for pair in amendment_queries.turns_of(identities=[each.pk for each in line])[: SHOWN * 4]:
        if pair.new_id in {each.pk for each in line}:
            by_new[pair.new_id].append(pair)
        else:
            ended.append(pair)
    turns = [{"commitment": each, "pairs": by_new[each.pk]} for each in line]
    return [*turns, *({"commitment": None, "pairs": [pair]} for pair in ended)]
