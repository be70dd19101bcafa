"""What every correction of a draft has in common (草稿修改)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.plan.engine.stated import Fault
from luoshi.plan.models import Commitment, Correction, CorrectionAct, Plan, Responsibility
from luoshi.plan.services.heirs import ReasonMissing
from luoshi.plan.services.rechecking import check_again

CORRECT = "plan.correct_readings"
LONGEST_REASON = 300
FAULTS: dict[str, str | Promise] = {
    "title_missing": _("Say in words what is promised."),
    "place_outside": _(
        "The words must stand in the body of the document, between characters %(low)s and %(high)s."
    ),
    "due_unreadable": _("“%(due)s” is no year or month: write 2020 or 2020-06."),
    "baseline_unreadable": _("“%(baseline)s” is no year: write four digits, for example 2015."),
    "quantity_of_no_target": _("Only a target has a number: make it a target, or empty this."),
    "promise_kind_missing": _("Say what kind of promise it is."),
    "value_missing": _("A target has a number: give it, or make it a promise without a number."),
    "relation_missing": _("Say whether at least, at most, about or exactly this is meant."),
    "unit_unknown": _("“%(unit)s” is no unit that the ledger knows, for example %%, km or kWh."),
    "range_needs_two": _("A range has two numbers, and only a range has two."),
    "range_reversed": _("The range runs backwards: %(low)s is more than %(high)s."),
    "value_out_of_range": _(
        "The number is below zero or has more than 27 digits; say the fall by “decrease”."
    ),
    "name_missing": _("Give the name of the body as it is printed."),
    "section_missing": _("Choose the section."),
    "meaning_missing": _("Say in words what is meant."),
    "measure_unreadable": _("“%(value)s” is no quantity: write for example ≥ 6%%, or leave it empty."),
    "relation_needed": _("Choose whether at least, at most, about or exactly this is meant."),
    "base_year_needed": _("Give the base year, for example 2015."),
    "unit_needed": _("Give the unit, for example %%, km or kWh."),
    "due_needed": _("Give the year or the month, for example 2020 or 2020-06."),
    "body_needed": _("Give the name of the one body that answers."),
    "body_unknown": _("Nobody here is called “%(name)s”: write the name as the list of bodies has it."),
}


class PlanAlreadyAdopted(Refusal):
    code = "plan.adopted_is_not_corrected"
    sentence = _(
        "%(plan)s was adopted by %(who)s on %(day)s: it is no longer corrected. Withdraw the adoption first, or hand "
        "in the amended document."
    )


class NothingChanged(Refusal):
    code = "plan.nothing_changed"
    sentence = _("%(what)s reads like this already: nothing was changed.")


class RemovedAlready(Refusal):
    code = "plan.removed_already"
    sentence = _("%(what)s has been removed already.")


class Misstated(Refusal):
    """What was stated is wrong in some fields; `faults` says each."""

    code = "plan.misstated"
    sentence = _("%(faults)s")

    def __init__(self, *, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(faults=" ".join(words_of(fault=each) for each in faults))

    def told_in(self, form: Any) -> None:
        for fault in self.faults:
            form.add_error(fault.field if fault.field in form.fields else None, words_of(fault=fault))


def words_of(*, fault: Fault) -> str:
    """What is wrong with a field, in the reader's language."""
    return str(FAULTS[fault.code]) % fault.values


def hold_draft(*, plan: Plan, reason: str, by: Actor) -> Plan:
    """The plan, held until the act ends so that nobody adopts it meanwhile; what was compared must be compared anew.

    Raises ReasonMissing or PlanAlreadyAdopted.
    """
    require(by, CORRECT, plan)
    if not reason.strip():
        raise ReasonMissing
    rows = Plan.objects.filter(pk=plan.pk)
    held = rows.drafts().select_for_update().first()
    if held is None:
        adopted = rows.select_related("adopted_by").get()
        day = day_of(adopted.adopted_at) if adopted.adopted_at else None
        raise PlanAlreadyAdopted(plan=adopted, who=adopted.adopted_by, day=day)
    if held.compared_at:
        rows.update(compared_at=None)
    return held


def keep(*, code: str, correction: Correction, reason: str, by: Actor, at: datetime) -> Correction:
    """Write the correction down, and check the draft again."""
    correction.reason = reason.strip()[:LONGEST_REASON]
    correction.chosen_by_id, correction.chosen_at = by.pk, at
    correction.save(force_insert=True)
    if correction.act in (CorrectionAct.REMOVED, CorrectionAct.MERGED):
        take_out(correction=correction)
    check_again(plan=correction.plan)
    if correction.commitment:
        correction.commitment.refresh_from_db()
    audit.record(code, correction, by=by, at=at, changes={"reason": ("", correction.reason)})
    return correction


def take_out(*, correction: Correction) -> None:
    """Let no list count the fact any more, by this correction."""
    Commitment.everything.filter(corrections=correction).update(removal=correction)
    Responsibility.everything.filter(corrections=correction).update(removal=correction)


def put_back(*, correction: Correction) -> bool:
    """Whether the fact was out by this correction, and counts again."""
    rows = (Commitment.everything, Responsibility.everything)
    return any([found.filter(removal=correction).update(removal=None) for found in rows])
