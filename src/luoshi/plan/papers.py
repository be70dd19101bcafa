"""What a plan's pages show as an official paper (规划公文): in Chinese, whatever language the reader has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    on = heirs.on
    with override(LANGUAGE):
        said = gettext("as of %(day)s") % {"day": f"{on.year}年{on.month}月{on.day}日"}
        mark = gettext("simulated data") if plan.origin.is_simulated else ""
        draft = "" if plan.is_adopted else gettext("draft, not adopted")
        rows = [_row(number, commitment, heirs) for number, commitment in enumerate(commitments, start=1)]
        return Paper(
            title=gettext("%(plan)s: division of tasks") % {"plan": plan.title},
            subtitle=f"（{'；'.join(filter(None, [draft, said, mark]))}）",
            blocks=[Landscape([Table(_columns(), rows)])],
            dated_on=on,
        )


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
    charged = commitment.section.charged_by if commitment.section else None
    duties = charged.responsibilities.all() if charged else []
    named = (wording.answering(heirs.of(duty)) for duty in duties if duty.role in roles)
    return wording.joined(dict.fromkeys(named))
