"""What an act changed in bodies and their names, row by row, so that it can be undone exactly (撤销依据)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

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
    """The rows that came or changed: what each held before (nothing when it is new), and holds now."""
    return [
        {"kind": kind, "pk": pk, "before": before.get((kind, pk)), "after": values}
        for (kind, pk), values in after.items()
        if before.get((kind, pk)) != values
    ]


def reverse(*, changes: Sequence[dict[str, Any]]) -> None:
    """Remove every row that came, then put every other one back as it was. Raises ChangedSince or StillUsed."""
    ordered = sorted(changes, key=lambda change: list(KEPT).index(change["kind"]))
    rows = [(change, _unchanged(change)) for change in ordered]
    for change, row in rows:
        if change["before"] is None:
            _remove(row)
    for change, row in rows:
        if change["before"] is not None:
            _restore(row, change["before"])


def _unchanged(change: dict[str, Any]) -> models.Model:
    model, _path = KEPT[change["kind"]]
    row = model._base_manager.filter(pk=change["pk"]).first()
    if row is None or _values(row) != change["after"]:
        raise ChangedSince(what=str(row or change["after"].get("name", change["pk"])))
    return row


def _restore(row: models.Model, values: dict[str, Any]) -> None:
    fields = {field.attname: field for field in row._meta.concrete_fields}
    before = {name: fields[name].to_python(value) for name, value in values.items()}
    row.__class__._base_manager.filter(pk=row.pk).update(**before)


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
