"""What an act changed in bodies and their names, row by row, so that it can be undone exactly (撤销依据)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts, bulk
from luoshi.kernel.among import Among
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, BodyName, Command

Rows = dict[tuple[str, int], dict[str, Any]]
# Names and commands before bodies: a founded body goes last.
KEPT: dict[str, tuple[type[models.Model], str]] = {
    "command": (Command, "body"),
    "name": (BodyName, "body"),
    "body": (Body, "pk"),
}


class ChangedSince(Refusal):
    code = "kernel.changed_since"
    sentence = _("%(what)s has been changed since: undo that first.")


class StillUsed(Refusal):
    code = "kernel.body_still_used"
    sentence = _("%(what)s is in use already: it can be dissolved, but its founding can no longer be undone.")


def rows_about(*, bodies: Iterable[int]) -> Rows:
    """Every row about these bodies, as JSON can hold it."""
    numbers = Among(bodies)
    return {
        (label, pk): values
        for label, (model, path) in KEPT.items()
        for pk, values in _held(model, **{f"{path}__among": numbers}).items()
    }


def differences(*, before: Rows, after: Rows) -> list[dict[str, Any]]:
    """The rows that came, changed or went: what each held before, and holds now; nothing where it is not there."""
    return [
        {"kind": kind, "pk": pk, "before": before.get((kind, pk)), "after": after.get((kind, pk))}
        for kind, pk in before | after
        if before.get((kind, pk)) != after.get((kind, pk))
    ]


def reverse(*, changes: Sequence[dict[str, Any]]) -> None:
    """Remove every row that came, then put the others back, the last first. Raises ChangedSince or StillUsed."""
    if what := moved(changes=changes):
        raise ChangedSince(what=what)
    ordered = sorted(reversed(changes), key=lambda change: list(KEPT).index(change["kind"]))
    acts.touch("kernel.body", map(_body_of, ordered))
    for kind, (model, _path) in KEPT.items():
        _remove(model, [each["pk"] for each in ordered if each["kind"] == kind and each["before"] is None])
    for kind, (model, _path) in KEPT.items():
        _put_back(model, [each for each in ordered if each["kind"] == kind and each["before"] is not None])


def moved(*, changes: Sequence[dict[str, Any]]) -> str:
    """Which of the rows is no longer as the act has left it; empty where each still is."""
    asked = defaultdict[str, list[int]](list)
    for change in changes:
        asked[change["kind"]].append(change["pk"])
    now = {kind: _held(KEPT[kind][0], pk__among=Among(keys)) for kind, keys in asked.items()}
    for change in changes:
        if now[change["kind"]].get(change["pk"]) != change["after"]:
            return _called(change)
    return ""


def change_bodies(*, rows: Sequence[Mapping[str, Any]], before: Rows) -> None:
    """Let bodies be what the rows say, as far as they are not."""
    was = {row["pk"]: before["body", row["pk"]] for row in rows}
    differing = [
        row
        for row in rows
        if any(_plain(row[name]) != value for name, value in was[row["pk"]].items() if name in row)
    ]
    _change(Body, differing, was)


def _called(change: Mapping[str, Any]) -> str:
    """The words for a row, also where it is gone."""
    row = KEPT[change["kind"]][0]._base_manager.filter(pk=change["pk"]).first()
    return str(row or (change["after"] or change["before"]).get("name", change["pk"]))


def _body_of(change: Mapping[str, Any]) -> int:
    return (change["after"] or change["before"]).get("body_id", change["pk"])


def _remove(model: type[models.Model], keys: Sequence[int]) -> None:
    """Others may point to a body, to its names and commands nobody."""
    if model is not Body:
        model._base_manager.filter(pk__among=Among(keys)).delete()
        return
    for row in map(model._base_manager.in_bulk(keys).__getitem__, keys):
        what = str(row)
        try:
            row.delete()
        except ProtectedError as error:
            raise StillUsed(what=what) from error


def _put_back(model: type[models.Model], changes: Sequence[Mapping[str, Any]]) -> None:
    """What was there before; rows that are gone come again under their own keys."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    before = {
        each["pk"]: {name: fields[name].to_python(value) for name, value in each["before"].items()}
        for each in changes
    }
    gone = [each["pk"] for each in changes if each["after"] is None]
    changed = [{"pk": pk, **values} for pk, values in before.items() if pk not in set(gone)]
    _change(model, changed, {each["pk"]: each["after"] for each in changes})
    again = [model(pk=pk, **before[pk]) for pk in gone]
    bulk.insert_rows(model, list(fields), ([getattr(row, name) for name in fields] for row in again))


def _change(model: type[models.Model], rows: Sequence[Mapping[str, Any]], now: Mapping[int, Any]) -> None:
    """Let rows be what they say; a name passes from one body to another in turns."""
    for together in _turns(rows, now) if model is Body else [rows]:
        alike = defaultdict[tuple[str, ...], list[list[Any]]](list)
        for row in together:
            alike[tuple(row)[1:]].append(list(row.values()))
        for columns, values in alike.items():
            bulk.update_rows(model, columns, values)


def _turns(
    rows: Sequence[Mapping[str, Any]], now: Mapping[int, Any]
) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Bodies that can be changed together: none takes a name that another in its area still has to give up."""
    waiting = list(rows)
    while waiting:
        borne = {_identity(now[row["pk"]]): row["pk"] for row in waiting}
        free = [row for row in waiting if _is_free(row, borne, now)] or waiting
        yield free
        done = {row["pk"] for row in free}
        waiting = [row for row in waiting if row["pk"] not in done]


def _is_free(row: Mapping[str, Any], borne: Mapping[Any, int], now: Mapping[int, Any]) -> bool:
    return borne.get(_identity({**now[row["pk"]], **row}), row["pk"]) == row["pk"]


def _identity(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What no two bodies in force share."""
    return values["area_id"], values["name"]


def _held(model: type[models.Model], **condition: Any) -> dict[int, dict[str, Any]]:
    """The rows by their keys, as JSON can hold them."""
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    rows = model._base_manager.filter(**condition).order_by("pk").values_list("pk", *columns)
    return {pk: dict(zip(columns, map(_plain, values), strict=True)) for pk, *values in rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
