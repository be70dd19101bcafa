"""The bodies that a plan names: which they are, and who commands them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from luoshi.kernel.models import Area, Body, BodyName, Command, Installation
from luoshi.plan.models import Plan
from luoshi.reading import bodies as reading_bodies
from luoshi.reading.bodies import BodyTable, general


def bodies_called(names: Iterable[str], *, plan: Plan) -> dict[str, int]:
    """Which body of the plan's area bears each of these names; a name that several bear stays out."""
    area = home_area(plan)
    if area is None:
        return {}
    found = defaultdict(set)
    for name, body in BodyName.objects.filter(
        name__in=set(names), body__area__path__startswith=area.path
    ).values_list("name", "body_id"):
        found[name].add(body)
    return {name: next(iter(bearers)) for name, bearers in found.items() if len(bearers) == 1}


def home_area(plan: Plan) -> Area | None:
    """The area that a plan is for: its owner's, else the installation's own."""
    if plan.owner:
        return plan.owner.area
    installation = Installation.objects.current()
    return installation.home_area if installation else None


def city_bodies(*, on: date) -> BodyTable:
    """The reader's table of bodies with this authority's own bodies, as they stood on a day."""
    names = defaultdict(list)
    for body, name in BodyName.objects.filter(body__kind="agency").values_list("body_id", "name"):
        names[body].append(name)
    commands = {command.body_id: command for command in Command.objects.in_force(on=on)}
    known = Body.objects.filter(pk__in=names).order_by("pk").values_list("pk", "name")
    return general().extended(
        reading_bodies.Body(
            key=f"body-{pk}",
            name=name,
            names=tuple(dict.fromkeys(names[pk])),
            commands=(_command(commands.get(pk)),),
        )
        for pk, name in known
    )


def _command(command: Command | None) -> reading_bodies.Command:
    if command is None or command.is_commanded:
        return reading_bodies.Command("own")
    return reading_bodies.Command("vertical", commander=command.commander, commander_en=command.commander)
