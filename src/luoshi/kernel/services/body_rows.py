"""Writing rows of the list of bodies, and taking them back (机构名录写入)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CASCADE, SET_NULL

from luoshi.kernel import acts, bulk
from luoshi.kernel.among import Among
from luoshi.kernel.imports import Entry, InUse
from luoshi.kernel.models import Area, Body, BodyKind, BodyName, BodyNameKind, Command, Origin, OriginKind
from luoshi.kernel.queries.body_list import LISTED, Parents, Superior, parted, pointed_to
from luoshi.kernel.services import reversal
from luoshi.kernel.services.held_rows import HeldRows

SPAN = ("valid_from", "valid_until")
FIELDS = ("name", "name_en", "kind", "area_id", "parent_id", *SPAN)
ORIGIN = ("origin_kind", "origin_source", "origin_on")
OWN = (OriginKind.OWN.value, "", None)

Row = tuple[Any, ...]


def create_bodies(*, entries: Sequence[Entry], areas: Mapping[str, Area], home: Area | None) -> list[int]:
    """Enter new bodies with their names and return their keys; superiors come before those who stand under them."""
    keys = bulk.reserve_keys(Body, len(entries))
    parents = Parents(entry.values["parent"] for entry in entries if entry.values.get("parent"))
    bodies, names, commands = list[Row](), list[Row](), list[Row]()
    for key, entry in zip(keys, entries, strict=True):
        values = entry.values
        area = areas.get(values.get("area") or "", home)
        span = (values.get("valid_from"), values.get("valid_until"))
        own = area.pk if area else 0
        bodies.append((key, *_body(values, own, parents.of(values, area)), *span, *OWN))
        parents.take(Superior(key, values["name"], own, span[1]))
        names += ((key, name, kind, *span, *OWN) for name, kind in _names(values))
        commands += ((key, *command, *span, *OWN) for command in _commands(values))
    bulk.insert_rows(Body, ("pk", *FIELDS, *ORIGIN), bodies)
    bulk.insert_rows(BodyName, ("body_id", "name", "kind", *SPAN, *ORIGIN), names)
    bulk.insert_rows(Command, ("body_id", "is_commanded", "commander", *SPAN, *ORIGIN), commands)
    acts.touch("kernel.body", keys)
    return keys


def _body(values: Mapping[str, Any], area: int, parent: int | None) -> Row:
    kind = values.get("kind") or BodyKind.AGENCY.value
    return values["name"], values.get("name_en") or "", kind, area, parent


def _names(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield values["name"], BodyNameKind.OFFICIAL.value
    for key, kind in LISTED.items():
        yield from ((name, kind.value) for name in parted(values.get(key) or ""))


def _commands(values: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """Whom somebody else commands, the city does not."""
    if values.get("commanded") is not None or values.get("commander"):
        yield bool(values.get("commanded")), values.get("commander") or ""


class Held(NamedTuple):
    """What bodies are called and who commands them, as an import changes it."""

    names: HeldRows[BodyName]
    commands: HeldRows[Command]


def alter_bodies(
    *, bodies: Mapping[int, Body], entries: Sequence[Entry], areas: Mapping[str, Area], day: date
) -> dict[int, list[dict[str, Any]]]:
    """Change bodies to what their rows say; return for each body what changed, row by row."""
    acts.touch("kernel.body", bodies)
    before = reversal.rows_about(bodies=bodies)
    parents = Parents(entry.values["parent"] for entry in entries if entry.values.get("parent"))
    held = Held(HeldRows(BodyName, bodies), HeldRows(Command, bodies))
    for entry in entries:
        _alter(bodies[int(entry.target)], entry.values, areas, parents, held, day=day)
    held.names.write()
    held.commands.write()
    reversal.change_bodies(rows=[_as_it_is(bodies[int(entry.target)]) for entry in entries], before=before)
    return _by_body(reversal.differences(before=before, after=reversal.rows_about(bodies=bodies)))


def _as_it_is(body: Body) -> dict[str, Any]:
    return {"pk": body.pk, **{field: getattr(body, field) for field in FIELDS}}


def _by_body(changes: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        values = change["after"] or change["before"]
        found[values.get("body_id", change["pk"])].append(change)
    return found


def _alter(
    body: Body,
    values: Mapping[str, Any],
    areas: Mapping[str, Area],
    parents: Parents,
    held: Held,
    *,
    day: date,
) -> None:
    _alter_time(body, values, held)
    if (values.get("name") or body.name) != body.name:
        _rename(body, values["name"], held.names, day=day)
    if "name_en" in values:
        body.name_en = values["name_en"] or ""
    body.kind = values.get("kind") or body.kind
    body.area = areas.get(values.get("area") or "", body.area)
    if "parent" in values:
        body.parent_id = parents.of(values, body.area)
    for key, kind in LISTED.items():
        if key in values:
            _alter_names(body, kind, parted(values[key] or ""), held.names)
    if values.get("commanded") is not None or "commander" in values:
        _alter_command(body, values, held.commands)


def _alter_time(body: Body, values: Mapping[str, Any], held: Held) -> None:
    """Names and commands that lasted as long as the body go on doing so."""
    for field in SPAN:
        if field in values and values[field] != getattr(body, field):
            _move(held.names, body, field, values[field])
            _move(held.commands, body, field, values[field])
            setattr(body, field, values[field])


def _move(rows: HeldRows[Any], body: Body, field: str, day: date | None) -> None:
    rows.change(rows.of(body, **{field: getattr(body, field)}), **{field: day})


def _rename(body: Body, name: str, names: HeldRows[BodyName], *, day: date) -> None:
    """The old name ends on the day before; one that began today was a slip and is overwritten."""
    borne = names.of(body, kind=BodyNameKind.OFFICIAL, valid_until=body.valid_until)
    begun = any(row.valid_from and row.valid_from >= day for row in borne)
    if begun or (body.valid_until and body.valid_until < day):
        names.change(borne, name=name)
    else:
        names.change(borne, valid_until=day - timedelta(days=1))
        names.add(_named(body, name, BodyNameKind.OFFICIAL, valid_from=day))
    body.name = name


def _named(body: Body, name: str, kind: BodyNameKind, **time: Any) -> BodyName:
    span = {"valid_from": body.valid_from, "valid_until": body.valid_until} | time
    return BodyName(body=body, name=name, kind=kind, **span, **Origin.own().columns())


def _alter_names(body: Body, kind: BodyNameKind, wanted: Sequence[str], names: HeldRows[BodyName]) -> None:
    borne = names.of(body, kind=kind, valid_until=body.valid_until)
    if [row.name for row in borne] == list(wanted):
        return
    names.remove(borne)
    for name in wanted:
        names.add(_named(body, name, kind))


def _alter_command(body: Body, values: Mapping[str, Any], commands: HeldRows[Command]) -> None:
    stated = commands.of(body, valid_until=body.valid_until)
    before = stated[-1] if stated else None
    said = values.get("commanded")
    if before is None and said is None and not values.get("commander"):
        return
    is_commanded = said if said is not None else bool(before and before.is_commanded)
    commander = values["commander"] or "" if "commander" in values else before.commander if before else ""
    if before and (before.is_commanded, before.commander) == (is_commanded, commander):
        return
    commands.remove(stated)
    span = {"valid_from": body.valid_from, "valid_until": body.valid_until}
    row = Command(body=body, is_commanded=is_commanded, commander=commander, **span, **Origin.own().columns())
    commands.add(row)


def remove_bodies(*, numbers: Sequence[int]) -> None:
    """Take new bodies away again. Raises InUse when anything points to one by now."""
    acts.touch("kernel.body", numbers)
    if what := pointed_to(numbers, within={str(number) for number in numbers}):
        raise InUse(what=what)
    rows = Among(numbers)
    for relation in Body._meta.related_objects:
        of_them = relation.related_model._base_manager.filter(**{f"{relation.field.name}__among": rows})
        if relation.on_delete is CASCADE:
            of_them.delete()
        elif relation.on_delete is SET_NULL:
            of_them.update(**{relation.field.name: None})
    Body.objects.filter(pk__among=rows)._raw_delete(
        using=connection.alias
    )  # what points to them was looked at
