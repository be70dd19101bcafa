"""Taking a correction of a draft back, and making it again (撤回修改)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from luoshi.kernel import audit
from luoshi.kernel.access import Actor
from luoshi.kernel.acts import act
from luoshi.kernel.races import taken
from luoshi.kernel.services.reversal import ChangedSince
from luoshi.plan.models import Commitment, Correction, CorrectionAct, Responsibility
from luoshi.plan.queries.live import stated as stated_now
from luoshi.plan.services import corrections, duties
from luoshi.plan.services.drafts import hold_draft, keep, put_back, take_out
from luoshi.plan.services.heirs import DecisionWithdrawn
from luoshi.plan.services.rechecking import check_again
from luoshi.plan.services.taking_back import take_back


@act
def withdraw_correction(*, correction: Correction, by: Actor, at: datetime) -> Correction:
    """Let a fact be again what it was before the correction (撤回修改).

    Raises DecisionWithdrawn, ChangedSince when a later correction stands on it, or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=correction.plan, reason=correction.reason, by=by)
    take_back(row=correction, refusal=DecisionWithdrawn(), by=by, at=at)
    _undo(correction)
    check_again(plan=plan)
    correction.refresh_from_db()
    changes = {"reason": (correction.reason, "")}
    audit.record("plan.correction_withdrawn", correction, by=by, at=at, changes=changes)
    return correction


@act
def repeat_correction(*, correction: Correction, by: Actor, at: datetime) -> Correction:
    """Make a correction again that was withdrawn (恢复修改).

    Raises what the correction itself would: RemovedAlready, NothingChanged, PlanAlreadyAdopted …
    """
    if correction.section:
        to = correction.plan.sections.get(place=correction.after["charged_by"])
        said = {"reason": correction.reason, "by": by, "at": at}
        return duties.bind_section(section=correction.section, to=to, **said)
    if correction.act == CorrectionAct.ADDED:
        return _add_again(correction, by=by, at=at)
    if correction.commitment:
        return _repeat(correction, correction.commitment, by=by, at=at)
    return _repeat_duty(correction, by=by, at=at)


def _repeat(correction: Correction, row: Commitment, *, by: Actor, at: datetime) -> Correction:
    reason = correction.reason
    if correction.into:
        return corrections.merge_commitments(
            commitment=row, into=correction.into, reason=reason, by=by, at=at
        )
    if correction.act == CorrectionAct.REMOVED:
        return corrections.remove_commitment(commitment=row, reason=reason, by=by, at=at)
    stated = corrections.with_kept(stated=stated_now(row), kept=correction.after)
    return corrections.correct_commitment(commitment=row, stated=stated, reason=reason, by=by, at=at)


def _repeat_duty(correction: Correction, *, by: Actor, at: datetime) -> Correction:
    duty = Responsibility.everything.select_related("plan").get(corrections=correction)
    reason = correction.reason
    if correction.act == CorrectionAct.REMOVED:
        return duties.remove_duty(responsibility=duty, reason=reason, by=by, at=at)
    named = {"printed": duty.printed, "role": duty.role} | correction.after
    return duties.correct_duty(responsibility=duty, **named, reason=reason, by=by, at=at)


def _add_again(correction: Correction, *, by: Actor, at: datetime) -> Correction:
    plan = hold_draft(plan=correction.plan, reason=correction.reason, by=by)
    if not put_back(correction=correction):
        raise ChangedSince(what=correction)
    again = Correction(
        plan=plan,
        act=CorrectionAct.ADDED,
        commitment=correction.commitment,
        responsibility=correction.responsibility,
        title=correction.title,
        after=correction.after,
        start=correction.start,
        end=correction.end,
    )
    return keep(code="plan.fact_added", correction=again, reason=correction.reason, by=by, at=at)


def _undo(correction: Correction) -> None:
    if correction.section_id:
        return  # a section is bound by the corrections that stand
    if correction.act == CorrectionAct.CORRECTED:
        _restore(correction)
    elif correction.act == CorrectionAct.ADDED:
        _take_out(correction)
    else:
        _put_back(correction)


def _restore(correction: Correction) -> None:
    if correction.responsibility_id:
        _restore_duty(correction, duties.held_duty(pk=correction.responsibility_id))
        return
    row = corrections.held_commitment(pk=correction.commitment_id or 0)
    now = stated_now(row)
    _refuse_changed(correction, corrections.as_kept(stated=now))
    before = corrections.with_kept(stated=now, kept=correction.before)
    stated = corrections.checked(stated=before, plan=correction.plan)
    number = correction.before.get("number", 0)
    corrections.restate(row=row, stated=stated, plan=correction.plan, number=number)


def _restore_duty(correction: Correction, row: Responsibility) -> None:
    _refuse_changed(correction, {"printed": row.printed, "role": row.role})
    duties.restate_duty(row=row, values=correction.before)


def _refuse_changed(correction: Correction, now: dict[str, Any]) -> None:
    if any(now[name] != value for name, value in correction.after.items()):
        raise ChangedSince(what=correction)


def _take_out(correction: Correction) -> None:
    """What was added is left out again, unless it was corrected since."""
    later = Correction.objects.standing().filter(
        commitment=correction.commitment, responsibility=correction.responsibility
    )
    merged = Correction.objects.standing().filter(into=correction.commitment, into__isnull=False)
    if later.exists() or merged.exists():
        raise ChangedSince(what=correction)
    take_out(correction=correction)


def _put_back(correction: Correction) -> None:
    """What was removed counts again; a body may be named there by now."""
    duty = correction.responsibility
    with taken(duties.NamedAlready(body=correction.title, section=duty.section if duty else "")):
        put_back(correction=correction)
