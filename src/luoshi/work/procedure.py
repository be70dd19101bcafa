"""What a room writes to have matters (办事流程的声明), and the registry of procedures.

A procedure is a class: its structure as states, moves and clocks; where its thing's page is; and, as methods, the
guards and effects that the structure names. Nothing else is needed: my work, reminders, history, picture and
statistics come from the structure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.registries import Registry
from luoshi.work.engine.flows import Clock, Flow, Move, Rung, State, flow

if TYPE_CHECKING:
    from luoshi.work.models import Matter, MoveMade

Words = str | Promise


class Procedure:
    """A procedure (办事流程). Subclasses state what it is; instances keep nothing.

    A guard is called as `guard(matter, by=, at=)` and returns a Refusal or nothing; an effect is called as
    `effect(matter, made, by=, at=)` inside the act, after the matter has moved. A move with an effect can be
    withdrawn where there is a method `undo_<effect>`.
    """

    code: ClassVar[str]
    label: ClassVar[Words]
    relations: ClassVar[Mapping[str, Words]]
    begins: ClassVar[str]
    states: ClassVar[tuple[State, ...]]
    moves: ClassVar[tuple[Move, ...]]
    clocks: ClassVar[tuple[Clock, ...]] = ()
    series: ClassVar[str] = ""  # what stands before the year and the number of a matter

    @cached_property
    def flow(self) -> Flow:
        """The structure, its labels in English as they are kept. Raises BadFlow."""
        with override("en"):
            made = flow(
                code=self.code,
                begins=self.begins,
                relations=tuple(self.relations),
                states=tuple(replace(each, label=str(each.label)) for each in self.states),
                moves=tuple(replace(each, label=str(each.label)) for each in self.moves),
                clocks=tuple(_plain(each) for each in self.clocks),
            )
        for name in self._named(made):
            if not callable(getattr(self, name, None)):
                raise ValueError(f"{self.code} has no method {name!r}")
        return made

    @staticmethod
    def _named(made: Flow) -> set[str]:
        return {name for move in made.moves for name in (move.guard, move.effect) if name}

    def url(self, matter: Matter) -> str:
        """The page of the thing that the matter is about; empty where the matter's own page is all there is."""
        return ""

    def refusal(self, move: Move, matter: Matter, *, by: Actor, at: datetime) -> Refusal | None:
        """Why the guard of a move holds it back, if it does."""
        return getattr(self, move.guard)(matter, by=by, at=at) if move.guard else None

    def take_effect(self, move: Move, matter: Matter, made: MoveMade, *, by: Actor, at: datetime) -> None:
        if move.effect:
            getattr(self, move.effect)(matter, made, by=by, at=at)

    def moved(self, matter: Matter, made: MoveMade, *, by: Actor, at: datetime) -> None:
        """Called after every step, withdrawn ones too, inside its act: what follows from any of them."""

    def can_undo(self, move: Move) -> bool:
        """Whether the move may be withdrawn as far as its effect goes."""
        return not move.is_final and (not move.effect or hasattr(self, f"undo_{move.effect}"))

    def undo(self, move: Move, matter: Matter, made: MoveMade, *, by: Actor, at: datetime) -> None:
        if move.effect:
            getattr(self, f"undo_{move.effect}")(matter, made, by=by, at=at)

    def state_label(self, code: str) -> str:
        """What a state is called, for the reader; one of an older version keeps the word it had."""
        return _said(self.states, code)

    def move_label(self, code: str) -> str:
        if code in (WITHDRAW, CARRY_OVER):
            return gettext("withdraw") if code == WITHDRAW else gettext("carry over to the newer procedure")
        return _said(self.moves, code)

    def clock_label(self, code: str) -> str:
        return _said(self.clocks, code)

    def rung_label(self, clock: str, code: str) -> str:
        """What a step of the clock's ladder is called."""
        ladder = next((each.ladder for each in self.clocks if each.code == clock), ())
        return _said(ladder, code)

    def relation_label(self, code: str) -> str:
        return str(self.relations.get(code, code))


WITHDRAW = "withdraw"
CARRY_OVER = "carry_over"
PROCEDURES: Registry[Procedure] = Registry(of="procedure")


def register_procedure(kind: type[Procedure]) -> None:
    """Called in `ready()`. Raises BadFlow where the structure can't work."""
    made = kind()
    PROCEDURES.add(made.flow.code, made)


def _said(parts: tuple[Any, ...], code: str) -> str:
    return next((str(part.label) for part in parts if part.code == code), code)


def _plain(clock: Clock) -> Clock:
    ladder = tuple(_plain_rung(rung) for rung in clock.ladder)
    return replace(clock, label=str(clock.label), basis=str(clock.basis), ladder=ladder)


def _plain_rung(rung: Rung) -> Rung:
    return replace(rung, label=str(rung.label))
