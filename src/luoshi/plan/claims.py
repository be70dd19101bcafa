"""What the plans ask of bodies, for the kernel's pages (规划责任)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.claims import MOST, Claim, Claims, register_claims
from luoshi.kernel.hanging import register_pointers
from luoshi.plan import wording
from luoshi.plan.models import Commitment, Duty, Plan, Responsibility
from luoshi.plan.queries.handing_in import Owing, owing, with_state
from luoshi.plan.queries.heirs import Heirs
from luoshi.reading.model import Role


def asked_of(*, bodies: Collection[int], user, on: date) -> tuple[list[Claim], int]:
    """The clauses in which these bodies answer on the day, and the number of all."""
    heirs = _heirs(user, on)
    found = heirs.held_by(set(bodies))
    return _claims(found[:MOST], heirs, route="section"), len(found)


def waiting(*, user, on: date) -> tuple[list[Claim], int]:
    """The clauses that wait for a decision who took them over, and the number of all."""
    heirs = _heirs(user, on)
    found = heirs.in_state("open")
    return _claims(found[:MOST], heirs, route="choose_heir"), len(found)


def _heirs(user, on: date) -> Heirs:
    plans = Plan.objects.visible_to(user).adopted()
    return Heirs(duties=Responsibility.objects.filter(plan__in=plans.values("pk")), on=on, today=on)


def _claims(duties: Iterable[int], heirs: Heirs, *, route: str) -> list[Claim]:
    found = Responsibility.objects.filter(pk__in=duties).select_related("plan", "section")
    rows = list(found.order_by("plan", "position"))
    words = _words(duty.section_id for duty in rows)
    return [_claim(duty, heirs.of(duty), words[duty.section_id], route) for duty in rows]


def _claim(duty: Responsibility, shown, words: str, route: str) -> Claim:
    where = [duty.plan.slug, duty.section.place if route == "section" else duty.pk]
    return Claim(
        body=shown.body or 0,
        name=shown.name,
        what=f"{duty.section.marker}{duty.section.title}",
        where=duty.plan.title,
        role=str(wording.ROLES[Role(duty.role)]),
        url=reverse(f"plan:{route}", args=where),
        words=f"{duty.section.title} {words}",
    )


def _words(sections: Iterable[int]) -> dict[int, str]:
    """The headings of what each of these sections binds: in them the terms of a function are looked for."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Commitment.objects.filter(section__charged_by__in=set(sections)).order_by("position")
    for section, title in rows.values_list("section__charged_by", "title"):
        found[section or 0].append(title)
    return defaultdict(str, {section: " ".join(titles) for section, titles in found.items()})


def to_hand_in(*, bodies: Collection[int], user, on: date) -> tuple[list[Claim], int]:
    """The plans that have not come by the day and that these bodies owe then, and the number of all."""
    rows, owed_by = _not_come(user, on)
    found = [duty for duty in rows if owed_by[duty.body_id].body in bodies]
    return [_plan_owed(duty) for duty in found[:MOST]], len(found)


def nobody_hands_in(*, user, on: date) -> tuple[list[Claim], int]:
    """The plans that were asked of a body whose successor in this is undecided, and the number of all."""
    rows, owed_by = _not_come(user, on)
    found = [duty for duty in rows if owed_by[duty.body_id].is_open]
    return [_plan_owed(duty) for duty in found[:MOST]], len(found)


def _not_come(user, on: date) -> tuple[list[Duty], dict[int, Owing]]:
    plans = Plan.objects.visible_to(user).adopted()
    rows = Duty.objects.as_chosen().filter(
        due_list__commitment__plan__in=plans.values("pk"), withdrawn_at__isnull=True
    )
    found = list(
        with_state(rows, on=on)
        .filter(received_on__isnull=True)
        .select_related("body", "due_list__commitment__plan")
        .order_by("due_on", "pk")
    )
    return found, owing({duty.body_id for duty in found}, on=on)


def _plan_owed(duty: Duty) -> Claim:
    commitment = duty.due_list.commitment
    return Claim(
        body=duty.body_id,
        name=duty.body.name,
        what=commitment.title,
        where=commitment.plan.title,
        role=str(_("owes it") if duty.is_owed else _("invited")),
        url=reverse("plan:duty", args=[commitment.plan.slug, duty.pk]),
        words=commitment.title,
    )


def register() -> None:
    """Called once, by `ready()`."""
    register_claims(Claims("plan.to_hand_in", _("Plans to hand in"), to_hand_in, nobody_hands_in))
    register_claims(Claims("plan.responsibilities", _("What plans ask"), asked_of, waiting))
    register_pointers(
        {
            "plan.plan.owner": _("plans that it owns"),
            "plan.responsibility.body": _("responsibilities printed with its name"),
            "plan.mention.body": _("mentions in documents"),
            "plan.arrivalname.body": _("names in plans of other cities"),
            "plan.duty.body": _("plans that it was asked for"),
        }
    )
