"""How a spot check runs (随机抽查的办理流程)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.models import Finding
from luoshi.delivery.services import checks
from luoshi.work.engine.flows import HOLDER, Clock, Move, Needs, Rung, State
from luoshi.work.procedure import Procedure


class CheckProcedure(Procedure):
    """抽取→实地核查→属实｜不属实: what does not hold opens the assignment again."""

    code = "delivery.check"
    label = _("Spot check")
    series = "查"
    relations = {
        "inspector": _("inspecting body"),
        "issuer": _("issuing body"),
        "lead": _("leading body"),
    }
    begins = "to_check"
    states = (
        State(code="to_check", label=_("To be checked on the spot"), whose="inspector"),
        State(code="holds", label=_("Holds")),
        State(code="fails", label=_("Does not hold")),
    )
    moves = (
        Move(
            code="hold",
            label=_("It holds"),
            sources=("to_check",),
            by="inspector",
            to="holds",
            needs=Needs(note=True, files=1),
            effect="held",
            tells=("lead", "issuer"),
            is_final=True,
        ),
        Move(
            code="fail",
            label=_("It does not hold"),
            sources=("to_check",),
            by="inspector",
            to="fails",
            needs=Needs(reason=True, files=1, day=True),
            effect="failed",
            tells=("lead", "issuer"),
            is_final=True,
        ),
    )
    clocks = (
        Clock(
            code="check",
            label=_("To be checked"),
            runs_in=("to_check",),
            length=20,
            basis="抽查方案，由本市设定",
            ladder=(Rung(code="unchecked", label=_("Not checked"), days=1, tells=(HOLDER,)),),
        ),
    )

    def url(self, matter):
        return reverse("delivery:spot_check", args=[matter.key])

    def held(self, matter, made, *, by, at):
        checks.note_finding(matter=matter, finding=Finding.HOLDS, by=by, at=at)

    def failed(self, matter, made, *, by, at):
        checks.note_finding(matter=matter, finding=Finding.FAILS, by=by, at=at)
