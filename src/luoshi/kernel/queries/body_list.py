"""Bodies as the list prints them, and what the words of a row mean here (机构名录查询)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import PROTECT, F, Q

from luoshi.kernel.models import Area, Body, BodyName, BodyNameKind, Command, Installation
from luoshi.kit.sheets import Wrong

PARTED = re.compile(r"[、,，;；\n/]+")
NUMBERED = re.compile(r"(.+)#(\d+)")
LISTED = {"short_names": BodyNameKind.SHORT, "other_names": BodyNameKind.ALIAS}
BATCH = 400  # SQLite takes so many values in one statement without complaint


def printed(bodies: Any) -> Iterator[dict[str, Any]]:
    """Each body as a row of the list, some hundreds at a time."""
    rows = list(bodies.select_related("area", "parent"))
    shared = _shared_names(row.parent.name for row in rows if row.parent)
    for start in range(0, len(rows), BATCH):
        yield from _printed(rows[start : start + BATCH], shared)


def _printed(bodies: Sequence[Body], shared: set[str]) -> Iterator[dict[str, Any]]:
    names, commands = _names_of(bodies), _commands_of(bodies)
    for body in bodies:
        command = commands.get(body.pk)
        yield {
            "number": str(body.pk),
            "name": body.name,
            "short_names": "、".join(names[body.pk, BodyNameKind.SHORT]) or None,
            "other_names": "、".join(names[body.pk, BodyNameKind.ALIAS]) or None,
            "name_en": body.name_en or None,
            "kind": body.kind,
            "area": body.area.code,
            "parent": _called(body.parent, shared),
            "commanded": command.is_commanded if command else None,
            "commander": command.commander or None if command else None,
            "valid_from": body.valid_from,
            "valid_until": body.valid_until,
        }


def _names_of(bodies: Iterable[Body]) -> dict[tuple[int, str], list[str]]:
    """The short and other names that a body bears, or bore when it ended."""
    rows = BodyName.objects.filter(body__in=[body.pk for body in bodies], kind__in=LISTED.values())
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until=F("body__valid_until"))).order_by("pk")
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows:
        names[row.body_id, row.kind].append(row.name)
    return names


def _commands_of(bodies: Iterable[Body]) -> dict[int, Command]:
    rows = Command.objects.filter(body__in=[body.pk for body in bodies])
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until=F("body__valid_until")))
    return {row.body_id: row for row in rows.order_by("pk")}


def _shared_names(names: Iterable[str]) -> set[str]:
    """Of these names, those that more than one body bears."""
    seen: dict[str, int] = defaultdict(int)
    asked = sorted(set(names))
    for start in range(0, len(asked), BATCH):
        for name in Body.objects.filter(name__in=asked[start : start + BATCH]).values_list("name", flat=True):
            seen[name] += 1
    return {name for name, times in seen.items() if times > 1}


def _called(body: Body | None, shared: set[str]) -> str | None:
    if body is None:
        return None
    return f"{body.name}#{body.pk}" if body.name in shared else body.name


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
    found: dict[tuple[str, str], int] = {}
    asked = sorted(names)
    for start in range(0, len(asked), BATCH):
        rows = Body.objects.filter(name__in=asked[start : start + BATCH]).order_by(
            F("valid_until").asc(nulls_last=True)
        )
        found |= {(code, name): pk for code, name, pk in rows.values_list("area__code", "name", "pk")}
    return found


def pointed_to(numbers: Sequence[int], *, within: Collection[str] = ()) -> str:
    """The name of one of these bodies that anything points to, bodies `within` apart; empty for none."""
    for relation in Body._meta.related_objects:
        if getattr(relation, "on_delete", None) is not PROTECT:
            continue
        field = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{field}__in": numbers}).order_by("pk")
        for pk, name in rows.values_list("pk", f"{field}__name"):
            if relation.related_model is not Body or str(pk) not in within:
                return str(name)
    return ""


def shown_candidate(candidate: Any) -> dict[str, Any]:
    """A body that may be meant, with the reasons, as JSON holds it."""
    reasons = [
        {"code": reason.code, "values": {name: _kept(value) for name, value in reason.values.items()}}
        for reason in candidate.reasons
    ]
    return {"target": str(candidate.key), "score": round(candidate.score), "reasons": reasons}


def _kept(value: Any) -> Any:
    return value if isinstance(value, str | int | float | list) else str(value)


class Parents:
    """Superiors by the words in the sheet: bodies of ours, and rows that are made meanwhile."""

    def __init__(self, words: Iterable[str]) -> None:
        self._bodies: dict[str, list[Body]] = defaultdict(list)
        wanted = sorted(set(words))
        for start in range(0, len(wanted), BATCH):
            self._find(wanted[start : start + BATCH])

    def _find(self, words: Sequence[str]) -> None:
        numbers = {int(found[2]) for word in words if (found := NUMBERED.fullmatch(word))}
        rows = Body.objects.filter(Q(pk__in=numbers) | Q(name__in=words) | Q(names__name__in=words))
        for body in rows.distinct().order_by("pk").prefetch_related("names"):
            for name in {each.name for each in body.names.all()} | {body.name, f"{body.name}#{body.pk}"}:
                self._bodies[name].append(body)

    def knows(self, word: str) -> bool:
        return bool(self._bodies.get(word))

    def take(self, made: Iterable[Body]) -> None:
        for body in made:
            self._bodies[body.name].append(body)

    def of(self, values: Mapping[str, Any], area: Area | None) -> Body | None:
        """The superior that is meant: one in force before one that ended, in the same area before another."""
        found = self._bodies.get(values.get("parent") or "", [])
        own = area.pk if area else None
        return min(
            found, key=lambda body: (bool(body.valid_until), body.area_id != own, body.pk), default=None
        )
