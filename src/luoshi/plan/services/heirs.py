"""Deciding who answers: in a clause that a reform left open, and among several leads (明确责任单位)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Succession
from luoshi.kernel.races import taken
from luoshi.plan.models import HeirChoice, LeadChoice, Responsibility
from luoshi.plan.services.taking_back import take_back


class HeirChosen(Refusal):
    code = "plan.heir_chosen"
    sentence = _("Somebody has already said which body answers in this clause.")


class NoSuchHeir(Refusal):
    code = "plan.no_such_heir"
    sentence = _("%(body)s does not exist on %(day)s and cannot take the clause over.")


class LeadChosen(Refusal):
    code = "plan.lead_chosen"
    sentence = _("Somebody has already named the first lead of this section.")


class NotALead(Refusal):
    code = "plan.not_a_lead"
    sentence = _("%(body)s does not lead in this section: choose one of those who do.")


class ReasonMissing(Refusal):
    code = "plan.reason_missing"
    sentence = _("Say on which grounds this is decided: the reason is kept with the decision.")


class DecisionWithdrawn(Refusal):
    code = "plan.decision_withdrawn"
    sentence = _("This decision has been withdrawn already.")


@act
def choose_heir(
    *, responsibility: Responsibility, event: Succession, heir: Body, reason: str, by: Actor, at: datetime
) -> HeirChoice:
    """Say which body answers in this clause after the event (明确承接单位).

    Raises HeirChosen when somebody was faster, NoSuchHeir or ReasonMissing.
    """
    require(by, "plan.choose_heirs", responsibility.plan)
    if not reason.strip():
        raise ReasonMissing
    if not heir.is_in_force(on=event.on):
        raise NoSuchHeir(body=heir, day=event.on)
    with taken(HeirChosen()):
        choice = HeirChoice.objects.create(
            responsibility=responsibility,
            event=event,
            heir=heir,
            reason=reason.strip(),
            chosen_by_id=by.pk,
            chosen_at=at,
        )
    changes = {"heir": (None, heir.pk), "reason": ("", choice.reason)}
    audit.record("plan.heir_chosen", responsibility, by=by, at=at, changes=changes)
    return choice


@act
def withdraw_heir_choice(*, choice: HeirChoice, by: Actor, at: datetime) -> HeirChoice:
    """Open the question of a clause's heir again (撤回承接决定). Raises DecisionWithdrawn."""
    require(by, "plan.choose_heirs", choice.responsibility.plan)
    take_back(row=choice, refusal=DecisionWithdrawn(), by=by, at=at)
    held = {"heir": choice.heir_id, "event": choice.event_id, "reason": choice.reason}
    changes = {name: (each, None) for name, each in held.items()}
    audit.record("plan.heir_choice_withdrawn", choice.responsibility, by=by, at=at, changes=changes)
    return choice


@act
def choose_first_lead(*, responsibility: Responsibility, reason: str, by: Actor, at: datetime) -> LeadChoice:
    """Name the one of several leads that is accountable first (明确第一牵头单位).

    Raises LeadChosen when somebody was faster, NotALead or ReasonMissing.
    """
    require(by, "plan.choose_leads", responsibility.plan)
    if not reason.strip():
        raise ReasonMissing
    if responsibility.role != "lead":
        raise NotALead(body=responsibility.printed)
    with taken(LeadChosen()):
        choice = LeadChoice.objects.create(
            section=responsibility.section,
            responsibility=responsibility,
            reason=reason.strip(),
            chosen_by_id=by.pk,
            chosen_at=at,
        )
    changes = {"first_lead": (None, responsibility.pk), "reason": ("", choice.reason)}
    audit.record("plan.first_lead_chosen", choice.section, by=by, at=at, changes=changes)
    return choice


@act
def withdraw_lead_choice(*, choice: LeadChoice, by: Actor, at: datetime) -> LeadChoice:
    """Take the naming of a first lead back (撤回第一牵头单位). Raises DecisionWithdrawn."""
    require(by, "plan.choose_leads", choice.section.plan)
    take_back(row=choice, refusal=DecisionWithdrawn(), by=by, at=at)
    changes = {"first_lead": (choice.responsibility_id, None), "reason": (choice.reason, "")}
    audit.record("plan.lead_choice_withdrawn", choice.section, by=by, at=at, changes=changes)
    return choice
