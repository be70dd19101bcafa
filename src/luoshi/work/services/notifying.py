"""Telling people what waits for them and what was done (事项通知); part of the act or step that caused it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from luoshi.kernel import clock
from luoshi.kernel.models import User
from luoshi.work.engine.flows import HOLDER, Move
from luoshi.work.models import Matter, MoveMade, Turn
from luoshi.work.queries import desks
from luoshi.work.queries.signers import signers
from luoshi.work.services import notices


def tell_of_move(*, matter: Matter, step: Move, made: MoveMade) -> None:
    """Tell those for whom the matter now waits, and those whom the step names."""
    opened = list(matter.turns.waiting().filter(opened_by=made).select_related("desk", "holder"))
    people = holders(turns=opened, on=clock.day_of(made.at))
    waiting = {user for turn in opened for user in people[turn.pk]}
    _tell(matter, made, waiting, code="work.waits_for_you")
    told = {
        user
        for relation in step.tells
        for user in served_by(bodies=bodies_of(matter=matter, relation=relation), on=clock.day_of(made.at))
    }
    _tell(matter, made, told - waiting, code="work.was_moved")


def tell_of_opening(*, matter: Matter, at: datetime) -> None:
    """Tell those for whom a new matter waits."""
    opened = list(matter.turns.waiting().select_related("desk", "holder"))
    people = holders(turns=opened, on=clock.day_of(at))
    notices.tell(
        to={user for turn in opened for user in people[turn.pk]},
        code="work.waits_for_you",
        values=values_of(matter=matter),
        url=page_of(matter=matter),
        key=f"matter:{matter.pk}:0",
        at=at,
    )


def _tell(matter: Matter, made: MoveMade, people: Collection[User], *, code: str) -> None:
    others = [user for user in people if user.pk != made.by_id]
    if others:
        values = {
            **values_of(matter=matter),
            "move": made.move,
            "procedure": matter.procedure,
            "state": matter.state,
        }
        notices.tell(
            to=others,
            code=code,
            values=values,
            url=page_of(matter=matter),
            key=f"matter:{matter.pk}:{made.number}:{code}",
            at=made.at,
        )


def values_of(*, matter: Matter) -> dict[str, Any]:
    return {"number": matter.number, "title": matter.title}


def page_of(*, matter: Matter) -> str:
    return reverse("work:matter", args=[matter.pk])


def bodies_of(*, matter: Matter, relation: str) -> set[int]:
    """The bodies that stand in a relation to the matter; the holders' are those on whose desks it lies."""
    if relation == HOLDER:
        return set(matter.turns.waiting().values_list("desk", flat=True))
    return set(matter.parties.filter(relation=relation).values_list("body", flat=True))


def holders(*, turns: Iterable[Turn], on: date) -> dict[int, set[User]]:
    """For each turn the person in whose hands it is, else everybody who can take it up at its desk, or sign in it."""
    turns = list(turns)
    free = [turn for turn in turns if turn.holder_id is None and turn.seat_id is None]
    at_desk = _serving({turn.desk_id for turn in free}, on=on)
    found = {turn.pk: {turn.holder} if turn.holder else at_desk[turn.desk_id] for turn in turns}
    return found | signers([turn for turn in turns if turn.seat_id], on=on)


def served_by(*, bodies: Collection[int], on: date) -> set[User]:
    """Everybody who moves matters on for one of these bodies."""
    return {user for users in _serving(bodies, on=on).values() for user in users}


def _serving(bodies: Collection[int], *, on: date) -> dict[int, set[User]]:
    found: dict[int, set[User]] = defaultdict(set)
    for post in desks.serving(bodies, on=on).select_related("user"):
        found[post.body_id].add(post.user)
    return found
