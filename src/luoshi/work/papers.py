"""What of a matter is printed as an official paper (事项公文): in Chinese, whatever language the reader has chosen."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext, override

from luoshi.kit.papers import Align, Column, Paper, Paragraph, Table, write_docx
from luoshi.work import shown
from luoshi.work.flows import procedure_of
from luoshi.work.models import Matter
from luoshi.work.queries import matters as queries

LANGUAGE = "zh-hans"


def receipt_of(matter: Matter) -> bytes:
    """What was received when and by whom, where it stands, what was done (回执), as docx.

    The same matter in the same state gives the same bytes.
    """
    with override(LANGUAGE):
        return write_docx(_receipt(matter))


def _receipt(matter: Matter) -> Paper:
    procedure, steps = procedure_of(matter), shown.history(matter)
    lines = [
        gettext("Number: %(number)s") % {"number": matter.number},
        gettext("Matter: %(title)s") % {"title": matter.title},
        gettext("Received on: %(day)s") % {"day": _day(matter.opened_at)},
        gettext("State: %(state)s") % {"state": procedure.state_label(matter.state)},
        *_whose(matter),
    ]
    last = steps[0].made.at if steps else matter.opened_at
    return Paper(
        title=gettext("%(procedure)s: receipt") % {"procedure": procedure.label},
        subtitle=f"（{gettext('simulated data')}）" if matter.origin.is_simulated else "",
        blocks=[*(Paragraph(line) for line in lines), *([_steps(steps)] if steps else [])],
        dated_on=timezone.localtime(last).date(),
    )


def _whose(matter: Matter) -> list[str]:
    """Whose turn it is, and until when."""
    return [
        gettext("Waits for: %(desk)s, due on %(day)s")
        % {
            "desk": turn.desk.name,
            "day": turn.due_on.isoformat() if turn.due_on else gettext("no day is set"),
        }
        for turn in queries.waiting(matter)
    ]


def _steps(steps: list[shown.ShownStep]) -> Table:
    columns = [
        Column(gettext("No."), 1.5, Align.CENTER),
        Column(gettext("Step"), 3),
        Column(gettext("By which body"), 4),
        Column(gettext("Note"), 4.5),
        Column(gettext("Day"), 2.6, Align.CENTER),
    ]
    rows = [
        [
            str(step.made.number),
            step.label,
            step.made.body.name if step.made.body else "",
            step.made.note,
            _day(step.made.at),
        ]
        for step in reversed(steps)
    ]
    return Table(columns, rows)


def _day(moment) -> str:
    return timezone.localtime(moment).date().isoformat()
