"""Adopting a plan that was read, and taking the adoption back (审定规划)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body
from luoshi.kernel.races import taken
from luoshi.plan.hanging import HANGING
from luoshi.plan.models import Amendment, Audience, Commitment, Plan
from luoshi.plan.services.carrying import carry_decisions
from luoshi.plan.services.heirs import ReasonMissing
from luoshi.plan.services.settling import BATCH, settle

ADOPT = "plan.adopt_plans"
OWN = "plan.open_plan"


class AlreadyAdopted(Refusal):
    code = "plan.already_adopted"
    sentence = _("%(plan)s was adopted by %(who)s on %(day)s: nothing is left to do.")


class NotRead(Refusal):
    code = "plan.not_read"
    sentence = _("%(plan)s is still being read. Adopt it when its outline can be seen.")


class OfficerMissing(Refusal):
    code = "plan.officer_missing"
    sentence = _("A plan is adopted by a named officer: sign in as the one who answers for it.")


class OwnerMissing(Refusal):
    code = "plan.owner_missing"
    sentence = _("Nobody has said whose plan %(plan)s is. Name its owner first.")


class NotAdopted(Refusal):
    code = "plan.not_adopted"
    sentence = _("%(plan)s has not been adopted.")


class AmendedAlready(Refusal):
    code = "plan.amended_already"
    sentence = _("%(plan)s has been replaced by another plan already.")


class NotCompared(Refusal):
    code = "plan.not_compared"
    sentence = _(
        "%(plan)s was corrected after it was compared with the plan that it amends. Compare them again, and look "
        "at what changed."
    )


class StillHanging(Refusal):
    code = "plan.still_hanging"
    sentence = _("The adoption of %(plan)s cannot be withdrawn, since this hangs on it: %(what)s.")


@act
def name_owner(*, plan: Plan, owner: Body, by: Actor, at: datetime) -> Plan:
    """Say whose plan it is, before it is adopted (明确规划主体). Raises AlreadyAdopted."""
    require(by, OWN, plan)
    before = plan.owner_id
    if not Plan.objects.drafts().filter(pk=plan.pk).update(owner=owner):
        raise already(plan=plan)
    plan.refresh_from_db(fields=["owner"])
    audit.record("plan.owner_named", plan, by=by, at=at, changes={"owner": (before, owner.pk)})
    return plan


@act
def adopt_plan(*, plan: Plan, by: Actor, at: datetime) -> Plan:
    """Make what was read the plan of record (审定规划); a plan that it amends is replaced by it from its first day.

    Raises AlreadyAdopted when somebody was faster, OfficerMissing, OwnerMissing, NotRead, NotCompared or
    AmendedAlready.
    """
    require(by, ADOPT, plan if plan.owner_id else None)
    _refuse_unready(plan, by)
    opened = Case(When(audience=Audience.MAKER, then=Value(Audience.STAFF)), default=F("audience"))
    with taken(AmendedAlready(plan=plan.amends)):
        won = _may_be_adopted(plan).update(adopted_by=by.pk, adopted_at=at, audience=opened)
    if not won:
        raise _why_not(plan)
    plan.refresh_from_db()
    changes = {"adopted_by": (None, by.pk), "audience": (None, plan.audience)}
    if plan.amends:
        _replace(plan, plan.amends, at)
        changes["amends"] = (None, plan.amends_id)
    audit.record("plan.adopted", plan, by=by, at=at, changes=changes)
    return plan


def _refuse_unready(plan: Plan, by: Actor) -> None:
    if by.pk is None:
        raise OfficerMissing
    if plan.owner_id is None:
        raise OwnerMissing(plan=plan)


def _may_be_adopted(plan: Plan) -> QuerySet[Plan]:
    """The plan, as long as nobody has adopted it and what was compared is what is adopted."""
    rows = Plan.objects.ready().drafts().filter(pk=plan.pk)
    if plan.amends_id is None:
        return rows.filter(amends__isnull=True)
    later = Plan.objects.adopted().filter(amends=OuterRef("amends"))
    return rows.filter(~Exists(later), amends=plan.amends_id, compared_at__isnull=False)


def _why_not(plan: Plan) -> Refusal:
    plan.refresh_from_db()
    if plan.is_adopted:
        return already(plan=plan)
    if plan.ready_at is None:
        return NotRead(plan=plan)
    if plan.amends is None or plan.compared_at is None:
        return NotCompared(plan=plan)
    return AmendedAlready(plan=plan.amends)


def already(*, plan: Plan) -> AlreadyAdopted:
    """What the second officer is told."""
    adopted = Plan.objects.select_related("adopted_by").get(pk=plan.pk)
    day = day_of(adopted.adopted_at) if adopted.adopted_at else None
    return AlreadyAdopted(plan=adopted, who=adopted.adopted_by, day=day)


def _replace(plan: Plan, old: Plan, at: datetime) -> None:
    """End the older plan on the eve of the newer, and let each commitment that lasts keep its identity."""
    eve = (plan.valid_from or day_of(at)) - timedelta(days=1)
    until = eve if old.valid_from is None or old.valid_from <= eve else old.valid_from
    replaced = Plan.objects.filter(pk=old.pk, replaced_by__isnull=True)
    if not replaced.update(replaced_by=plan, valid_until=until):
        raise AmendedAlready(plan=old)
    Plan.objects.filter(pk=plan.pk).update(amended_until=old.valid_until)
    pairs = Amendment.objects.filter(plan=plan, keeps_identity=True).select_related("old")
    roots = {pair.new_id: pair.old.identity for pair in pairs.order_by("position") if pair.old}
    heirs = [Commitment(pk=pk, root_id=root) for pk, root in roots.items()]
    Commitment.everything.bulk_update(heirs, ["root"], batch_size=BATCH)
    settle(identities=roots.values())
    carry_decisions(plan=plan)


@act
def withdraw_adoption(*, plan: Plan, reason: str, by: Actor, at: datetime) -> Plan:
    """Make the plan a draft again while nothing hangs on it (撤回审定).

    Raises NotAdopted, ReasonMissing, or StillHanging, which says what hangs on it.
    """
    require(by, ADOPT, plan)
    if not reason.strip():
        raise ReasonMissing
    locked = Plan.objects.adopted().select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if locked is None:
        raise NotAdopted(plan=plan)
    if what := list(hanging_on(plan=locked)):
        raise StillHanging(plan=plan, what="; ".join(what))
    if locked.amends_id:
        _put_back(locked)
    Plan.objects.filter(pk=plan.pk).update(adopted_by=None, adopted_at=None, amended_until=None)
    before = {"adopted_by": (locked.adopted_by_id, None), "reason": ("", reason.strip())}
    plan.refresh_from_db()
    audit.record("plan.adoption_withdrawn", plan, by=by, at=at, changes=before)
    return plan


def _put_back(plan: Plan) -> None:
    """Let the older plan hold on as before, and its commitments be the only ones of their lines."""
    Plan.objects.filter(replaced_by=plan).update(replaced_by=None, valid_until=plan.amended_until)
    heirs = Commitment.everything.filter(plan=plan, root__isnull=False)
    alone = list(heirs.values_list("pk", flat=True))
    heirs.update(root=None)
    settle(identities=alone)


def hanging_on(*, plan: Plan) -> Iterator[str]:
    """What keeps this plan's adoption from being withdrawn, each with its number, in the reader's language."""
    if plan.replaced_by_id:
        yield str(_("the plan that replaced it"))
    for each in HANGING.values():
        if number := each.count(plan):
            yield f"{each.label} ({number})"
