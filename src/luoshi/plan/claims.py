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
from luoshi.plan.models import Commitment, Plan, Responsibility
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


def register() -> None:
    """Called once, by `ready()`."""
    register_claims(Claims("plan.responsibilities", _("What plans ask"), asked_of, waiting))
    register_pointers(
        {
            "plan.plan.owner": _("plans that it owns"),
            "plan.responsibility.body": _("responsibilities printed with its name"),
            "plan.mention.body": _("mentions in documents"),
        }
    )
