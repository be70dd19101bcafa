"""How rounds of reporting run (填报批次的办理流程)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.services import reports
from luoshi.work.engine.flows import HOLDER, Clock, Move, Needs, Rung, State
from luoshi.work.procedure import Procedure


class RoundProcedure(Procedure):
    """填报批次: a body is asked to report on all that it leads, by a day; it is done when it has."""

    code = "delivery.round"
    label = _("Reports of a round")
    series = "批"
    relations = {"reporter": _("reporting body"), "issuer": _("issuing body")}
    begins = "asked"
    states = (
        State(code="asked", label=_("To report"), whose="reporter"),
        State(code="reported", label=_("Reported")),
        State(code="dropped", label=_("No longer asked")),
    )
    moves = (
        Move(
            code="hand_in",
            label=_("All reported"),
            sources=("asked",),
            by="reporter",
            to="reported",
            guard="is_whole",
        ),
        Move(
            code="drop",
            label=_("No longer ask"),
            sources=("asked",),
            by="issuer",
            to="dropped",
            needs=Needs(reason=True),
            tells=("reporter",),
        ),
    )
    clocks = (
        Clock(
            code="due",
            label=_("To report"),
            runs_in=("asked",),
            ladder=(
                Rung(code="remind", label=_("Reminder"), days=-2),
                Rung(code="late", label=_("Late"), days=1, tells=(HOLDER, "issuer")),
            ),
        ),
    )

    def url(self, matter):
        return reverse("delivery:round_of", args=[matter.key])

    def is_whole(self, matter, *, by, at):
        return reports.why_not_whole(matter=matter)
