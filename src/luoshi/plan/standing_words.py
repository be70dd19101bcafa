"""Standings and plans to be handed in, in words (进展与报送用语): codes with values become the reader's sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.plan.engine.handing_in import DutyState
from luoshi.plan.engine.standing import Grade, Status
from luoshi.plan.instruments import SENTENCES

DUTY_STATES = {
    DutyState.RECEIVED: _("received"),
    DutyState.LATE: _("received late"),
    DutyState.MISSING: pgettext_lazy("a plan to hand in", "missing"),
    DutyState.AWAITED: _("not due yet"),
    DutyState.INVITED: _("invited, nothing yet"),
}
DUTY_TONES = {
    DutyState.RECEIVED: "green",
    DutyState.LATE: "amber",
    DutyState.MISSING: "red",
    DutyState.AWAITED: "grey",
    DutyState.INVITED: "grey",
}
STATUSES = {
    Status.DONE: pgettext_lazy("standing", "done"),
    Status.ON_TRACK: pgettext_lazy("standing", "on track"),
    Status.AT_RISK: pgettext_lazy("standing", "at risk"),
    Status.OFF_TRACK: pgettext_lazy("standing", "off track"),
    Status.NOT_DUE: pgettext_lazy("standing", "not due"),
    Status.NO_DATA: pgettext_lazy("standing", "no data"),
    Status.DISPUTED: pgettext_lazy("standing", "disputed"),
}
STATUS_TONES = {
    Status.DONE: "green",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "amber",
    Status.OFF_TRACK: "red",
    Status.NOT_DUE: "grey",
    Status.NO_DATA: "grey",
    Status.DISPUTED: "amber",
}
GRADES = {
    Grade.A: _("figures of the system itself"),
    Grade.B: _("an official paper with its number"),
    Grade.C: _("reported, and reviewed by another"),
    Grade.D: _("the holder's word"),
}
PAGES = {
    "plan:outline": _("Outline"),
    "plan:document": _("Document"),
    "plan:check_up": _("Check-up"),
    "plan:ledger": _("Target ledger"),
    "plan:responsibilities": _("Who answers"),
    "plan:hand_ins": _("Plans to hand in"),
    "plan:turns": _("What turned"),
    "plan:parents": _("Parent plans"),
    "plan:gaps": _("Gaps"),
    "plan:side_by_side": _("Side by side"),
    "kernel:successions": _("What became of agencies"),
}


def said(code: str, values: Mapping) -> str:
    """The headline or the reason of a standing, in one sentence (进展说明)."""
    return str(SENTENCES[code]) % values if code else ""
