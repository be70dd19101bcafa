"""The plan's outline, alive, and the page of one section."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from luoshi.kernel import lists, simulation
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.kept import kept
from luoshi.kit.lists import page_of
from luoshi.plan.engine.marking import Mark, mark
from luoshi.plan.engine.tallies import Tally, tallies
from luoshi.plan.lists import HERE
from luoshi.plan.queries import plans as plan_queries
from luoshi.plan.queries import sections as queries
from luoshi.plan.queries.sectors import sections_of_sector, sector_at, sectors_of
from luoshi.plan.queries.standings import turned_by_day
from luoshi.plan.queries.waiting import waiting
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.views.frame import framed, heirs_on, open_plan, text_of

SECTIONS, LINES = 80, 110  # together with the table of contents, what one page of the outline may list
LONGEST_QUERY = 100  # of an address whose page is kept: nobody fills the memory by asking oddly
MOST_MARKS = 12  # days on which something turned, the latest first
LONGEST_TEXT = 6_000  # characters of a section that its page prints; the document has the rest


@requires("plan.read_plans")
@require_safe
def outline(request, slug):
    """The plan as its outline: who leads, what is promised by when, what cannot be verified (规划提纲)."""
    return outline_of(request, open_plan(request, slug))


def outline_of(request, plan):
    """The outline of a plan that this person may open."""
    heirs = heirs_on(request, plan)
    context = framed(plan, here="outline", heirs=heirs)
    asked = request.GET.urlencode()
    given = (plan.pk, request.path, asked, heirs.on, heirs.today, get_language(), simulation.is_left_out())
    matter = partial(_matter, request, context)
    context["matter"] = kept(given, matter) if len(asked) <= LONGEST_QUERY else matter()
    return render(request, "plan/outline.html", context)


def _matter(request, context: dict) -> SafeString:
    """The page below its head, which is the same for all who may open it: kept while nobody acts."""
    plan, heirs = context["plan"], context["heirs"]
    sector = sector_at(plan=plan, place=request.GET.get("sector", ""))
    sections = queries.outline_sections(plan=plan)
    shown = sections_of_sector(sections, sector=sector) if sector else sections
    page = page_of(shown, request, per=SECTIONS)
    counted = tallies(
        sections=plan.sections.order_by("position").values_list("pk", "parent_id"),
        commitments=queries.commitments_by_section(plan=plan),
    )
    turned = turned_by_day(plan=plan.pk)
    context = context | {
        "page": page,
        "parts": _parts(page.object_list, counted),
        "totals": plan_queries.all_totals(plan=plan),
        "tally": counted[None],
        "sectors": sectors_of(plan=plan.pk),
        "sector": sector,
        "turned": list(turned)[:MOST_MARKS],
        "waiting": list(waiting(plan=plan, heirs=heirs, standings=context["standings"], turned=turned)),
    }
    return render_to_string("plan/_outline.html", context, request)


def _parts(sections, counted) -> list[dict]:
    """The sections of a page as its parts, each with its rows; what is deeper than two levels is folded below them."""
    sections = list(sections)
    tasks = {task.section_id: task for task in queries.tasks_in(sections=sections)}
    lines = defaultdict(list)
    for commitment in queries.promised_in(sections=sections)[:LINES]:
        lines[commitment.section_id].append(commitment)
    top = min((section.level for section in sections), default=1)
    parts: list[dict] = []
    for section in sections:
        row = {
            "section": section,
            "depth": min(section.place.count("."), 4),
            "tally": counted.get(section.pk, Tally()),
            "task": tasks.get(section.pk),
            "lines": lines[section.pk],
            "below": [],
        }
        if section.level == top or not parts:
            parts.append({"row": row, "rows": []})
        elif row["depth"] > 1 and parts[-1]["rows"]:
            parts[-1]["rows"][-1]["below"].append(row)
        else:
            parts[-1]["rows"].append(row)
    return parts


@requires("plan.read_plans")
@require_safe
def section(request, slug, place):
    """One section: its words, who answers for it, what it promises, what is below it (章节)."""
    plan = open_plan(request, slug)
    found = get_object_or_404(queries.outline_sections(plan=plan), place=place)
    duties = list(found.charged_by.responsibilities.all()) if found.charged_by_id == found.pk else []
    listing = lists.open_list(request, HERE, of={"plan": plan.pk, "section": found.pk})
    context = framed(
        plan,
        here="section",
        heirs=heirs_on(request, plan),
        section=found,
        duties=duties,
        list=listing,
        paragraphs=_text(plan, found, [*listing.rows, *duties]),
        is_cut=found.end - found.start > LONGEST_TEXT,
        findings=queries.findings_in(section=found)[:50],
        below=queries.outline_sections(plan=plan).filter(parent=found)[:60],
        totals=queries.subtree_totals(section=found),
        may_correct=not plan.is_adopted and is_allowed(request.user, CORRECT, plan),
        **_around(found),
    )
    return render(request, "plan/section.html", context)


def _around(found) -> dict:
    """The sections above this one from the outside in, the one before it and the one after it."""
    near = list(queries.around(section=found))
    return {
        "above": [each for each in near if found.place.startswith(f"{each.place}.")],
        "before": next((each for each in near if each.position == found.position - 1), None),
        "after": next((each for each in near if each.position == found.position + 1), None),
    }


def _text(plan, found, facts):
    kinds = {"Commitment": "task", "Responsibility": "responsibility"}
    marks = [Mark(fact.start, fact.end, kinds[type(fact).__name__]) for fact in facts]
    words = text_of(plan)[found.start : min(found.end, found.start + LONGEST_TEXT)]
    return list(mark(words, offset=found.start, marks=marks))
