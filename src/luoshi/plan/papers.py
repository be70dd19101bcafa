"""What a plan's pages show as an official paper (规划公文): in Chinese, whatever language the reader has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, override

from luoshi.kit.papers import Align, Column, Landscape, Paper, Table
from luoshi.plan import wording
from luoshi.plan.models import Commitment, Plan
from luoshi.plan.queries.heirs import Heirs
from luoshi.reading.model import Role

LANGUAGE = "zh-hans"  # an official paper has one language
_OPEN = re.compile(r"(?<=[0-9]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[0-9])")
_OTHERS = (Role.RESPONSIBLE, Role.SUPPORT)


def division_of_tasks(*, plan: Plan, commitments: Iterable[Commitment], heirs: Heirs) -> Paper:
    """Who does what by when, under the names that the bodies bear on the day of `heirs` (任务分工表)."""
    with override(LANGUAGE):
        title = gettext("%(plan)s: division of tasks") % {"plan": plan.title}
        rows = [_row(number, commitment, heirs) for number, commitment in enumerate(commitments, start=1)]
        return _table_of(plan, title=title, on=heirs.on, table=Table(_columns(), rows))


def target_ledger(*, plan: Plan, commitments: Iterable[Commitment], heirs: Heirs) -> Paper:
    """What each goal asks for, who answers and what is still open, as of the day of `heirs` (目标台账)."""
    with override(LANGUAGE):
        title = gettext("%(plan)s: target ledger") % {"plan": plan.title}
        rows = [_line(commitment, heirs) for commitment in commitments]
        return _table_of(plan, title=title, on=heirs.on, table=Table(_ledger_columns(), rows))


def _table_of(plan: Plan, *, title: str, on: date, table: Table) -> Paper:
    """A table on turned pages under its title; what it must not be taken for stands in the subtitle."""
    said = gettext("as of %(day)s") % {"day": f"{on.year}年{on.month}月{on.day}日"}
    mark = gettext("simulated data") if plan.origin.is_simulated else ""
    draft = "" if plan.is_adopted else gettext("draft, not adopted")
    return Paper(
        title=title,
        subtitle=f"（{'；'.join(filter(None, [draft, said, mark]))}）",
        blocks=[Landscape([table])],
        dated_on=on,
    )


def _ledger_columns() -> list[Column]:
    return [
        Column(gettext("No."), 1.5, Align.CENTER),
        Column(gettext("Goal in words"), 7),
        Column(gettext("Asked for"), 3),
        Column(gettext("Base"), 1.8),
        Column(gettext("To be done by"), 2.7),
        Column(gettext("Leading body"), 3),
        Column(gettext("Remarks"), 4),
    ]


def _line(commitment: Commitment, heirs: Heirs) -> list[str]:
    target = commitment.target
    return [
        str(target),
        commitment.title,
        wording.goal(target),
        target.baseline,
        _closed(wording.due(commitment.printed_due)) if commitment.printed_due else "",
        _named(commitment, heirs, Role.LEAD),
        _closed(wording.gap(commitment)),
    ]


def _columns() -> list[Column]:
    return [
        Column(gettext("No."), 1.5, Align.CENTER),
        Column(gettext("Task or goal"), 7),
        Column(gettext("Leading body"), 3),
        Column(gettext("Responsible and supporting bodies"), 5),
        Column(gettext("To be done by"), 2.5),
        Column(gettext("Remarks"), 4),
    ]


def _row(number: int, commitment: Commitment, heirs: Heirs) -> list[str]:
    target = getattr(commitment, "target", None)
    goal = wording.goal(target) if target else ""
    return [
        str(number),
        f"{commitment.title} {goal}".strip(),
        _named(commitment, heirs, Role.LEAD),
        _named(commitment, heirs, *_OTHERS),
        _closed(wording.due(commitment.printed_due)) if commitment.printed_due else "",
        _closed(wording.gap(commitment)),
    ]


def _closed(words: str) -> str:
    """Words as a paper sets them: no blank between figures and characters, marks of full width."""
    return _OPEN.sub("", words).replace(";", "；")


def _named(commitment: Commitment, heirs: Heirs, *roles: Role) -> str:
    """The bodies that answer for it in these roles, in the order of the document."""
    duties = heirs.binding(commitment.section)
    named = (wording.answering(heirs.of(duty)) for duty in duties if duty.role in roles)
    return wording.joined(dict.fromkeys(named))
