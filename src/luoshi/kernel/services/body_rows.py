"""Writing rows of the list of bodies, and taking them back (机构名录写入)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import ProtectedError

from luoshi.kernel import acts
from luoshi.kernel.imports import Entry, InUse
from luoshi.kernel.models import Area, Body, BodyKind, BodyName, BodyNameKind, Command, Origin
from luoshi.kernel.queries.body_list import LISTED, Parents, parted, pointed_to
from luoshi.kernel.services import reversal

FIELDS = ("name", "name_en", "kind", "area_id", "parent_id", "valid_from", "valid_until")
DAYS = ("valid_from", "valid_until")


def create_bodies(*, entries: Sequence[Entry], areas: Mapping[str, Area], home: Area | None) -> list[Body]:
    """Enter new bodies with their names, superiors before those who stand under them."""
    parents = Parents(entry.values["parent"] for entry in entries if entry.values.get("parent"))
    made, waiting, names = list[Body](), list[Body](), set[str]()
    for entry in entries:
        if (entry.values.get("parent") or "") in names:
            made += _created(waiting, parents)
            waiting, names = [], set()
        waiting.append(_body(entry.values, areas, home, parents))
        names.add(entry.values["name"])
    made += _created(waiting, parents)
    _name_all(made, entries)
    return made


def _created(bodies: Sequence[Body], parents: Parents) -> list[Body]:
    made = Body.objects.bulk_create(bodies, batch_size=200)
    acts.touch("kernel.body", [body.pk for body in made])
    parents.take(made)
    return made


def _body(values: Mapping[str, Any], areas: Mapping[str, Area], home: Area | None, parents: Parents) -> Body:
    area = areas.get(values.get("area") or "", home)
    return Body(
        name=values["name"],
        name_en=values.get("name_en") or "",
        kind=values.get("kind") or BodyKind.AGENCY,
        area=area,
        parent=parents.of(values, area),
        valid_from=values.get("valid_from"),
        valid_until=values.get("valid_until"),
        **Origin.own().columns(),
    )


def _name_all(bodies: Sequence[Body], entries: Sequence[Entry]) -> None:
    names, commands = list[BodyName](), list[Command]()
    for body, entry in zip(bodies, entries, strict=True):
        names.append(_named(body, body.name, BodyNameKind.OFFICIAL))
        for key, kind in LISTED.items():
            names += [_named(body, name, kind) for name in parted(entry.values.get(key) or "")]
        commands += _commands(body, entry.values)
    BodyName.objects.bulk_create(names, batch_size=200)
    Command.objects.bulk_create(commands, batch_size=200)


def _named(body: Body, name: str, kind: BodyNameKind, **time: Any) -> BodyName:
    span = {"valid_from": body.valid_from, "valid_until": body.valid_until} | time
    return BodyName(body=body, name=name, kind=kind, **span, **Origin.own().columns())


def _commands(body: Body, values: Mapping[str, Any]) -> list[Command]:
    if values.get("commanded") is None and not values.get("commander"):
        return []
    return [
        Command(
            body=body,
            is_commanded=bool(values.get("commanded")),  # whom somebody else commands, the city does not
            commander=values.get("commander") or "",
            valid_from=body.valid_from,
            valid_until=body.valid_until,
            **Origin.own().columns(),
        )
    ]


def alter_bodies(
    *, bodies: Mapping[int, Body], entries: Sequence[Entry], areas: Mapping[str, Area], day: date
) -> dict[int, list[dict[str, Any]]]:
    """Change bodies to what their rows say; return for each body what changed, row by row."""
    acts.touch("kernel.body", bodies)
    before = reversal.rows_about(bodies=bodies)
    parents = Parents(entry.values["parent"] for entry in entries if entry.values.get("parent"))
    for entry in entries:
        _alter(bodies[int(entry.target)], entry.values, areas, parents, day=day)
    touched = {
        field.removesuffix("_id")
        for body in bodies.values()
        for field in FIELDS
        if _plain(getattr(body, field)) != before["body", body.pk][field]
    }
    if touched:
        Body.objects.bulk_update(bodies.values(), sorted(touched), batch_size=200)
    return _by_body(reversal.differences(before=before, after=reversal.rows_about(bodies=bodies)))


def _by_body(changes: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        values = change["after"] or change["before"]
        found[values.get("body_id", change["pk"])].append(change)
    return found


def _alter(
    body: Body, values: Mapping[str, Any], areas: Mapping[str, Area], parents: Parents, *, day: date
) -> None:
    _alter_time(body, values)
    if (values.get("name") or body.name) != body.name:
        _rename(body, values["name"], day=day)
    if "name_en" in values:
        body.name_en = values["name_en"] or ""
    body.kind = values.get("kind") or body.kind
    body.area = areas.get(values.get("area") or "", body.area)
    if "parent" in values:
        body.parent = parents.of(values, body.area)
    for key, kind in LISTED.items():
        if key in values:
            _alter_names(body, kind, parted(values[key] or ""))
    if values.get("commanded") is not None or "commander" in values:
        _alter_command(body, values)


def _alter_time(body: Body, values: Mapping[str, Any]) -> None:
    """Names and commands that lasted as long as the body go on doing so."""
    for field in DAYS:
        if field in values and values[field] != getattr(body, field):
            for rows in (body.names, body.commands):
                rows.filter(**{field: getattr(body, field)}).update(**{field: values[field]})
            setattr(body, field, values[field])


def _rename(body: Body, name: str, *, day: date) -> None:
    """The old name ends on the day before; one that began today was a slip and is overwritten."""
    names = body.names.official().filter(valid_until=body.valid_until)
    begun = names.filter(valid_from__gte=day)
    if begun.exists() or (body.valid_until and body.valid_until < day):
        names.update(name=name)
    else:
        names.update(valid_until=day - timedelta(days=1))
        _named(body, name, BodyNameKind.OFFICIAL, valid_from=day).save(force_insert=True)
    body.name = name


def _alter_names(body: Body, kind: BodyNameKind, wanted: Sequence[str]) -> None:
    rows = body.names.filter(kind=kind, valid_until=body.valid_until)
    have = list(rows.order_by("pk").values_list("name", flat=True))
    if have == list(wanted):
        return
    rows.delete()
    BodyName.objects.bulk_create(_named(body, name, kind) for name in wanted)


def _alter_command(body: Body, values: Mapping[str, Any]) -> None:
    rows = body.commands.filter(valid_until=body.valid_until)
    before = rows.order_by("pk").last()
    stated = values.get("commanded")
    is_commanded = stated if stated is not None else bool(before and before.is_commanded)
    if before is None and stated is None and not values.get("commander"):
        return
    commander = values["commander"] or "" if "commander" in values else before.commander if before else ""
    if before and (before.is_commanded, before.commander) == (is_commanded, commander):
        return
    rows.delete()
    Command.objects.bulk_create(_commands(body, {"commanded": is_commanded, "commander": commander}))


def remove_bodies(*, numbers: Sequence[int]) -> None:
    """Take new bodies away again. Raises InUse when anything points to one by now."""
    acts.touch("kernel.body", numbers)
    rows = Body.objects.filter(pk__in=numbers)
    rows.update(parent=None)
    try:
        rows.delete()
    except ProtectedError as error:
        raise InUse(what=pointed_to(numbers) or "-") from error


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
