"""Whose signatures a body asks for (签批链设置): decided by the body from a day on; what waits keeps its chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Post, Role, User
from luoshi.work.models import MOST_STEPS, Chain, ChainSigner, ChainStep, SigningKind
from luoshi.work.procedure import PROCEDURES

SET = "work.set_chains"


class NotSigned(Refusal):
    code = "work.not_signed"
    sentence = _("“%(move)s” is a step that nobody has to sign.")


class TooManySteps(Refusal):
    code = "work.too_many_steps"
    sentence = _("A chain has at most %(most)s steps, not %(steps)s.")


class StepWithoutSigner(Refusal):
    code = "work.step_without_signer"
    sentence = _("Step %(step)s has nobody who signs: name a person or a role.")


class NotServing(Refusal):
    code = "work.not_serving"
    sentence = _("%(user)s does not serve at %(body)s, or directly below it, on %(day)s.")


@dataclass(frozen=True, kw_only=True)
class Signing:
    """One step of a chain as it is decided: these people, and whoever holds these roles, sign beside one another."""

    kind: SigningKind
    people: Sequence[User] = ()
    roles: Sequence[Role] = ()


@act
def set_chain(
    *,
    body: Body,
    procedure: str,
    move: str,
    steps: Sequence[Signing],
    valid_from: date,
    clause: str,
    by: Actor,
    at: datetime,
) -> Chain:
    """Decide whose signatures a step of this body needs from that day on (设定签批链); no steps: nobody's.

    Raises NotSigned, TooManySteps, StepWithoutSigner or NotServing.
    """
    require(by, SET, Chain(body=body))
    kind = PROCEDURES[procedure]
    if not kind.flow.by_move[move].chain:
        raise NotSigned(move=kind.move_label(move))
    if len(steps) > MOST_STEPS:
        raise TooManySteps(most=MOST_STEPS, steps=len(steps))
    chain = Chain.objects.create(
        body=body,
        procedure=procedure,
        move=move,
        valid_from=valid_from,
        clause=clause,
        set_by_id=by.pk,
        set_at=at,
    )
    for position, step in enumerate(steps, start=1):
        _keep(chain, step, position, on=max(valid_from, clock.day_of(at)))
    changes = {"move": (None, move), "steps": (None, len(steps)), "valid_from": (None, valid_from)}
    audit.record("work.chain_set", chain, by=by, at=at, changes=changes)
    return chain


def _keep(chain: Chain, step: Signing, position: int, *, on: date) -> None:
    people, roles = dict.fromkeys(step.people), dict.fromkeys(step.roles)
    if not people and not roles:
        raise StepWithoutSigner(step=position)
    kept = ChainStep.objects.create(chain=chain, position=position, kind=SigningKind(step.kind))
    named = [ChainSigner(step=kept, user=user, body_id=_desk(chain.body, user, on=on)) for user in people]
    held = [ChainSigner(step=kept, role=role, body=chain.body) for role in roles]
    ChainSigner.objects.bulk_create([*named, *held])


def _desk(body: Body, user: User, *, on: date) -> int:
    """At which body the person signs: the body itself, else one directly below it."""
    posts = Post.objects.in_force(on=on).filter(user=user)
    own = posts.filter(body=body).values_list("body", flat=True)
    below = posts.filter(body__parent=body).order_by("pk").values_list("body", flat=True)
    found = own.first() or below.first()
    if found is None:
        raise NotServing(user=user, body=body, day=on)
    return found
