"""Entering the bodies that a plan names (登记责任单位、企业)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Area, Body, BodyKind, Origin
from luoshi.kernel.services.bodies import create_body, state_command
from luoshi.plan.models import Mention, Plan, Responsibility
from luoshi.plan.queries.bodies import city_bodies, home_area
from luoshi.reading.bodies import Identity


class NoHomeArea(Refusal):
    code = "plan.no_home_area"
    sentence = _("The plan %(plan)s belongs to no area yet: name its owner first.")


@act
def register_bodies(*, plan: Plan, by: Actor, at: datetime) -> list[Body]:
    """Enter every agency and enterprise that the plan names and nobody has entered (登记主体).

    Names that mean one body become one; whom the city cannot command is said with it. Raises NoHomeArea.
    """
    require(by, "plan.register_bodies", plan)
    area = home_area(plan)
    if area is None:
        raise NoHomeArea(plan=plan)
    entered = [*_agencies(plan, area, by=by, at=at), *_enterprises(plan, area, by=by, at=at)]
    audit.record("plan.bodies_registered", plan, by=by, at=at, changes={"bodies": (0, len(entered))})
    return entered


def _agencies(plan: Plan, area: Area, *, by: Actor, at: datetime) -> list[Body]:
    unknown = Responsibility.objects.filter(plan=plan, body__isnull=True)
    table = city_bodies(on=day_of(at))
    named: dict[str, list[str]] = defaultdict(list)
    identities: dict[str, Identity] = {}
    for printed in unknown.order_by("position").values_list("printed", flat=True):
        identity = table.identify(printed)
        identities[identity.name] = identity
        named[identity.name].append(printed)
    entered = []
    for name, forms in named.items():
        body = _known(name, area)
        if body is None:
            body = _enter(name, forms, BodyKind.AGENCY, plan=plan, area=area, by=by, at=at)
            _say_who_commands(body, identities[name], plan=plan, by=by, at=at)
            entered.append(body)
        unknown.filter(printed__in=forms).update(body=body)
    return entered


def _enterprises(plan: Plan, area: Area, *, by: Actor, at: datetime) -> list[Body]:
    unknown = Mention.objects.filter(plan=plan, kind="enterprise", body__isnull=True)
    entered = []
    for name in dict.fromkeys(unknown.order_by("start").values_list("text", flat=True)):
        body = _known(name, area)  # an enterprise that also answers for a section is one body
        if body is None:
            body = _enter(name, [name], BodyKind.ENTERPRISE, plan=plan, area=area, by=by, at=at)
            entered.append(body)
        unknown.filter(text=name).update(body=body)
    return entered


def _known(name: str, area: Area) -> Body | None:
    return Body.objects.open_ended().filter(area=area, name=name[:120]).first()


def _enter(
    name: str, printed: list[str], kind: BodyKind, *, plan: Plan, area: Area, by: Actor, at: datetime
) -> Body:
    return create_body(
        name=name[:120],
        kind=kind,
        area=area,
        origin=plan.document.origin,
        short_names=[each[:120] for each in dict.fromkeys(printed) if each != name],
        by=by,
        at=at,
    )


def _say_who_commands(body: Body, identity: Identity, *, plan: Plan, by: Actor, at: datetime) -> None:
    if identity.commanded is None:
        return
    state_command(
        body=body,
        is_commanded=identity.commanded,
        commander=identity.commander,
        origin=Origin.own(source=identity.source) if identity.source else plan.document.origin,
        by=by,
        at=at,
    )
