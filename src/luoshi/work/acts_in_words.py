"""What the acts of the work room are called (事项操作的说法)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.work.deadline_words import UNITS
from luoshi.work.models import DraftState
from luoshi.work.procedure import PROCEDURES


def register() -> None:
    """Called once, by `ready()`."""
    register_things(
        {
            "work.matter": Thing(
                label=_("matter"),
                name="title",
                asked_by="title",
                leads_to=lambda key: reverse("work:matter", args=[key]),
            ),
            "work.procedureterm": Thing(label=_("term of a procedure"), name="clock"),
        }
    )
    register_fields(
        {
            "move": Field(label=_("step"), choices=_moves),
            "state": Field(label=_("state"), choices=_states),
            "desk": Field(label=_("desk"), of="kernel.body"),
            "seen_at": Field(label=_("opened at")),
            "rung": Field(label=_("rung")),
            "due_on": Field(label=_("due")),
            "length": Field(label=_("length")),
            "unit": Field(label=_("unit"), choices={unit.value: label for unit, label in UNITS.items()}),
            "clocks": Field(label=_("clocks")),
            "flow": Field(label=_("version of the procedure")),
        }
    )
    register_sentences(SENTENCES)


def _moves() -> dict[str, str]:
    return {move.code: str(move.label) for kind in PROCEDURES.values() for move in kind.moves}


def _states() -> dict[str, str]:
    drafts = {code: str(label) for code, label in DraftState.choices}
    return drafts | {state.code: str(state.label) for kind in PROCEDURES.values() for state in kind.states}


SENTENCES = {
    "work.matter_opened": _("%(who)s opened the matter %(what)s"),
    "work.matter_moved": _("%(who)s took a step in %(what)s"),
    "work.move_withdrawn": _("%(who)s withdrew a step in %(what)s"),
    "work.turn_handed": _("%(who)s handed %(what)s to a person"),
    "work.turn_taken_back": _("%(who)s laid %(what)s back on the desk"),
    "work.turn_sent_down": _("%(who)s sent %(what)s down"),
    "work.turn_fetched_back": _("%(who)s fetched %(what)s back"),
    "work.turn_seen": _("%(who)s opened %(what)s"),
    "work.rung_reached": _("%(who)s reminded of %(what)s"),
    "work.due_moved": _("%(who)s counted anew when %(what)s is due"),
    "work.clocks_looked_after": _("%(who)s looked after the clocks of matters (%(what)s)"),
    "work.clocks_recounted": _("%(who)s counted the clocks of matters anew (%(what)s)"),
    "work.matter_carried_over": _("%(who)s carried %(what)s over to the newer procedure"),
    "work.term_set": _("%(who)s decided how long a clock runs: %(what)s"),
}
