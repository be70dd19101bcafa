"""Loading administrative areas (行政区划导入)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Area, AreaKind, Origin

SHIPPED = "areas.csv"


class UnknownParentArea(Refusal):
    code = "kernel.unknown_parent_area"
    sentence = _("%(name)s (%(code)s) stands under %(parent)s, which is not in the list before it.")


@dataclass(frozen=True)
class AreaRow:
    """One line of a list of areas; a parent stands before its children."""

    code: str
    name: str
    name_en: str
    kind: AreaKind
    parent: str
    valid_from: date | None
    valid_until: date | None
    edition: str


@dataclass(frozen=True)
class Loaded:
    """How many rows a list has added and changed."""

    added: int
    changed: int


def shipped_areas() -> Iterator[AreaRow]:
    """The areas that come with Luoshi: the country, Gansu and all below it, by the editions of GB/T 2260."""
    text = files("luoshi.kernel").joinpath("reference", SHIPPED).read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield AreaRow(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            kind=AreaKind(row["kind"]),
            parent=row["parent"],
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            edition=row["edition"],
        )


@act
def load_areas(*, rows: Iterable[AreaRow], origin: Origin, by: Actor, at: datetime) -> Loaded:
    """Add or correct areas from a list; loading it again changes nothing.

    A row is known by code, name and first day. Raises UnknownParentArea.
    """
    require(by, "kernel.edit_reference")
    known = {(area.code, area.name, area.valid_from): area for area in Area.objects.order_by("path", "pk")}
    by_code = _by_code(known.values())
    added = changed = 0
    for row in rows:
        values = _values(row, by_code) | origin.columns()
        area = known.get((row.code, row.name, row.valid_from))
        if area is None:
            area = Area.objects.create(code=row.code, name=row.name, valid_from=row.valid_from, **values)
            by_code[row.code].append(area)
            added += 1
        else:
            changed += _correct(area, values)
    _link_successors()
    country = Area.objects.order_by("path", "pk").first()
    if country is None:
        raise ValueError("a list of areas holds at least one")
    counts = {"added": (None, added), "changed": (None, changed)}
    audit.record("kernel.areas_loaded", country, by=by, at=at, changes=counts)
    return Loaded(added, changed)


def load_shipped_areas(*, by: Actor, at: datetime) -> Loaded:
    """Load the areas that come with Luoshi."""
    origin = Origin.public(source="GB/T 2260, 民政部行政区划代码各年版本", on=date(2019, 4, 1))
    return load_areas(rows=shipped_areas(), origin=origin, by=by, at=at)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _by_code(areas: Iterable[Area]) -> dict[str, list[Area]]:
    rows: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        rows[area.code].append(area)
    return rows


def _parent(row: AreaRow, by_code: dict[str, list[Area]]) -> Area | None:
    """The name that the parent bore when the child began."""
    if not row.parent:
        return None
    if not by_code[row.parent]:
        raise UnknownParentArea(name=row.name, code=row.code, parent=row.parent)
    begun = row.valid_from or date.min
    return next((area for area in by_code[row.parent] if area.is_in_force(on=begun)), by_code[row.parent][0])


def _values(row: AreaRow, by_code: dict[str, list[Area]]) -> dict[str, Any]:
    parent = _parent(row, by_code)
    return {
        "name_en": row.name_en,
        "kind": row.kind,
        "parent": parent,
        "path": f"{parent.path if parent else ''}{row.code}/",
        "valid_until": row.valid_until,
        "edition": row.edition,
    }


def _correct(area: Area, values: dict[str, Any]) -> int:
    differences = audit.changed(area, values)
    for name in differences:
        setattr(area, name, values[name])
    if differences:
        area.save(update_fields=list(differences))
    return int(bool(differences))


def _link_successors() -> None:
    """An area that ended is followed by the next name under its code, else by its own name under a new code."""
    for ended in Area.objects.filter(valid_until__isnull=False, successor__isnull=True):
        heir = _next_name(ended) or _next_code(ended)
        if heir:
            Area.objects.filter(pk=ended.pk).update(successor=heir)


def _next_name(ended: Area) -> Area | None:
    later = Area.objects.filter(code=ended.code, valid_from__gt=ended.valid_until)
    return later.order_by("valid_from", "pk").first()


def _next_code(ended: Area) -> Area | None:
    """A county that became a city, or whose prefecture became one, begins the day after in the same province."""
    if ended.valid_until is None or len(ended.name) < 3:
        return None
    morrow = ended.valid_until + timedelta(days=1)
    begun = Area.objects.filter(code__startswith=ended.code[:2], name__startswith=ended.name[:-1])
    found = list(begun.filter(valid_from=morrow, kind=ended.kind).exclude(code=ended.code)[:2])
    return found[0] if len(found) == 1 else None
