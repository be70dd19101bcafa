"""The plan's lists as official papers, to take along (导出公文)."""

from __future__ import annotations

from django.conf import settings
from django.views.decorators.http import require_safe

from luoshi.kernel import lists
from luoshi.kernel.access import requires
from luoshi.kernel.files import made
from luoshi.kit.papers import Paper, write_docx, write_pdf
from luoshi.plan.lists import COMMITMENTS, LEDGER
from luoshi.plan.papers import division_of_tasks, target_ledger
from luoshi.plan.views.frame import heirs_on, open_plan

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_NAME = 80


@requires("plan.read_plans")
@require_safe
def commitments_docx(request, slug):
    """The chosen commitments as a division of tasks, to write on in (任务分工表)."""
    return _docx(_paper(request, slug, COMMITMENTS, division_of_tasks))


@requires("plan.read_plans")
@require_safe
def commitments_pdf(request, slug):
    """The chosen commitments as a division of tasks, to print (任务分工表)."""
    return _pdf(_paper(request, slug, COMMITMENTS, division_of_tasks))


@requires("plan.read_plans")
@require_safe
def ledger_docx(request, slug):
    """The chosen goals as a ledger, to write on in (目标台账)."""
    return _docx(_paper(request, slug, LEDGER, target_ledger))


@requires("plan.read_plans")
@require_safe
def ledger_pdf(request, slug):
    """The chosen goals as a ledger, to print (目标台账)."""
    return _pdf(_paper(request, slug, LEDGER, target_ledger))


def _docx(paper: Paper):
    return made(write_docx(paper), name=f"{paper.title[:LONGEST_NAME]}.docx", media_type=DOCX)


def _pdf(paper: Paper):
    content = write_pdf(paper, fonts=settings.LUOSHI_FONTS)
    return made(content, name=f"{paper.title[:LONGEST_NAME]}.pdf", media_type="application/pdf")


def _paper(request, slug, page, compose) -> Paper:
    plan = open_plan(request, slug)
    heirs = heirs_on(request, plan)
    listing = lists.open_list(request, page, of={"plan": plan.pk}, known={"heirs": heirs})
    return compose(plan=plan, commitments=listing.everything(), heirs=heirs)
