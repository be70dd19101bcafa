"""Deciding what vague words of a plan mean, version by version (解释认定)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.races import taken
from luoshi.plan.engine.interpreting import Unfit, typed
from luoshi.plan.engine.stated import Fault
from luoshi.plan.models import Commitment, Interpretation
from luoshi.plan.queries import bodies_called
from luoshi.plan.services.adoption import NotAdopted
from luoshi.plan.services.drafts import LONGEST_REASON, Misstated
from luoshi.plan.services.heirs import DecisionWithdrawn, ReasonMissing
from luoshi.plan.services.settling import settle
from luoshi.plan.services.taking_back import take_back

INTERPRET = "plan.interpret_commitments"
LONGEST_MEANING = 500


class NothingToDecide(Refusal):
    code = "plan.nothing_to_decide"
    sentence = _("This part of “%(what)s” is printed plainly: there is nothing to decide about it.")


class DecidedMeanwhile(Refusal):
    code = "plan.decided_meanwhile"
    sentence = _("Somebody has just decided this part of “%(what)s”: look at that decision first.")


@act
def interpret_commitment(
    *,
    commitment: Commitment,
    part: str,
    meaning: str,
    value: str = "",
    reason: str,
    seen: int = 0,
    by: Actor,
    at: datetime,
) -> Interpretation:
    """Say what a part of a commitment is taken to mean (解释认定): the next version, which stands from now on.

    `seen` is the version that stood when it was decided. Raises NotAdopted, NothingToDecide, ReasonMissing, Misstated,
    or DecidedMeanwhile.
    """
    require(by, INTERPRET, commitment.plan)
    row = _held(commitment)
    if part not in {*row.missing, *row.undecided, *row.decided}:
        raise NothingToDecide(what=row)
    values = _checked(row, part, meaning, value, reason)
    said = {"meaning": meaning.strip()[:LONGEST_MEANING], "reason": reason.strip()[:LONGEST_REASON]}
    before, made = _next_version(row, part, seen=seen, values=values, **said, by=by, at=at)
    settle(identities=[row.identity])
    changes = {
        "part": (None, part),
        "meaning": (before, made.meaning),
        "version": (seen or None, made.version),
        "reason": ("", made.reason),
    }
    audit.record("plan.commitment_interpreted", commitment, by=by, at=at, changes=changes)
    return made


def _next_version(
    row: Commitment, part: str, *, seen: int, by: Actor, at: datetime, **said: Any
) -> tuple[str, Interpretation]:
    """What was meant before, and the version that stands from now on. Raises DecidedMeanwhile."""
    first = Commitment.everything.get(pk=row.identity)
    versions = Interpretation.objects.filter(commitment=first, part=part)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    standing = versions.standing().first()
    if (standing.version if standing else 0) != seen:
        raise DecidedMeanwhile(what=row)
    versions.standing().update(withdrawn_by=by.pk, withdrawn_at=at)
    with taken(DecidedMeanwhile(what=row)):
        made = Interpretation.objects.create(
            commitment=first, part=part, version=last + 1, chosen_by_id=by.pk, chosen_at=at, **said
        )
    return standing.meaning if standing else "", made


@act
def withdraw_interpretation(*, interpretation: Interpretation, by: Actor, at: datetime) -> Interpretation:
    """Open again what a part means (撤回解释认定). Raises DecisionWithdrawn."""
    commitment = interpretation.commitment
    require(by, INTERPRET, commitment.plan)
    take_back(row=interpretation, refusal=DecisionWithdrawn(), by=by, at=at)
    settle(identities=[commitment.pk])
    interpretation.refresh_from_db()
    changes = {
        "part": (interpretation.part, None),
        "meaning": (interpretation.meaning, ""),
        "version": (interpretation.version, None),
        "reason": (interpretation.reason, ""),
    }
    audit.record("plan.interpretation_withdrawn", commitment, by=by, at=at, changes=changes)
    return interpretation


def _held(commitment: Commitment) -> Commitment:
    """The commitment of an adopted plan, held until the act ends."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("plan")
    row = rows.get(pk=commitment.pk)
    if not row.plan.is_adopted:
        raise NotAdopted(plan=row.plan)
    return row


def _checked(row: Commitment, part: str, meaning: str, value: str, reason: str) -> dict[str, Any]:
    if not reason.strip():
        raise ReasonMissing
    found = [] if meaning.strip() else [Fault("meaning", "meaning_missing")]
    try:
        values = typed(part, value)
    except Unfit as unfit:
        found.append(unfit.fault)
        values = {}
    if "name" in values:
        values["body"] = bodies_called([values["name"]], plan=row.plan).get(values["name"])
        if values["body"] is None:
            found.append(Fault("value", "body_unknown", {"name": values["name"]}))
    if found:
        raise Misstated(faults=found)
    return values
