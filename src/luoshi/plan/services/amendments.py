"""Saying which plan an amended document replaces, and comparing both before it is adopted (修订对照)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.plan.engine.amending import Pair, amended
from luoshi.plan.models import Amendment, Correction, Plan
from luoshi.plan.queries.live import live
from luoshi.plan.services.adoption import ADOPT, already

BATCH = 500


class CannotAmend(Refusal):
    code = "plan.cannot_amend"
    sentence = _("%(plan)s cannot be amended: choose an adopted plan that nothing has replaced yet.")


class CorrectedMeanwhile(Refusal):
    code = "plan.corrected_meanwhile"
    sentence = _("%(plan)s was corrected while it was compared. Compare it once more.")


def state_amended(*, plan: Plan, amends: Plan, by: Actor, at: datetime) -> Plan:
    """Say which plan the draft amends, and keep what it makes of each commitment (明确修订关系).

    The comparison is made before the act, so that no act holds the database for long; doing it again compares
    anew. Raises CannotAmend, AlreadyAdopted or CorrectedMeanwhile.
    """
    for each in (plan, amends):
        require(by, ADOPT, each)
    if not amends.is_adopted or amends.replaced_by_id or amends.pk == plan.pk:
        raise CannotAmend(plan=amends)
    seen = _state(plan)
    pairs = amended(old=live(plan=amends), new=live(plan=plan))
    return _keep(plan=plan, amends=amends, pairs=pairs, seen=seen, by=by, at=at)


def _state(plan: Plan) -> tuple:
    """What changes when somebody corrects the draft."""
    rows = Correction.objects.filter(plan=plan)
    return tuple(rows.aggregate(Max("pk"), Max("withdrawn_at")).values())


@act
def _keep(*, plan: Plan, amends: Plan, pairs: Sequence[Pair], seen: tuple, by: Actor, at: datetime) -> Plan:
    before = _held(plan)
    if _state(plan) != seen:
        raise CorrectedMeanwhile(plan=plan)
    Amendment.objects.filter(plan=plan).delete()
    Amendment.objects.bulk_create(
        (
            Amendment(
                plan=plan,
                old_id=pair.old,
                new_id=pair.new,
                kind=pair.kind,
                is_moved=pair.is_moved,
                keeps_identity=pair.keeps,
                position=position,
            )
            for position, pair in enumerate(pairs)
        ),
        batch_size=BATCH,
    )
    Plan.objects.filter(pk=plan.pk).update(amends=amends, compared_at=at)
    plan.refresh_from_db()
    audit.record("plan.amended_stated", plan, by=by, at=at, changes={"amends": (before, amends.pk)})
    return plan


@act
def state_unamended(*, plan: Plan, by: Actor, at: datetime) -> Plan:
    """Say that the draft amends no plan after all (取消修订关系). Raises AlreadyAdopted."""
    require(by, ADOPT, plan)
    before = _held(plan)
    Amendment.objects.filter(plan=plan).delete()
    Plan.objects.filter(pk=plan.pk).update(amends=None, compared_at=None)
    plan.refresh_from_db()
    audit.record("plan.amended_stated", plan, by=by, at=at, changes={"amends": (before, None)})
    return plan


def _held(plan: Plan) -> int | None:
    """What the draft is said to amend so far; the draft is held until the act ends. Raises AlreadyAdopted."""
    held = Plan.objects.drafts().select_for_update().filter(pk=plan.pk).first()
    if held is None:
        raise already(plan=plan)
    return held.amends_id
