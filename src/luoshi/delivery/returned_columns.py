"""The columns of the workbook in which a body reports on all its tasks (填报表表头), and what a row of it asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.delivery.engine.returned import Entry, Key
from luoshi.delivery.models import Milestone
from luoshi.delivery.queries.collecting import Task
from luoshi.kit.sheets import Column, Kind, Sheet

MOST_ROWS = 2_000
FIXED = ("key", "number", "task", "milestone", "before")
LONGEST = {
    "done": 20_000,
    "no_progress": 5_000,
    "paper": 80,
    "paper_title": 200,
    "problems": 5_000,
    "next_step": 5_000,
}


def _asked(key: str, label: Any, width: int, help_text: Any = "") -> Column:
    return Column(key, label, width=width, longest=LONGEST[key], help=help_text)


COLUMNS = (
    Column("key", pgettext_lazy("column of the reporting workbook", "row key"), width=4),
    Column("number", pgettext_lazy("column of the reporting workbook", "no."), width=6),
    Column("task", pgettext_lazy("column of the reporting workbook", "task"), required=True, width=36),
    Column("milestone", pgettext_lazy("column of the reporting workbook", "milestone due"), width=22),
    Column("before", pgettext_lazy("column of the reporting workbook", "reported before"), width=34),
    _asked(
        "done",
        pgettext_lazy("column of the reporting workbook", "done in this period"),
        40,
        _("What was done, with numbers, days or papers. Leave it empty where nothing was done."),
    ),
    _asked(
        "no_progress",
        pgettext_lazy("column of the reporting workbook", "why nothing was done"),
        26,
        _("Only where nothing was done in this period."),
    ),
    Column(
        "reached_on",
        pgettext_lazy("column of the reporting workbook", "milestone reached on"),
        Kind.DATE,
        width=14,
        help=_("For example 2025-09-15; only where the milestone was reached."),
    ),
    _asked(
        "paper",
        pgettext_lazy("column of the reporting workbook", "number of the paper"),
        20,
        _("For example No. 12 of 2025."),
    ),
    _asked("paper_title", pgettext_lazy("column of the reporting workbook", "name of the paper"), 24),
    _asked("problems", pgettext_lazy("column of the reporting workbook", "what stands in the way"), 26),
    _asked("next_step", pgettext_lazy("column of the reporting workbook", "what comes next"), 26),
)
REPORTING = Sheet(
    "delivery.reporting",
    pgettext_lazy("column of the reporting workbook", "report"),
    COLUMNS,
    most_rows=MOST_ROWS,
)


@dataclass(frozen=True)
class Line:
    """One row as it goes out: its key, and what stands in its cells."""

    key: Key
    cells: dict[str, Any]


def lines_of(tasks: Iterable[Task]) -> Iterator[Line]:
    """A row an assignment; each further open milestone has a row that asks for its day only."""
    for number, task in enumerate(tasks, start=1):
        nodes: list[Milestone | None] = [*task.milestones] or [None]
        for at, node in enumerate(nodes):
            said = task.entry if at == 0 else Entry()
            cells = {
                "number": str(number) if at == 0 else f"{number}-{at + 1}",
                "task": task.assignment.title,
                "milestone": f"{node.title}（{node.due_on}）" if node else "",
                "before": task.before if at == 0 else "",
                "reached_on": task.entry.reached.get(node.pk) if node else None,
                **{name: getattr(said, name) for name in LONGEST},
            }
            key = Key(task.assignment.pk, node.pk if node else None, at == 0)
            yield Line(key, {"key": str(key), **cells})
