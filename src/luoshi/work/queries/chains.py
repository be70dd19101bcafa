"""Chains of signatures as their pages show them (签批链查询)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from luoshi.kernel.access import bodies_served
from luoshi.kernel.models import Body, Post, User
from luoshi.work.engine.flows import Move
from luoshi.work.flows import flow_of
from luoshi.work.models import Chain, ChainSigner, Matter, SigningKind
from luoshi.work.procedure import PROCEDURES, Procedure
from luoshi.work.queries.movers import party_for, turn_for
from luoshi.work.queries.signers import chain_in_force

SET = "work.set_chains"


@dataclass
class ShownStep:
    """A step of a chain in words, and who signs in it."""

    position: int
    kind: str
    signers: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return gettext("%(kind)s (%(signers)s)") % {
            "kind": self.kind,
            "signers": gettext(", ").join(self.signers),
        }


@dataclass(frozen=True)
class Decided:
    """A chain as it was decided, its steps in words."""

    chain: Chain
    steps: list[ShownStep]

    @property
    def words(self) -> str:
        return " → ".join(step.words for step in self.steps)


@dataclass(frozen=True)
class Signed:
    """A kind of step that can be signed, with the chain in force at a body and those that begin later."""

    procedure: Procedure
    move: Move
    label: str
    now: Decided | None
    later: list[Decided]


def steps_of(chains: Sequence[Chain]) -> dict[int, list[ShownStep]]:
    """The steps of these chains, in two statements however many there are."""
    found: dict[int, dict[int, ShownStep]] = {}
    rows = ChainSigner.objects.filter(step__chain__in=chains).select_related("step", "user", "role", "body")
    bodies = {chain.pk: chain.body_id for chain in chains}
    for seat in rows.order_by("step__position", "pk"):
        step, chain = seat.step, seat.step.chain_id
        shown = found.setdefault(chain, {}).setdefault(
            step.position, ShownStep(step.position, str(SigningKind(step.kind).label))
        )
        at = f" · {seat.body.name}" if seat.body_id != bodies[chain] else ""
        shown.signers.append(f"{seat}{at}")
    return {chain: list(steps.values()) for chain, steps in found.items()}


def decided(rows: QuerySet[Chain]) -> list[Decided]:
    """Chains with their steps, as they are ordered."""
    chains = list(rows.select_related("body", "set_by"))
    steps = steps_of(chains)
    return [Decided(chain, steps.get(chain.pk, [])) for chain in chains]


def history(body: Body, procedure: str, move: str) -> list[Decided]:
    """What the body has decided about a kind of step, the latest first."""
    return decided(Chain.objects.over(procedure=procedure, move=move).filter(body=body)[:50])


def signed_steps(body: Body, *, on: date) -> list[Signed]:
    """Every kind of step that a body can have signed, with what it has decided."""
    rows = Chain.objects.filter(body=body).order_by("-valid_from", "-set_at", "-pk")
    found: dict[tuple[str, str], list[Decided]] = {}
    for each in decided(rows[:500]):
        found.setdefault((each.chain.procedure, each.chain.move), []).append(each)
    return [
        _signed(kind, move, found.get((code, move.code), []), on)
        for code, kind in PROCEDURES.items()
        for move in kind.flow.moves
        if move.chain
    ]


def _signed(kind: Procedure, move: Move, known: list[Decided], on: date) -> Signed:
    begun = [each for each in known if each.chain.valid_from <= on]
    later = [each for each in reversed(known) if each.chain.valid_from > on]
    return Signed(kind, move, kind.move_label(move.code), begun[0] if begun else None, later)


def chain_before(matter: Matter, move: Move, *, by: Any, on: date) -> Decided | None:
    """The chain that this person's step in the matter goes through first."""
    if not move.chain:
        return None
    turn = turn_for(matter, by=by)
    if turn and flow_of(matter).is_in_turn(move, matter.state):
        body = turn.body_id
    else:
        party = party_for(matter, flow_of(matter).relation_of(move, matter.state), by=by)
        body = party.body_id if party else 0
    chain = chain_in_force(body=body, procedure=matter.procedure, move=move.code, on=on)
    return Decided(chain, steps_of([chain]).get(chain.pk, [])) if chain else None


def settable(user: Any, *, on: date) -> QuerySet[Body]:
    """The bodies whose chains this person decides."""
    return Body.objects.filter(pk__in=bodies_served(user, SET, on=on)).order_by("name", "pk")


def possible_signers(body: Body, *, on: date) -> QuerySet[User]:
    """Everybody who serves at the body, or directly below it, on the day."""
    posts = Post.objects.in_force(on=on).filter(Q(body=body) | Q(body__parent=body))
    return User.objects.active().filter(pk__in=posts.values("user")).order_by("display_name", "pk")
