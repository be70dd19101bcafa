"""What the site's own pages read: plans in force, systems asked for, the tour's places, where facts come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.models import Assignment, RoundAsk
from luoshi.kernel import simulation
from luoshi.kernel.models import Body, Installation, OriginKind, Post
from luoshi.plan.models import Commitment, FindingPlace, Plan, PlanParent
from luoshi.plan.queries.standings import Held, Standings
from luoshi.web.systems import STATES, TONES, System, systems
from luoshi.work.models import DueChange, DueReason

LISTED = 50


def plans_in_force(*, user, on):
    """The adopted plans of the home area that hold on a day and that this person may open, the newest first (现行规划).

    A plan that carries out another one of the same area (an agency's, an enterprise's) is seen from there.
    """
    plans = Plan.objects.visible_to(user).adopted().in_force(on=on).order_by("-valid_from", "-pk")
    installation = Installation.objects.current()
    if installation is None:
        return plans
    home = installation.home_area
    below = PlanParent.objects.standing().filter(parent__owner__area=home)
    return plans.filter(Q(owner__area=home) | Q(owner=None)).exclude(pk__in=below.values("plan"))


def body_in_both_roles(*, plan):
    """Where the check-up finds a body that leads and supports the same section, the first such place."""
    places = FindingPlace.objects.filter(
        finding__plan=plan, finding__code="both_roles", section__isnull=False
    )
    return places.select_related("section").order_by("start", "pk").first()


def first_quantity(*, plan):
    """The first promise with a number, as the document words it."""
    numbered = Commitment.objects.filter(plan=plan, target__goal__isnull=False)
    return numbered.order_by("start", "pk").first()


def asked_of(*, role):
    """What the body of one of the demo's roles was asked for in the newest round of reports."""
    asks = RoundAsk.objects.filter(body__posts__user__username=role)
    return asks.order_by("-round__due_on", "-pk").first()


def moved_assignment():
    """The first assignment of which the day was moved by decision."""
    moved = DueChange.objects.filter(reason=DueReason.APPROVED).values("run__matter")
    return Assignment.objects.as_chosen().filter(matter__in=moved).order_by("pk").first()


def origins(*, user) -> dict:
    """Where the facts come from that this person looks at: counted, and what is simulated by name (来源)."""
    plans = Plan.objects.visible_to(user).ready()
    bodies, posts = Body.objects.as_chosen(), Post.objects.as_chosen()
    facts: tuple[tuple, ...] = (
        (_("agencies and other bodies"), bodies.exclude(kind="enterprise"), ""),
        (_("enterprises"), bodies.enterprises(), ""),
        (_("posts"), posts, ""),
        (_("plans"), plans, "document__"),
        (_("commitments"), Commitment.objects.as_chosen().filter(plan__in=plans), "plan__document__"),
    )
    return {
        "rows": [(label, _by_origin(rows, path)) for label, rows, path in facts],
        "bodies": bodies.simulated().order_by("pk")[:LISTED],
        "posts": posts.simulated().select_related("user", "body").order_by("pk")[:LISTED],
        "plans": plans.simulated()
        .select_related("document")
        .defer("document__text", "document__reading")[:LISTED],
        "sources": _sources(bodies),
        "is_left_out": simulation.is_left_out(),
    }


def _by_origin(rows: QuerySet, path: str) -> dict[str, int]:
    counted = rows.order_by().values_list(f"{path}origin_kind").annotate(number=Count("pk"))
    numbers = dict.fromkeys(OriginKind.values, 0) | dict(counted)
    return numbers | {"all": sum(numbers.values())}


def _sources(rows: QuerySet) -> QuerySet:
    """The papers and sites in which the public facts about these rows stand, the most used first."""
    public = rows.filter(origin_kind=OriginKind.PUBLIC).order_by()
    return (
        public.values(source=F("origin_source"), day=F("origin_on"))
        .annotate(number=Count("pk"))
        .order_by("-number", "source", "day")[:LISTED]
    )


@dataclass(frozen=True)
class Shown:
    """A system as its page shows it for one plan: where it is done, and where what calls for it stands."""

    system: System
    state: str | Promise
    tone: str
    links: list[tuple[str, str]]
    standings: list[Held]


def systems_shown(*, plan: Plan | None, on: Any) -> list[Shown]:
    """Every system with the pages of this plan; with the site's pages alone where there is no plan."""
    standings = Standings(plan=plan.pk, on=on) if plan else None
    rows = list(Commitment.objects.filter(plan=plan).order_by("position")) if plan else []
    return [
        Shown(
            each,
            STATES[each.state],
            TONES[each.state],
            [(name, address) for name in each.pages if (address := _address(name, plan))],
            [
                held
                for row in rows
                if each.words and each.words in row.title
                for held in _held(standings, row)
            ],
        )
        for each in systems()
    ]


def _held(standings: Standings | None, row: Commitment) -> list[Held]:
    return standings.of(row) if standings else []


def _address(name: str, plan: Plan | None) -> str:
    if not name.startswith("plan:"):
        return reverse(name)
    return reverse(name, args=[plan.slug]) if plan else ""
