"""The document of a plan: its text beside its facts, its file; and handing in another one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.kernel import clock
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import attachment
from luoshi.plan.engine.leaves import Leaf, leaf_of, leaves
from luoshi.plan.engine.marking import Mark, mark
from luoshi.plan.engine.sentences import pieces, sentences
from luoshi.plan.forms import DocumentForm
from luoshi.plan.models import Audience, CommitmentKind, CorrectionAct
from luoshi.plan.queries import documents as queries
from luoshi.plan.queries.corrections import standing_between
from luoshi.plan.services import documents as services
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.views.frame import framed, open_plan, text_of

MOST_ENTRIES = 200
GROUPS = {"finding": 0, "target": 1, "responsibility": 2, "task": 3, "name": 4}
MEASURED = ("target", "promise")
PLAIN = ("target", "finding")
DUTY = "duty"  # what chosen sentences are made into, when it is no commitment
Spans = defaultdict[tuple[int, int], defaultdict[str, list]]


@dataclass
class Entry:
    """All facts that the same words carry."""

    start: int
    end: int
    group: str
    words: str
    commitments: list = field(default_factory=list)
    responsibilities: list = field(default_factory=list)
    mentions: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"f{self.start}-{self.end}"

    @property
    def kind(self) -> str:
        """What the words are marked as: their fact, and whether the check-up found something in them.

        What a goal lacks stands beside it in words: a text where every goal is a finding could not be read.
        """
        return f"{self.group} finding" if self.findings and self.group not in PLAIN else self.group


@requires("plan.read_plans")
@require_safe
def document(request, slug):
    """The text on one side, its facts on the other, each linked to the other (公文与要素对照)."""
    plan = open_plan(request, slug)
    text = text_of(plan)
    heads = dict(plan.sections.order_by("position").values_list("start", "title_end"))
    pages = leaves(text, heads=list(heads), facts=queries.fact_starts(plan=plan))
    number = _number(request, pages)
    leaf = pages[number - 1]
    entries = _entries(plan, leaf, text)
    may_correct = not plan.is_adopted and is_allowed(request.user, CORRECT, plan)
    chosen = _to_choose(plan, leaf, text) if may_correct else []
    places = {*heads, *_offset(request), *(each.start for each in chosen)}
    context = framed(
        plan,
        here="document",
        number=number,
        pages=len(pages),
        paragraphs=[
            {"pieces": pieces(each, chosen), "is_heading": heads.get(each.start, -1) >= each.end - 1}
            for each in _marked(text, leaf, entries, places)
        ],
        may_correct=may_correct,
        kinds=[*CommitmentKind.choices, (DUTY, gettext("body that answers"))],
        **_corrections(plan, leaf),
        entries=entries[:MOST_ENTRIES],
        left_out=max(0, len(entries) - MOST_ENTRIES),
        groups=GROUPS,
    )
    return render(request, "plan/document.html", context)


def _to_choose(plan, leaf: Leaf, text: str) -> list:
    """The sentences of a page that stand in the plan's body: others can be made nothing."""
    start, end = max(leaf.start, plan.body_start), min(leaf.end, plan.body_end)
    return list(sentences(text[start:end], offset=start))


def _corrections(plan, leaf: Leaf) -> dict:
    """What was corrected in a page: beside each fact, and what was taken out."""
    context: dict = {"corrected": defaultdict(list), "corrected_duties": defaultdict(list), "removed": []}
    for each in standing_between(plan=plan, start=leaf.start, end=leaf.end)[:MOST_ENTRIES]:
        if each.act in (CorrectionAct.REMOVED, CorrectionAct.MERGED):
            context["removed"].append(each)
        elif each.commitment_id:
            context["corrected"][each.commitment_id].append(each)
        elif each.responsibility_id:
            context["corrected_duties"][each.responsibility_id].append(each)
    return context


def _number(request, pages: tuple[Leaf, ...]) -> int:
    """The page asked for by its number or by an offset; the nearest there is."""
    for offset in _offset(request):
        return leaf_of(pages, offset)
    page = request.GET.get("page", "")
    return min(max(int(page[:9]), 1), len(pages)) if page.isdecimal() else 1


def _offset(request) -> list[int]:
    """The place in the text that the address leads to, if it leads to one."""
    offset = request.GET.get("at", "")
    return [int(offset[:12])] if offset.isdecimal() else []


def _marked(text: str, leaf: Leaf, entries: list[Entry], places):
    marks = [Mark(each.start, each.end, each.kind, GROUPS[each.group]) for each in entries]
    words = text[leaf.start : leaf.end].rstrip("\n")
    return mark(words, offset=leaf.start, marks=marks, places=places)


def _entries(plan, leaf: Leaf, text: str) -> list[Entry]:
    """The facts of a page in the order of their words; the same words make one entry."""
    facts = queries.facts_between(plan=plan, start=leaf.start, end=leaf.end)
    spans: Spans = defaultdict(lambda: defaultdict(list))
    for name, rows in facts.items():
        for row in rows:
            spans[row.start, row.end][name].append(row)
    return [
        Entry(
            start=start,
            end=end,
            group=_group(carried),
            words=text[start:end],
            commitments=carried["commitments"],
            responsibilities=carried["responsibilities"],
            mentions=carried["mentions"],
            findings=[place.finding for place in carried["places"]],
        )
        for (start, end), carried in sorted(spans.items())
    ]


def _group(carried) -> str:
    if carried["commitments"]:
        return "target" if carried["commitments"][0].kind in MEASURED else "task"
    if carried["responsibilities"]:
        return "responsibility"
    return "name" if carried["mentions"] else "finding"


@requires("plan.read_plans")
@require_safe
def file(request, slug):
    """The original, as it was handed in (原件)."""
    plan = open_plan(request, slug)
    return attachment(plan.document.upload)


@requires("plan.hand_in_document")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request):
    """Have a document read: by file or as pasted text (提交文件)."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content, name = form.handed_in()
        try:
            job = services.hand_in_document(
                content=content, name=name, by=request.user, at=clock.now(), audience=Audience.MAKER
            )
        except Refusal as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(refusal))
        else:
            return redirect("kernel:job", pk=job.pk)
    most = settings.LUOSHI_MAX_UPLOAD_BYTES // 1024**2
    return render(request, "plan/hand_in.html", {"form": form, "most": most})
