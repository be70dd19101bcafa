"""How assignments run (交办任务的办理流程)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.services import assignments, taking_over, year_end
from luoshi.work.engine.flows import HOLDER, Clock, Move, Needs, Rung, State
from luoshi.work.procedure import Procedure

OPEN = ("issued", "objected", "working", "extension", "closing", "suspended")
# How a task of a former ledger may stand: it comes there in one step (台账接管).
ENTERED = {
    "working": _("Enter it as under way"),
    "suspended": _("Enter it as suspended"),
    "accepted": _("Enter it as done"),
    "struck_off": _("Enter it as struck off"),
    "withdrawn": _("Enter it as withdrawn"),
}


class AssignmentProcedure(Procedure):
    """交办→签收｜异议→办理→申请办结→审核→销号, with extension, suspension, transfer and withdrawal.

    The states and steps are those of the practice of 督查督办; how long each may take is a parameter of the city.
    """

    code = assignments.KIND
    label = _("Assignment")
    series = "督"
    relations = {
        "issuer": _("issuing body"),
        "lead": _("leading body"),
        "support": _("supporting body"),
        "supervisor": _("supervising body"),
    }
    begins = "issued"
    states = (
        State(code="issued", label=_("To be signed for"), whose="lead"),
        State(code="objected", label=_("Objected to"), whose="issuer"),
        State(code="working", label=_("Under way"), whose="lead"),
        State(code="extension", label=_("Extension asked for"), whose="issuer"),
        State(code="suspended", label=_("Suspended"), whose="issuer"),
        State(code="closing", label=_("Said to be done"), whose="issuer"),
        State(code="accepted", label=_("Done, to be struck off"), whose="supervisor"),
        State(code="struck_off", label=_("Struck off")),
        State(code="carried", label=_("Carried over")),
        State(code="withdrawn", label=_("Withdrawn")),
    )
    moves = (
        Move(code="sign", label=_("Sign for it"), sources=("issued",), by="lead", to="working"),
        Move(
            code="object",
            label=_("Object to owner or day"),
            sources=("issued",),
            by="lead",
            to="objected",
            needs=Needs(reason=True),
        ),
        Move(
            code="uphold",
            label=_("Uphold it"),
            sources=("objected",),
            by="issuer",
            to="issued",
            needs=Needs(reason=True),
            tells=("lead",),
        ),
        Move(
            code="reassign",
            label=_("Give it to another body"),
            sources=("issued", "objected", "working"),
            by="issuer",
            to="issued",
            needs=Needs(to_body=True, reason=True),
            replaces="lead",
            effect="led_by_another",
            tells=("support",),
        ),
        Move(
            code="set_day",
            label=_("Set another day"),
            sources=("objected",),
            by="issuer",
            to="issued",
            needs=Needs(day=True, reason=True),
            effect="day_set",
        ),
        Move(
            code="ask_extension",
            label=_("Ask for another day"),
            sources=("working",),
            by="lead",
            to="extension",
            needs=Needs(day=True, reason=True),
            guard="before_the_day",
        ),
        Move(
            code="extend",
            label=_("Grant the other day"),
            sources=("extension",),
            by="issuer",
            to="working",
            not_by=("ask_extension",),
            guard="is_still_to_come",
            effect="extended",
        ),
        Move(
            code="decline",
            label=_("Decline the other day"),
            sources=("extension",),
            by="issuer",
            to="working",
            not_by=("ask_extension",),
            needs=Needs(reason=True),
        ),
        Move(
            code="suspend",
            label=_("Suspend it"),
            sources=("working",),
            by="issuer",
            to="suspended",
            needs=Needs(reason=True),
            tells=("lead",),
        ),
        Move(code="resume", label=_("Resume it"), sources=("suspended",), by="issuer", to="working"),
        Move(
            code="claim_done",
            label=_("Say that it is done"),
            sources=("working",),
            by="lead",
            to="closing",
            needs=Needs(note=True),
            guard="has_reported",
        ),
        Move(
            code="accept",
            label=_("Accept that it is done"),
            sources=("closing",),
            by="issuer",
            to="accepted",
            not_by=("claim_done",),
            needs=Needs(note=True),
            effect="accepted",
            tells=("lead", "support"),
        ),
        Move(
            code="send_back",
            label=_("Send it back"),
            sources=("closing",),
            by="issuer",
            to="working",
            not_by=("claim_done",),
            needs=Needs(reason=True),
        ),
        Move(
            code="strike_off",
            label=_("Strike it off"),
            sources=("accepted",),
            by="supervisor",
            to="struck_off",
            not_by=("claim_done",),
            effect="struck_off",
            tells=("lead", "issuer"),
            is_final=True,
        ),
        Move(
            code="reopen",
            label=_("Open it again"),
            sources=("accepted",),
            by="supervisor",
            to="working",
            needs=Needs(reason=True),
            effect="opened_again",
            tells=("lead",),
        ),
        Move(
            code="confirm",
            label=_("Confirm that it is kept up"),
            sources=("working",),
            by="issuer",
            needs=Needs(note=True),
            guard="is_kept_up",
        ),
        *(
            Move(
                code=f"enter_{to}",
                label=label,
                sources=("issued",),
                by="issuer",
                to=to,
                guard="comes_from_ledger",
                effect="entered",
                tells=("lead",) if to in OPEN else (),
                is_final=True,
            )
            for to, label in ENTERED.items()
        ),
        Move(
            code="close_year",
            label=_("Close it at the end of the year"),
            sources=("working", "closing", "suspended"),
            by="issuer",
            to="accepted",
            not_by=("claim_done",),
            effect="accepted",
            tells=("lead", "support"),
        ),
        Move(
            code="carry_forward",
            label=_("Carry it over to another day"),
            sources=OPEN,
            by="issuer",
            to="carried",
            needs=Needs(reason=True, day=True),
            effect="carried",
            tells=("lead", "support"),
            is_final=True,
        ),
        Move(
            code="withdraw_item",
            label=_("Withdraw the assignment"),
            sources=OPEN,
            by="issuer",
            to="withdrawn",
            needs=Needs(reason=True),
            effect="gone",
            tells=("lead", "support"),
            is_final=True,
        ),
    )
    clocks = (
        Clock(
            code="sign",
            label=_("To sign for it or object"),
            runs_in=("issued",),
            length=2,
            basis="各地督查规定常见时限，由本市设定",
            ladder=(Rung(code="unsigned", label=_("Not signed for"), days=1, tells=(HOLDER, "issuer")),),
        ),
        Clock(
            code="decide",
            label=_("To decide"),
            runs_in=("objected", "extension", "closing"),
            length=5,
            basis="各地督查规定常见时限，由本市设定",
            ladder=(Rung(code="undecided", label=_("Not decided"), days=1, tells=(HOLDER, "lead")),),
        ),
        Clock(
            code="due",
            label=_("To be done"),
            runs_in=("issued", "objected", "working", "extension", "closing"),
            pauses_in=("suspended",),
            ladder=(
                Rung(code="remind", label=_("Reminder"), days=-10),
                Rung(code="today", label=_("Due today"), days=0),
                Rung(code="urge", label=_("Urged"), days=1, tells=(HOLDER, "issuer")),
                Rung(code="supervise", label=_("Supervised"), days=5, tells=(HOLDER, "issuer", "supervisor")),
                Rung(code="circulate", label=_("To be circulated"), days=10, tells=("issuer", "supervisor")),
            ),
        ),
    )

    def url(self, matter):
        return reverse("delivery:assignment", args=[matter.key])

    def before_the_day(self, matter, *, by, at):
        return assignments.why_no_extension(matter=matter, at=at)

    def is_still_to_come(self, matter, *, by, at):
        return assignments.why_not_extended(matter=matter, at=at)

    def has_reported(self, matter, *, by, at):
        return assignments.why_not_done(matter=matter)

    def is_kept_up(self, matter, *, by, at):
        return assignments.why_not_kept_up(matter=matter)

    def led_by_another(self, matter, made, *, by, at):
        assignments.note_lead(matter=matter, body=made.fields["body"], by=by, at=at)

    def day_set(self, matter, made, *, by, at):
        assignments.note_day(matter=matter, day=made.fields["day"], note=made.note, by=by, at=at)

    def extended(self, matter, made, *, by, at):
        assignments.note_extension(matter=matter, by=by, at=at)

    def carried(self, matter, made, *, by, at):
        year_end.note_carrying(matter=matter, day=made.fields["day"], by=by, at=at)

    def accepted(self, matter, made, *, by, at):
        assignments.note_acceptance(matter=matter, by=by, at=at)

    def struck_off(self, matter, made, *, by, at):
        assignments.note_strike_off(matter=matter, by=by, at=at)

    def opened_again(self, matter, made, *, by, at):
        assignments.note_reopening(matter=matter, by=by, at=at)

    def gone(self, matter, made, *, by, at):
        assignments.note_withdrawal(matter=matter, by=by, at=at)

    def comes_from_ledger(self, matter, *, by, at):
        return taking_over.why_not_entered(matter=matter)

    def entered(self, matter, made, *, by, at):
        taking_over.note_entry(matter=matter, by=by, at=at)

    def moved(self, matter, made, *, by, at):
        assignments.note_move(matter=matter, at=at)
