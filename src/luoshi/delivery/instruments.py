"""The instrument of tasks (任务抓手): an assignment, as the plan sees it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.queries.histories import histories
from luoshi.plan.instruments import InstrumentKind, register_instrument
from luoshi.plan.models import CommitmentKind

KIND = "delivery.assignment"
SENTENCES = {
    "delivery.accepted": _("Done, to be struck off"),
    "delivery.struck_off": _("Done and struck off"),
    "delivery.objected": _("The lead objects to owner or day."),
    "delivery.by_name": _("Set by name: %(reason)s"),
    "delivery.suspended": _("Suspended"),
    "delivery.late": _("Late: it was due on %(due)s"),
    "delivery.milestone_late": _("A milestone is late; all is due on %(due)s"),
    "delivery.red": _("Far behind; due on %(due)s"),
    "delivery.yellow": _("Behind or due soon: on %(due)s"),
    "delivery.milestone_late_no_day": _("A milestone is late; no day is set for all of it"),
    "delivery.red_no_day": _("Far behind; no day is set"),
    "delivery.yellow_no_day": _("Behind; no day is set"),
    "delivery.not_signed": _("Issued, not signed for yet"),
    "delivery.nothing_accepted": _("Under way; no report has been accepted yet"),
    "delivery.under_way": _("Under way; due on %(due)s"),
    "delivery.no_day": _("Under way; no day is set"),
}


def register() -> None:
    """Called once, by `ready()`."""
    kind = InstrumentKind(
        label=_("assignment"),
        serves=frozenset({CommitmentKind.TASK}),
        url=lambda key: reverse("delivery:assignment", args=[key]),
        histories=histories,
    )
    register_instrument(KIND, kind, sentences=SENTENCES)
