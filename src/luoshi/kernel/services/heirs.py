"""Naming the body that takes over a function which nobody took (职能承接决定)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, FunctionHandover, Succession

from .successions import refuse_absent

DECIDE = "kernel.decide_heirs"


class HeirNamed(Refusal):
    code = "kernel.heir_named"
    sentence = _("%(taker)s has been named for this function already.")


class HeirTooEarly(Refusal):
    code = "kernel.heir_too_early"
    sentence = _("The function was given away on %(day)s: nobody can take it over before that day.")


class NoReason(Refusal):
    code = "kernel.decision_without_reason"
    sentence = _("A decision states its reason: say on which grounds it was taken.")


class NothingNamed(Refusal):
    code = "kernel.heir_not_named"
    sentence = _("No body has been named by decision for this function.")


@act
def name_heir(
    *, handover: FunctionHandover, taker: Body, on: date, reason: str, by: Actor, at: datetime
) -> FunctionHandover:
    """Decide who takes over a function from a day on (明确职能承接单位).

    Raises HeirNamed when somebody was faster, HeirTooEarly, NotThere or NoReason.
    """
    require(by, DECIDE, handover)
    if not reason.strip():
        raise NoReason
    if on < handover.event.on:
        raise HeirTooEarly(day=handover.event.on)
    refuse_absent(body=taker, day=on)
    won = (
        _standing(handover)
        .filter(taker__isnull=True, function__isnull=False)
        .update(taker=taker, taken_on=on, reason=reason.strip(), decided_by=by.pk, decided_at=at)
    )
    handover.refresh_from_db()
    if not won:
        raise HeirNamed(taker=handover.taker or "?")
    changes = {"taker": (None, taker.pk), "reason": ("", handover.reason)}
    audit.record("kernel.heir_named", handover, by=by, at=at, changes=changes)
    return handover


@act
def withdraw_heir(*, handover: FunctionHandover, by: Actor, at: datetime) -> FunctionHandover:
    """Take the decision back: the function waits again (撤回承接决定). Raises NothingNamed."""
    require(by, DECIDE, handover)
    held = {"taker": handover.taker_id, "taken_on": handover.taken_on, "reason": handover.reason}
    decided = _standing(handover).filter(decided_at__isnull=False)
    if not decided.update(taker=None, taken_on=None, reason="", decided_by=None, decided_at=None):
        raise NothingNamed
    handover.refresh_from_db()
    changes = {name: (each, None) for name, each in held.items()}
    audit.record("kernel.heir_withdrawn", handover, by=by, at=at, changes=changes)
    return handover


def _standing(handover: FunctionHandover) -> QuerySet[FunctionHandover]:
    """The row if its event stands. Its own columns stand in the WHERE: behind a join, PostgreSQL would let two win."""
    return FunctionHandover.objects.filter(pk=handover.pk, event__in=Succession.objects.standing())
