"""The columns of the ledger and of the division of tasks (台账、任务分工表头)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kit.sheets import Choice, Column, Kind, Sheet
from luoshi.kit.sheets.columns import Label
from luoshi.plan import wording
from luoshi.plan.engine.ledger import LedgerKind
from luoshi.plan.models import CommitmentKind
from luoshi.plan.queries.sheets import MEANT
from luoshi.reading.messages import PARTS
from luoshi.reading.model import PromiseKind

REASON = "reason"
FIXED = ("plan", "state", "section", "line")
STATES = {"draft": _("draft, not adopted"), "adopted": _("adopted")}
_FIXED_HELP = _("Not changed by this list.")
_MEANT_LABELS = {
    "measure": _("decided: measure"),
    "relation": _("decided: comparison"),
    "base_year": _("decided: base year"),
    "unit": _("decided: unit"),
    "scope": _("decided: scope"),
    "due": _("decided: due date"),
    "body": _("decided: accountable body"),
}


def _choices(labels: Mapping[Any, Label]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), label) for value, label in labels.items())


def _number() -> Column:
    return Column(
        "number",
        pgettext_lazy("of a row of a plan", "number in Luoshi"),
        required=True,
        unique=True,
        width=12,
        help=_("By it the row is known again. Do not change it."),
    )


def _fixed(key: str, label: Label, width: int) -> Column:
    return Column(key, label, width=width, help=_FIXED_HELP)


def _place() -> tuple[Column, ...]:
    return (
        _fixed("plan", _("Plan"), 30),
        Column("state", _("State"), Kind.CHOICE, width=12, choices=_choices(STATES), help=_FIXED_HELP),
        _fixed("section", _("Section"), 26),
    )


def _reason() -> Column:
    return Column(
        REASON,
        _("Grounds"),
        longest=300,
        width=30,
        synonyms=("理由", "依据", "修改依据"),
        help=_("On which grounds the row is changed; needed in every row that is."),
    )


def _printed() -> tuple[Column, ...]:
    kinds = {each: each.label for each in (CommitmentKind.TARGET, CommitmentKind.PROMISE)}
    promises = {each: wording.LEDGER_KINDS[LedgerKind(each.value)] for each in PromiseKind}
    return (
        Column("kind", _("Kind"), Kind.CHOICE, width=14, choices=_choices(kinds)),
        Column("title", _("Goal in words"), width=40, synonyms=("工作目标", "目标内容", "指标名称")),
        Column("relation", _("Compared how"), Kind.CHOICE, width=12, choices=_choices(wording.RELATIONS)),
        Column("value", _("Figure"), Kind.NUMBER, width=12, synonyms=("目标值",)),
        Column("value_max", _("Number at the upper end of a range"), Kind.NUMBER, width=12),
        Column("unit", _("Unit"), longest=40, width=10, synonyms=("计量单位",)),
        Column("change", _("Rise or fall"), Kind.CHOICE, width=10, choices=_choices(wording.CHANGES)),
        Column("baseline", _("Base year"), longest=4, width=10, synonyms=("基期",)),
        Column(
            "per",
            pgettext_lazy("of a goal", "Each year"),
            Kind.CHOICE,
            width=10,
            choices=_choices({"year": _("each year")}),
        ),
        Column("due", _("Due"), longest=20, width=12, synonyms=("完成时限", "时限")),
        Column("modality", _("Wording"), Kind.CHOICE, width=12, choices=_choices(wording.MODALITIES)),
        Column(
            "promise",
            _("Kind of promise without a number"),
            Kind.CHOICE,
            width=16,
            choices=_choices(promises),
        ),
    )


PRINTED = tuple(column.key for column in _printed())
LEDGER = Sheet(
    "plan.ledger",
    _("Target ledger"),
    (
        _number(),
        *_place(),
        _fixed("line", _("No."), 8),
        *_printed(),
        *(Column(f"{MEANT}{part}", _MEANT_LABELS[part], longest=500, width=16) for part in PARTS),
        _reason(),
    ),
)
_PARTED = _("Several are parted by commas.")
DIVISION = Sheet(
    "plan.division",
    _("Division of tasks"),
    (
        _number(),
        *_place(),
        Column("lead", _("Leading bodies"), width=26, synonyms=("牵头单位", "牵头部门"), help=_PARTED),
        Column(
            "responsible",
            _("Responsible bodies"),
            width=26,
            synonyms=("责任单位", "责任部门"),
            help=_PARTED,
        ),
        Column("support", _("Supporting bodies"), width=30, synonyms=("配合单位", "参与单位"), help=_PARTED),
        Column(
            "first",
            _("First of several leads"),
            longest=255,
            width=20,
            synonyms=("第一牵头单位",),
            help=_("Which of several leads is accountable, by decision; also once the plan is adopted."),
        ),
        _reason(),
    ),
)
