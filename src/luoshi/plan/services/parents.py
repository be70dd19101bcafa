"""Which plan carries out which, and what of the upper plan binds whom (上级规划、约束性认定)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body
from luoshi.kernel.races import taken
from luoshi.plan.engine.levels import stands_above
from luoshi.plan.models import BindingChoice, Commitment, Mention, Plan, PlanParent
from luoshi.plan.models.parents import line_of
from luoshi.plan.queries.parents import follows, owner_of
from luoshi.plan.services.heirs import DecisionWithdrawn, ReasonMissing
from luoshi.plan.services.taking_back import take_back

LINK = "plan.link_parents"


class ParentStated(Refusal):
    code = "plan.parent_stated"
    sentence = _("%(parent)s is stated as a parent of this plan already.")


class NotAbove(Refusal):
    code = "plan.not_above"
    sentence = _(
        "%(parent)s cannot be the parent: its owner stands below %(plan)s, or is for another area. "
        "A parent is of the same level or a higher one, and its area holds this plan's."
    )


class ParentsInACircle(Refusal):
    code = "plan.parents_in_a_circle"
    sentence = _(
        "%(parent)s itself carries out %(plan)s: one of the two must be the other's parent, not both."
    )


class BindingDecided(Refusal):
    code = "plan.binding_decided"
    sentence = _("Somebody has already decided whether this binds %(body)s: withdraw that decision first.")


@act
def state_parent(
    *, plan: Plan, parent: Plan, mention: Mention | None, reason: str, by: Actor, at: datetime
) -> PlanParent:
    """Say that a plan carries out another, by the words of its text or on other grounds (认定上级规划).

    Raises NotAbove, ParentsInACircle, ParentStated or ReasonMissing.
    """
    require(by, LINK, plan)
    reason = reason.strip() or (mention.text[:300] if mention else "")
    if not reason:
        raise ReasonMissing
    if plan == parent or not stands_above(owner_of(parent), owner_of(plan)):
        raise NotAbove(parent=parent.title, plan=plan.title)
    if follows(plan=parent, parent=plan):
        raise ParentsInACircle(parent=parent.title, plan=plan.title)
    with taken(ParentStated(parent=parent.title)):
        stated = PlanParent.objects.create(
            plan=plan, parent=parent, mention=mention, reason=reason, chosen_by_id=by.pk, chosen_at=at
        )
    changes = {"parent_plan": (None, parent.pk), "reason": ("", reason)}
    audit.record("plan.parent_stated", plan, by=by, at=at, changes=changes)
    return stated


@act
def withdraw_parent(*, stated: PlanParent, by: Actor, at: datetime) -> PlanParent:
    """Take a parent plan back (撤回上级规划). Raises DecisionWithdrawn.

    What people have said of single commitments stays remembered, and counts again if the parent is stated anew.
    """
    require(by, LINK, stated.plan)
    take_back(row=stated, refusal=DecisionWithdrawn(), by=by, at=at)
    changes = {"parent_plan": (stated.parent_id, None), "reason": (stated.reason, "")}
    audit.record("plan.parent_withdrawn", stated.plan, by=by, at=at, changes=changes)
    return stated


@act
def decide_binding(
    *, plan: Plan, commitment: Commitment, is_binding: bool, reason: str, by: Actor, at: datetime
) -> BindingChoice:
    """Decide whether a promise of the upper plan binds whoever the lower plan is of (认定约束性).

    Raises BindingDecided when somebody was faster, or ReasonMissing.
    """
    require(by, LINK, plan)
    if not reason.strip():
        raise ReasonMissing
    body = _owner(plan)
    with taken(BindingDecided(body=body.name)):
        choice = BindingChoice.objects.create(
            commitment_id=line_of(commitment),
            body=body,
            is_binding=is_binding,
            reason=reason.strip(),
            chosen_by_id=by.pk,
            chosen_at=at,
        )
    held = {"binds": is_binding, "body": body.pk, "plan": plan.pk, "reason": choice.reason}
    changes = {name: (None, each) for name, each in held.items()}
    audit.record("plan.binding_decided", commitment, by=by, at=at, changes=changes)
    return choice


class NoOwner(Refusal):
    code = "plan.no_owner"
    sentence = _("Nobody has said whose plan %(plan)s is: name its owner first.")


def _owner(plan: Plan) -> Body:
    if plan.owner is None:
        raise NoOwner(plan=plan.title)
    return plan.owner


@act
def withdraw_binding(*, plan: Plan, choice: BindingChoice, by: Actor, at: datetime) -> BindingChoice:
    """Let the words decide again whether it binds (撤回约束性认定). Raises DecisionWithdrawn."""
    require(by, LINK, plan)
    take_back(row=choice, refusal=DecisionWithdrawn(), by=by, at=at)
    held = {
        "binds": choice.is_binding,
        "body": choice.body_id,
        "plan": plan.pk,
        "reason": choice.reason,
    }
    changes = {name: (each, None) for name, each in held.items()}
    audit.record("plan.binding_withdrawn", choice.commitment, by=by, at=at, changes=changes)
    return choice
