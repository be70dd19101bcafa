"""A plan's ledger and division of tasks as sheets that can be handed in again (台账、任务分工导出)."""

from __future__ import annotations

from django.views.decorators.http import require_safe

from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.files import made
from luoshi.kernel.imports import LISTS
from luoshi.kit.sheets import write
from luoshi.plan.models import Plan
from luoshi.plan.views.frame import open_plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 80


@requires("plan.read_plans")
@require_safe
def ledger_xlsx(request, slug):
    """The plan's ledger as a sheet that can be handed in again (台账导出)."""
    return _sheet(request, slug, "plan.ledger")


@requires("plan.read_plans")
@require_safe
def division_xlsx(request, slug):
    """Who answers for which section, as a sheet that can be handed in again (任务分工导出)."""
    return _sheet(request, slug, "plan.division")


def _sheet(request, slug, code):
    plan = open_plan(request, slug)
    kind = LISTS[code]
    content = write(kind.sheet, kind.of(Plan.objects.filter(pk=plan.pk)))
    name = f"{plan.title[:LONGEST_NAME]} {kind.label}.xlsx"
    return made(content, name=name, media_type=XLSX)


def may_hand_in(request, code: str) -> str:
    """The list that this person may hand in again; empty where they may not."""
    return code if is_allowed(request.user, "kernel.import_lists") else ""
