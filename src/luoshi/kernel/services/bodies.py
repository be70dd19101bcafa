"""Bodies, their names, and who commands them (主体)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Area, Body, BodyKind, BodyName, BodyNameKind, Command, Origin
from luoshi.kernel.races import taken

from . import reversal

EDIT = "kernel.edit_bodies"


class BodyExists(Refusal):
    code = "kernel.body_exists"
    sentence = _("%(area)s already has a body called %(name)s.")


class NameTaken(Refusal):
    code = "kernel.body_name_taken"
    sentence = _("%(body)s already bears the name %(name)s.")


class AlreadyClosed(Refusal):
    code = "kernel.body_already_closed"
    sentence = _("%(body)s ended on %(day)s.")


@act
def create_body(
    *,
    name: str,
    kind: BodyKind,
    area: Area,
    origin: Origin,
    by: Actor,
    at: datetime,
    name_en: str = "",
    short_names: Iterable[str] = (),
    aliases: Iterable[str] = (),
    parent: Body | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Body:
    """Enter a body with its names (登记主体). Raises BodyExists."""
    body = Body(
        name=name,
        name_en=name_en,
        kind=kind,
        area=area,
        parent=parent,
        valid_from=valid_from,
        valid_until=valid_until,
        **origin.columns(),
    )
    require(by, EDIT, body)
    with taken(BodyExists(area=area, name=name)):
        body.save(force_insert=True)
    _name(body, origin=origin, short_names=short_names, aliases=aliases)
    audit.record(
        "kernel.body_created", body, by=by, at=at, changes={"name": (None, name), "area": (None, area.code)}
    )
    return body


@act
def add_body_name(
    *,
    body: Body,
    name: str,
    kind: BodyNameKind,
    origin: Origin,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> BodyName:
    """Add a name that the body bears or bore (增加名称). Raises NameTaken."""
    require(by, EDIT, body)
    before = reversal.rows_about(bodies=[body.pk])
    time = {"valid_from": valid_from, "valid_until": valid_until}
    with taken(NameTaken(body=body, name=name)):
        row = BodyName.objects.create(body=body, name=name, kind=kind, **time, **origin.columns())
    changes = {"name": (None, name), "undoing": _undoing(body, before)}
    audit.record("kernel.body_name_added", body, by=by, at=at, changes=changes)
    return row


@act
def rename_body(*, body: Body, name: str, on: date, origin: Origin, by: Actor, at: datetime) -> Body:
    """Give the body a new official name from a day on; the old one stays in its history (更名)."""
    require(by, EDIT, body)
    if body.name == name:
        raise NameTaken(body=body, name=name)
    rows = reversal.rows_about(bodies=[body.pk])
    body.names.official().open_ended().update(valid_until=on - timedelta(days=1))
    BodyName.objects.create(
        body=body, name=name, kind=BodyNameKind.OFFICIAL, valid_from=on, **origin.columns()
    )
    before, body.name = body.name, name
    with taken(BodyExists(area=body.area, name=name)):
        body.save(update_fields=["name"])
    changes = {"name": (before, name), "undoing": _undoing(body, rows)}
    audit.record("kernel.body_renamed", body, by=by, at=at, changes=changes)
    return body


@act
def state_command(
    *,
    body: Body,
    is_commanded: bool,
    origin: Origin,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    commander: str = "",
) -> Command:
    """State from when on the city commands the body, or does not, and who does instead (隶属关系)."""
    require(by, EDIT, body)
    rows = reversal.rows_about(bodies=[body.pk])
    before = body.commands.open_ended().first()
    if before and valid_from:
        body.commands.open_ended().update(valid_until=valid_from - timedelta(days=1))
    elif before:
        before.delete()
    command = Command.objects.create(
        body=body, is_commanded=is_commanded, commander=commander, valid_from=valid_from, **origin.columns()
    )
    change = (before.is_commanded if before else None, is_commanded)
    changes = {"is_commanded": change, "undoing": _undoing(body, rows)}
    audit.record("kernel.command_stated", body, by=by, at=at, changes=changes)
    return command


@act
def close_body(*, body: Body, on: date, by: Actor, at: datetime) -> Body:
    """End a body with that day; whatever it did stays under its name (撤销). Raises AlreadyClosed."""
    require(by, EDIT, body)
    rows = reversal.rows_about(bodies=[body.pk])
    if not Body.objects.open_ended().filter(pk=body.pk).update(valid_until=on):
        raise AlreadyClosed(body=body, day=Body.objects.get(pk=body.pk).valid_until)
    body.names.open_ended().update(valid_until=on)
    body.commands.open_ended().update(valid_until=on)
    body.refresh_from_db()
    changes = {"valid_until": (None, on), "undoing": _undoing(body, rows)}
    audit.record("kernel.body_closed", body, by=by, at=at, changes=changes)
    return body


@act
def put_back(*, body: Body, changes: Sequence[dict[str, Any]], by: Actor, at: datetime) -> Body:
    """Put the rows about a body back to what they were before an act (撤销对主体的修改).

    `changes` are what that act kept of them. Raises ChangedSince or StillUsed; ValueError for rows of other bodies,
    for which nobody has asked whether `by` may change them.
    """
    require(by, EDIT, body)
    rows = reversal.rows_about(bodies=[body.pk])
    reversal.reverse(changes=changes)
    body.refresh_from_db()
    _none, undone = undoing = _undoing(body, rows)
    if _rows_of(undone) != _rows_of(changes):
        raise ValueError(f"these rows are not all about {body}")
    audit.record("kernel.body_put_back", body, by=by, at=at, changes={"undoing": undoing})
    return body


def _rows_of(changes: Iterable[dict[str, Any]]) -> set[tuple[str, int]]:
    return {(change["kind"], change["pk"]) for change in changes}


def _undoing(body: Body, before: reversal.Rows) -> tuple[None, list[dict[str, Any]]]:
    """What an act changed in the rows about a body, so that it can be undone."""
    after = reversal.rows_about(bodies=[body.pk])
    return None, reversal.differences(before=before, after=after)


def _name(body: Body, *, origin: Origin, short_names: Iterable[str], aliases: Iterable[str]) -> None:
    """Give a new body the names that it bears from its first day to its last."""
    names = [
        (BodyNameKind.OFFICIAL, [body.name]),
        (BodyNameKind.SHORT, short_names),
        (BodyNameKind.ALIAS, aliases),
    ]
    time = {"valid_from": body.valid_from, "valid_until": body.valid_until}
    BodyName.objects.bulk_create(
        BodyName(body=body, name=each, kind=kind, **time, **origin.columns())
        for kind, given in names
        for each in dict.fromkeys(given)
    )
