"""Bodies as the list prints them, and what the words of a row mean here (机构名录查询)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import PROTECT, Count, F, Q

from luoshi.kernel.among import Among
from luoshi.kernel.models import Area, Body, BodyName, BodyNameKind, Command, Installation
from luoshi.kit.sheets import Wrong

PARTED = re.compile(r"[、,，;；\n/]+")
NUMBERED = re.compile(r"(.+)#(\d+)")
LISTED = {"short_names": BodyNameKind.SHORT, "other_names": BodyNameKind.ALIAS}
BATCH = 1_000  # bodies that are held at once

# What a body says of itself in the list, and what it is printed from.
SAID = ("name_en", "kind", "area__code", "valid_from", "valid_until")


def printed(bodies: Any) -> Iterator[dict[str, Any]]:
    """Each body as a row of the list, some hundreds at a time."""
    rows = list(bodies.values_list("pk", "name", "parent", "parent__name", *SAID))
    shared = _shared_names(parent for _pk, _name, _parent, parent, *_said in rows if parent)
    for start in range(0, len(rows), BATCH):
        yield from _printed(rows[start : start + BATCH], shared)


def _printed(rows: Sequence[tuple[Any, ...]], shared: set[str]) -> Iterator[dict[str, Any]]:
    numbers = Among(row[0] for row in rows)
    names, commands = _names_of(numbers), _commands_of(numbers)
    for pk, name, parent, parent_name, name_en, kind, area, valid_from, valid_until in rows:
        is_commanded, commander = commands.get(pk, (None, ""))
        yield {
            "number": str(pk),
            "name": name,
            "short_names": "、".join(names.get((pk, BodyNameKind.SHORT), ())) or None,
            "other_names": "、".join(names.get((pk, BodyNameKind.ALIAS), ())) or None,
            "name_en": name_en or None,
            "kind": kind,
            "area": area,
            "parent": f"{parent_name}#{parent}" if parent_name in shared else parent_name,
            "commanded": is_commanded,
            "commander": commander or None,
            "valid_from": valid_from,
            "valid_until": valid_until,
        }


def _names_of(bodies: Among) -> dict[tuple[int, str], list[str]]:
    """The short and other names that a body bears, or bore when it ended."""
    rows = _lasting(BodyName.objects.filter(body__among=bodies, kind__in=LISTED.values()))
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for body, kind, name in rows.values_list("body_id", "kind", "name"):
        names[body, kind].append(name)
    return names


def _commands_of(bodies: Among) -> dict[int, tuple[bool, str]]:
    rows = _lasting(Command.objects.filter(body__among=bodies))
    return {body: told for body, *told in rows.values_list("body_id", "is_commanded", "commander")}


def _lasting(rows: Any) -> Any:
    """What holds of a body, or held when it ended."""
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until=F("body__valid_until"))).order_by("pk")


def _shared_names(names: Iterable[str]) -> set[str]:
    """Of these names, those that more than one body bears."""
    rows = Body.objects.filter(name__among=Among(set(names))).values("name").annotate(times=Count("pk"))
    return set(rows.filter(times__gt=1).order_by().values_list("name", flat=True))


def find_areas(texts: Collection[str]) -> dict[str, Any]:
    """Areas in force by code or by name, as their codes; a name that two areas bear is refused."""
    rows = Area.objects.open_ended().filter(Q(code__in=texts) | Q(name__in=texts)).values_list("code", "name")
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in rows:
        found[code].append(code)
        found[name].append(code)
    return {
        text: codes[0]
        if len(codes) == 1
        else Wrong("ambiguous", value=text, candidates="、".join(sorted(codes)))
        for text in texts
        if (codes := found.get(text, []))
    }


def parted(text: str) -> list[str]:
    """Names in one cell, each once."""
    return list(dict.fromkeys(name.strip() for name in PARTED.split(text) if name.strip()))


def home_area() -> Area | None:
    current = Installation.objects.current()
    return current.home_area if current else None


def areas_of(codes: Iterable[str]) -> dict[str, Area]:
    """Areas in force, by code."""
    return {area.code: area for area in Area.objects.open_ended().filter(code__in=set(codes))}


def by_area_and_name(names: Collection[str]) -> dict[tuple[str, str], int]:
    """Bodies by area and official name; of several, the one in force."""
    rows = Body.objects.filter(name__among=Among(names)).order_by(F("valid_until").asc(nulls_last=True), "pk")
    found: dict[tuple[str, str], int] = {}
    for code, name, pk in rows.values_list("area__code", "name", "pk"):
        found.setdefault((code, name), pk)
    return found


def pointed_to(numbers: Sequence[int], *, within: Collection[str] = ()) -> str:
    """The name of one of these bodies that anything points to, bodies `within` apart; empty for none."""
    for relation in Body._meta.related_objects:
        if getattr(relation, "on_delete", None) is not PROTECT:
            continue
        field = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{field}__among": Among(numbers)}).order_by(
            "pk"
        )
        for pk, name in rows.values_list("pk", f"{field}__name"):
            if relation.related_model is not Body or str(pk) not in within:
                return str(name)
    return ""


def shown_candidate(candidate: Any) -> dict[str, Any]:
    """A body that may be meant, with the reasons, as JSON holds it."""
    reasons = reasons_kept(candidate)
    return {"target": str(candidate.key), "score": round(candidate.score), "reasons": reasons}


def reasons_kept(candidate: Any) -> list[dict[str, Any]]:
    """A candidate's reasons as JSON holds them."""
    return [
        {"code": reason.code, "values": {name: _kept(value) for name, value in reason.values.items()}}
        for reason in candidate.reasons
    ]


def _kept(value: Any) -> Any:
    return value if isinstance(value, str | int | float | list) else str(value)


class Superior(NamedTuple):
    """As much of a body as it takes to say whether it is the superior that is meant."""

    pk: int
    name: str
    area_id: int
    valid_until: date | None


class Parents:
    """Superiors by the words in the sheet: bodies of ours, and rows that are made meanwhile."""

    def __init__(self, words: Iterable[str]) -> None:
        self._found: dict[str, set[Superior]] = defaultdict(set)
        wanted = set(words)
        numbers = [int(found[2]) for word in wanted if (found := NUMBERED.fullmatch(word))]
        bodies = Body.objects.filter(Q(pk__among=Among(numbers)) | Q(name__among=Among(wanted)))
        for each in map(Superior._make, bodies.values_list(*Superior._fields)):
            self._found[each.name].add(each)
            self._found[f"{each.name}#{each.pk}"].add(each)
        names = BodyName.objects.filter(name__among=Among(wanted))
        for name, *body in names.values_list("name", *(f"body__{field}" for field in Superior._fields)):
            self._found[name].add(Superior(*body))

    def knows(self, word: str) -> bool:
        return word in self._found

    def take(self, made: Superior) -> None:
        self._found[made.name].add(made)

    def of(self, values: Mapping[str, Any], area: Area | None) -> int | None:
        """The key of the superior that is meant: one in force before one that ended, one in the same area first."""
        found = self._found.get(values.get("parent") or "", ())
        own = area.pk if area else None
        best = min(
            found, key=lambda body: (bool(body.valid_until), body.area_id != own, body.pk), default=None
        )
        return best.pk if best else None
