"""The picture of a procedure in the reader's words (流程图), and what it says to those who can't see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luoshi.work.engine.drawing import Drawing, draw
from luoshi.work.engine.flows import Flow
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import Matter
from luoshi.work.procedure import Procedure


@dataclass(frozen=True)
class Picture:
    """A drawing with its title, its sense in a sentence, and what its marks mean."""

    drawing: Drawing
    title: str
    sense: str
    marks: list[str]


def of_procedure(kind: Procedure) -> Picture:
    """How matters of a procedure run today."""
    between = pgettext("in a list", ", ")
    ends = between.join(str(state.label) for state in kind.states if state.is_end)
    sense = _(
        "It begins with “%(begin)s” and ends with: %(ends)s. The lists say in words what the picture shows."
    )
    return _picture(kind, kind.flow, sense % {"begin": kind.state_label(kind.begins), "ends": ends})


def of_matter(matter: Matter) -> Picture:
    """Where a matter stands in the structure that it runs by, and where it can go from there."""
    kind, flow = procedure_of(matter), flow_of(matter)
    state = _state(kind, flow, matter.state)
    if matter.is_ended:
        sense = _("The matter has ended with “%(state)s”.") % {"state": state}
    else:
        between = pgettext("in a list", ", ")
        nexts = between.join(
            _state(kind, flow, code)
            for code in flow.by_state
            if code in flow.leads_to(matter.state) - {matter.state}
        )
        sense = _("The matter is in “%(state)s”. From there it can come to: %(nexts)s.") % {
            "state": state,
            "nexts": nexts,
        }
    return _picture(kind, flow, sense, marked=matter.state)


def _picture(kind: Procedure, flow: Flow, sense: str, *, marked: str = "") -> Picture:
    drawing = draw(
        flow,
        says_state=lambda code: _state(kind, flow, code),
        says_move=lambda code: _move(kind, flow, code),
        marked=marked,
    )
    title = _("How “%(procedure)s” runs") % {"procedure": kind.label}
    return Picture(drawing, title, sense, _marks(drawing))


def _state(kind: Procedure, flow: Flow, code: str) -> str:
    """The words of today, or of the older version where today's has no such state."""
    return kind.state_label(code) if code in kind.flow.by_state else flow.by_state[code].label


def _move(kind: Procedure, flow: Flow, code: str) -> str:
    return kind.move_label(code) if code in kind.flow.by_move else flow.by_move[code].label


def _marks(drawing: Drawing) -> list[str]:
    """What those marks mean that are in the picture."""
    found = {
        _("double frame: all of them act, each for itself"): any(
            box.state.is_parallel for box in drawing.boxes
        ),
        _("round frame: an end"): True,
        _("↻: the matter stays where it is"): any(box.stays for box in drawing.boxes),
        _("dashed arrow: made when time has run out"): any(arrow.is_by_clock for arrow in drawing.arrows),
        _("grey arrow upwards: back"): any(arrow.line.is_back for arrow in drawing.arrows),
        _("strong frame: here it is now"): any(box.is_marked for box in drawing.boxes),
    }
    return [mark for mark, is_there in found.items() if is_there]
