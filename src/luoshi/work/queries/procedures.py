"""Procedures as their pages show them (流程查询)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from luoshi.work import deadline_words
from luoshi.work.engine.flows import HOLDER, SYSTEM, Clock, Move, State
from luoshi.work.engine.layering import steps_in
from luoshi.work.models import Matter, ProcedureTerm
from luoshi.work.procedure import PROCEDURES, Procedure
from luoshi.work.queries.terms import term_in_force


@dataclass(frozen=True)
class Counted:
    """A procedure and how many matters run by it."""

    procedure: Procedure
    open: int
    ended: int


@dataclass(frozen=True)
class ShownMove:
    """A step in words: from where, by whom, to where, what it needs."""

    label: str
    sources: list[str]
    to: str
    by: str
    not_by: list[str]
    move: Move


@dataclass(frozen=True)
class ShownClock:
    """A clock with the term in force."""

    code: str
    label: str
    term: str
    basis: str
    runs_in: list[str]
    pauses_in: list[str]
    clock: Clock


def counted(*, by: Any) -> list[Counted]:
    """Every procedure with the matters that this person may see."""
    rows = Matter.objects.visible_to(by).order_by().values("procedure")
    found = {
        row["procedure"]: row
        for row in rows.annotate(
            open=Count("pk", filter=Q(ended_at=None)), ended=Count("pk", filter=Q(ended_at__isnull=False))
        )
    }
    return [
        Counted(kind, found.get(code, {}).get("open", 0), found.get(code, {}).get("ended", 0))
        for code, kind in PROCEDURES.items()
    ]


def states(kind: Procedure, *, by: Any) -> list[tuple[State, str, str, int]]:
    """Each state: its words, whose turn it is in words, how many matters are in it."""
    rows = Matter.objects.visible_to(by).of(kind.code).order_by().values_list("state").annotate(n=Count("pk"))
    found = Counter(dict(rows))
    return [
        (state, str(state.label), kind.relation_label(state.whose) if state.whose else "", found[state.code])
        for state in kind.states
    ]


def moves(kind: Procedure) -> list[ShownMove]:
    return [_move(kind, move) for move in kind.moves]


def _move(kind: Procedure, move: Move) -> ShownMove:
    if move.by == HOLDER:
        by = sorted({kind.relation_label(kind.flow.by_state[code].whose) for code in move.sources})
    else:
        by = [kind.relation_label(move.by)] if move.by != SYSTEM else []
    return ShownMove(
        str(move.label),
        [kind.state_label(code) for code in move.sources],
        kind.state_label(move.to) if move.to else "、".join(_joined(kind, move)),
        "、".join(by),
        [kind.move_label(code) for code in move.not_by],
        move,
    )


def _joined(kind: Procedure, move: Move) -> list[str]:
    """Where a voice in a parallel state leads, once all have been heard."""
    led = {
        to: None
        for source in move.sources
        for code, to in steps_in(kind.flow, kind.flow.by_state[source])
        if code == move.code and to != source
    }
    return [kind.state_label(to) for to in led]


def clocks(kind: Procedure, *, on: date) -> list[ShownClock]:
    """The clocks with their terms in force on the day."""
    return [_clock(kind, each, on) for each in kind.clocks]


def _clock(kind: Procedure, each: Clock, on: date) -> ShownClock:
    length, unit, basis = term_in_force(kind.code, kind.flow.by_clock[each.code], on=on)
    return ShownClock(
        each.code,
        str(each.label),
        deadline_words.length(length, unit) if length else "",
        basis,
        [kind.state_label(code) for code in each.runs_in],
        [kind.state_label(code) for code in each.pauses_in],
        each,
    )


def terms(kind: Procedure, clock_code: str) -> list[Any]:
    """What was decided about a clock, the latest first, each in words."""
    rows = ProcedureTerm.objects.filter(procedure=kind.code, clock=clock_code)
    found: list[Any] = list(rows.select_related("set_by").order_by("-valid_from", "-set_at"))
    for term in found:
        term.said = deadline_words.length(term.length, term.unit)
    return found
