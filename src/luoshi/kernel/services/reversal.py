"""What an act changed in bodies and their names, row by row, so that it can be undone exactly (撤销依据)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts
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
    found: Rows = {}
    for label, (model, path) in KEPT.items():
        for row in model._base_manager.filter(**{f"{path}__in": list(bodies)}).order_by("pk"):
            found[label, row.pk] = _values(row)
    return found


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
    rows = _rows_now(ordered)
    acts.touch("kernel.body", map(_body_of, ordered))
    for change in ordered:
        if change["before"] is None:
            _remove(rows[change["kind"], change["pk"]])
    for change in ordered:
        if change["before"] is not None:
            _put_back(change)


def moved(*, changes: Sequence[dict[str, Any]]) -> str:
    """Which of the rows is no longer as the act has left it; empty where each still is."""
    rows = _rows_now(changes)
    for change in changes:
        row = rows.get((change["kind"], change["pk"]))
        if (row and _values(row)) != change["after"]:
            return str(row or (change["after"] or change["before"]).get("name", change["pk"]))
    return ""


def _rows_now(changes: Sequence[dict[str, Any]]) -> dict[tuple[str, int], models.Model]:
    asked: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        asked[change["kind"]].append(change["pk"])
    return {
        (kind, pk): row
        for kind, numbers in asked.items()
        for pk, row in KEPT[kind][0]._base_manager.in_bulk(numbers).items()
    }


def _body_of(change: dict[str, Any]) -> int:
    return (change["after"] or change["before"]).get("body_id", change["pk"])


def _put_back(change: dict[str, Any]) -> None:
    model, _path = KEPT[change["kind"]]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    before = {name: fields[name].to_python(value) for name, value in change["before"].items()}
    if change["after"] is None:
        model._base_manager.create(pk=change["pk"], **before)
    else:
        model._base_manager.filter(pk=change["pk"]).update(**before)


def _remove(row: models.Model) -> None:
    what = str(row)
    try:
        row.delete()
    except ProtectedError as error:
        raise StillUsed(what=what) from error


def _values(row: models.Model) -> dict[str, Any]:
    held = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return json.loads(json.dumps(held, cls=DjangoJSONEncoder))
