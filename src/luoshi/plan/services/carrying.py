"""What was decided about an older plan goes on in the one that replaces it (决定延续)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from luoshi.plan.models import Amendment, HeirChoice, LeadChoice, Plan, Responsibility

Clause = tuple[int, str, str]  # the section that names it, the printed name, the role


def carry_decisions(*, plan: Plan) -> None:
    """Let the standing choices of heirs and first leads hold in the same clauses of the newer plan.

    A clause is the same when most commitments that its section binds are, and it prints the same name in the same
    role. Who decided, when and why stays as it was.
    """
    sections = _same_sections(plan)
    duties = {_clause(duty): duty for duty in Responsibility.objects.filter(plan=plan)}
    _carry_heirs(plan, sections, duties)
    _carry_leads(plan, sections, duties)


def _clause(duty: Responsibility) -> Clause:
    return duty.section_id, duty.printed, duty.role


def _same_sections(plan: Plan) -> dict[int, int]:
    """Which naming section of the newer plan is which of the older, by what their bound commitments became."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    pairs = Amendment.objects.filter(plan=plan, keeps_identity=True).order_by("position")
    for old, new in pairs.values_list("old__section__charged_by", "new__section__charged_by"):
        if old and new:
            votes[old][new] += 1
    return {old: found.most_common(1)[0][0] for old, found in votes.items()}


def _carry_heirs(plan: Plan, sections: Mapping[int, int], duties: Mapping[Clause, Responsibility]) -> None:
    rows = HeirChoice.objects.standing().filter(responsibility__plan=plan.amends_id)
    taken = set(
        HeirChoice.objects.standing()
        .filter(responsibility__plan=plan)
        .values_list("responsibility_id", "event_id")
    )
    HeirChoice.objects.bulk_create(
        HeirChoice(responsibility=duty, event_id=choice.event_id, heir_id=choice.heir_id, **_grounds(choice))
        for choice in rows.select_related("responsibility").order_by("pk")
        if (duty := _same_duty(choice.responsibility, sections, duties))
        and (duty.pk, choice.event_id) not in taken
    )


def _carry_leads(plan: Plan, sections: Mapping[int, int], duties: Mapping[Clause, Responsibility]) -> None:
    rows = LeadChoice.objects.standing().filter(section__plan=plan.amends_id)
    standing = LeadChoice.objects.standing().filter(section__plan=plan)
    taken = set(standing.values_list("section_id", flat=True))
    LeadChoice.objects.bulk_create(
        LeadChoice(section_id=duty.section_id, responsibility=duty, **_grounds(choice))
        for choice in rows.select_related("responsibility").order_by("pk")
        if (duty := _same_duty(choice.responsibility, sections, duties)) and duty.section_id not in taken
    )


def _same_duty(
    duty: Responsibility, sections: Mapping[int, int], duties: Mapping[Clause, Responsibility]
) -> Responsibility | None:
    return duties.get((sections.get(duty.section_id, 0), duty.printed, duty.role))


def _grounds(choice: HeirChoice | LeadChoice) -> dict:
    return {
        "reason": choice.reason,
        "chosen_by_id": choice.chosen_by_id,
        "chosen_at": choice.chosen_at,
    }
