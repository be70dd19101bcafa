"""A matter in the reader's words (事项的展示): turns, steps, clocks with how their day was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from luoshi.kernel import clock
from luoshi.kernel.access import is_allowed
from luoshi.work import deadline_words
from luoshi.work.counting import counted
from luoshi.work.engine.workdays import Deadline
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import ClockRun, Matter, MoveMade, RungReached, Turn
from luoshi.work.queries import matters as queries
from luoshi.work.queries.workdays import calendar
from luoshi.work.rights import HAND_OUT, HANDLE
from luoshi.work.services.matters import may_move
from luoshi.work.wording import DUE_TONES, due_state, due_words


@dataclass(frozen=True)
class ShownTurn:
    """Whose turn it is, and what this reader can do about it."""

    turn: Turn
    relation: str
    due: str
    tone: str
    is_mine: bool
    may_take_up: bool
    may_lay_back: bool
    may_hand_out: bool
    may_fetch_back: bool
    is_to_be_seen: bool


@dataclass(frozen=True)
class ShownStep:
    """A step that was taken, in words; `waited` is how many days the matter had waited for it."""

    made: MoveMade
    label: str
    state: str
    is_withdrawn: bool
    waited: int | None


@dataclass(frozen=True)
class ShownClock:
    """A clock that ran or runs, how its day is counted, and when who was reminded (催办记录)."""

    run: ClockRun
    label: str
    due: str
    tone: str
    explained: list[tuple[str, str]]
    state: str
    reached: list[tuple[str, date]]


def turns(matter: Matter, *, by: Any, on: date) -> list[ShownTurn]:
    return [_turn(matter, turn, by=by, on=on) for turn in queries.waiting(matter)]


def _turn(matter: Matter, turn: Turn, *, by: Any, on: date) -> ShownTurn:
    can_handle, can_give = is_allowed(by, HANDLE, turn), is_allowed(by, HAND_OUT, turn)
    is_mine = turn.holder_id == by.pk
    is_below = turn.desk_id != turn.body_id
    return ShownTurn(
        turn=turn,
        relation=procedure_of(matter).relation_label(turn.relation),
        due=due_words(turn.due_on, on=on),
        tone=DUE_TONES[due_state(turn.due_on, on=on)],
        is_mine=is_mine,
        may_take_up=can_handle and turn.holder_id is None,
        may_lay_back=turn.holder_id is not None and (can_give or (is_mine and can_handle)),
        may_hand_out=can_give,
        may_fetch_back=is_below and is_allowed(by, HAND_OUT, _as_if_on_own_desk(turn)),
        is_to_be_seen=can_handle and turn.seen_at is None and turn.holder_id in (None, by.pk),
    )


def _as_if_on_own_desk(turn: Turn) -> Turn:
    """The turn as it would lie with the body that answers: who hands out there may fetch it back."""
    return Turn(pk=turn.pk, desk=turn.body, body=turn.body, holder_id=turn.holder_id)


def steps(matter: Matter, *, by: Any, at: datetime) -> list[tuple[str, str]]:
    """The steps that this person can take now, each with its words."""
    procedure = procedure_of(matter)
    return [
        (step.code, procedure.move_label(step.code))
        for step in flow_of(matter).moves_from(matter.state)
        if may_move(matter=matter, move=step, by=by, at=at) is None
    ]


def history(matter: Matter) -> list[ShownStep]:
    """The steps that were taken, the latest first."""
    procedure, steps = procedure_of(matter), list(queries.history(matter))
    withdrawn = {made.withdraws_id for made in steps if made.withdraws_id}
    before: list[datetime] = [*(made.at for made in steps), matter.opened_at][1:]
    return [
        ShownStep(
            made,
            procedure.move_label(made.move),
            procedure.state_label(made.to_state),
            made.pk in withdrawn,
            (clock.day_of(made.at) - clock.day_of(earlier)).days,
        )
        for made, earlier in zip(steps, before, strict=True)
    ]


def clocks(matter: Matter, *, on: date) -> list[ShownClock]:
    return list(_clocks(matter, on))


def _clocks(matter: Matter, on: date) -> Iterator[ShownClock]:
    procedure, days = procedure_of(matter), calendar()
    for run in queries.clocks(matter):
        is_open = run.stopped_at is None
        yield ShownClock(
            run,
            procedure.clock_label(run.clock),
            due_words(run.due_on, on=on) if is_open and not run.paused_at else run.due_on.isoformat(),
            DUE_TONES[due_state(run.due_on, on=on)] if is_open and not run.paused_at else "grey",
            _explained(counted(run, days)) if run.length and not run.is_given else [],
            "paused" if is_open and run.paused_at else "running" if is_open else "stopped",
            [(procedure.rung_label(run.clock, each.rung), each.on) for each in _by_day(run)],
        )


def _by_day(run: ClockRun) -> list[RungReached]:
    return sorted(run.reached.all(), key=lambda each: (each.on, each.pk))


def _explained(found: Deadline) -> list[tuple[str, str]]:
    """Step by step how the day was counted, each with its article."""
    return [(deadline_words.said(step), deadline_words.article(step)) for step in found.steps]


def parties(matter: Matter) -> list[tuple[str, list[Any]]]:
    procedure = procedure_of(matter)
    return [(procedure.relation_label(relation), bodies) for relation, bodies in queries.parties(matter)]
