"""How progress reports run (进展报告的办理流程)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.services import reports
from luoshi.work.engine.flows import HOLDER, Clock, Move, Needs, Rung, State
from luoshi.work.procedure import Procedure


class ReportProcedure(Procedure):
    """报送→审核→认可｜退回修改: nobody accepts what they have reported themselves."""

    code = "delivery.report"
    label = _("Progress report")
    series = "报"
    relations = {"reporter": _("reporting body"), "reviewer": _("reviewing body")}
    begins = "sent"
    states = (
        State(code="sent", label=_("To be reviewed"), whose="reviewer"),
        State(code="returned", label=_("To be mended"), whose="reporter"),
        State(code="accepted", label=_("Accepted")),
        State(code="mended", label=_("Replaced by another report")),
        State(code="kept", label=_("Kept as it stood in the former ledger")),
    )
    moves = (
        Move(
            code="accept",
            label=_("Accept the report"),
            sources=("sent",),
            by="reviewer",
            to="accepted",
            guard="by_another",
            effect="accepted",
            tells=("reporter",),
        ),
        Move(
            code="return",
            label=_("Return the report"),
            sources=("sent",),
            by="reviewer",
            to="returned",
            guard="by_another",
            needs=Needs(reason=True),
        ),
        Move(
            code="replace",
            label=_("Report anew"),
            sources=("sent", "returned"),
            by="reporter",
            to="mended",
            guard="has_another",
        ),
        Move(
            code="keep",
            label=_("Keep it as it stood in the former ledger"),
            sources=("sent",),
            by="reviewer",
            to="kept",
            guard="comes_from_ledger",
            is_final=True,
        ),
    )
    clocks = (
        Clock(
            code="review",
            label=_("To review"),
            runs_in=("sent",),
            length=5,
            basis="各地督查规定常见时限，由本市设定",
            ladder=(Rung(code="unread", label=_("Not reviewed"), days=1, tells=(HOLDER,)),),
        ),
        Clock(
            code="mend",
            label=_("To mend it"),
            runs_in=("returned",),
            length=3,
            basis="各地督查规定常见时限，由本市设定",
            ladder=(Rung(code="unmended", label=_("Not mended"), days=1, tells=(HOLDER, "reviewer")),),
        ),
    )

    def url(self, matter):
        return reverse("delivery:report", args=[matter.key])

    def by_another(self, matter, *, by, at):
        return reports.why_not_reviewed_by(matter=matter, by=by)

    def has_another(self, matter, *, by, at):
        return reports.why_not_replaced(matter=matter)

    def comes_from_ledger(self, matter, *, by, at):
        return reports.why_not_kept(matter=matter)

    def accepted(self, matter, made, *, by, at):
        reports.note_acceptance(matter=matter, by=by, at=at)
