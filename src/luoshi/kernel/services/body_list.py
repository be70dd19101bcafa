"""The list of bodies as a sheet: a city's own list of agencies is taken in, and goes out again (机构名录)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from luoshi.kernel.access import Actor, is_allowed, require
from luoshi.kernel.among import Among
from luoshi.kernel.clock import day_of
from luoshi.kernel.imports import Entry, ListKind, Match
from luoshi.kernel.imports.body_columns import BODIES
from luoshi.kernel.matching import Ranking, Verdict
from luoshi.kernel.matching.purposes import BODIES as PURPOSE
from luoshi.kernel.models import Area, Body, BodyName, Command
from luoshi.kernel.queries import body_list as queries
from luoshi.kernel.queries import matching
from luoshi.kernel.services import body_rows, reversal
from luoshi.kernel.services.matching import Said, answer_matches
from luoshi.kit.sheets import Lookup, Remark, Row

EDIT = "kernel.edit_bodies"


class BodyList(ListKind):
    """Bodies with their names, their area, whom they stand under, and since when."""

    code = "kernel.bodies"
    label = BODIES.title
    act = EDIT
    sheet = BODIES
    models = (Body, BodyName, Command)
    points: ClassVar[Mapping[str, str]] = {"parent": "name"}

    def lookups(self) -> dict[str, Lookup]:
        return {"area": queries.find_areas}

    def name_of(self, values: Mapping[str, Any]) -> str:
        return str(values.get("name") or "")

    def ordered(self, rows: list[Row]) -> tuple[list[Row], list[Remark]]:
        """Superiors before those who stand under them; a name twice in one area is refused."""
        _part_names(rows)
        faults, first = list[Remark](), dict[tuple[str, str], Row]()
        for row in rows:
            name = row.values.get("name") or ""
            earlier = first.setdefault((row.values.get("area") or "", name), row)
            if name and earlier is not row:
                faults.append(row.remark("doubled_value", "name", value=name, other=earlier.cell("name")))
        depths = _depths(rows)
        circles = [row for row in rows if depths[id(row)] < 0]
        faults += [row.remark("circle", "parent", value=row.values["parent"]) for row in circles]
        faults += _unknown_parents(rows)
        return sorted(rows, key=lambda row: depths[id(row)]), faults

    def match(self, rows: Sequence[Row], *, by: Actor, on: date) -> Iterator[Match]:
        home = queries.home_area()
        known = queries.by_area_and_name({row.values["name"] for row in rows})
        targets = {id(row): _target(row, known, home) for row in rows}
        rankings = _rank([row for row in rows if not targets[id(row)]], home, on=on)
        check = Check(rows, targets, by=by, home=home)
        for row in rows:
            yield check.of(row, targets[id(row)], None if targets[id(row)] else next(rankings))

    def remember(
        self, values: Mapping[str, Any], *, target: str, others: Sequence[str], by: Actor, at: datetime
    ) -> None:
        area = (
            queries.areas_of([values["area"]]).get(values["area"])
            if values.get("area")
            else queries.home_area()
        )
        asked = matching.asked_key(values["name"], area=area)
        said = [Said(asked, other, is_same=False) for other in others]
        said += [Said(asked, target, is_same=True)] if target else []
        if said:
            answer_matches(purpose=PURPOSE, answers=said, by=by, at=at)

    def settled(self, values: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
        return values if values.get("number") else values | {"name": before["name"]}

    def current(self, targets: Collection[str]) -> dict[str, dict[str, Any]]:
        numbers = sorted(int(target) for target in targets if target.isdecimal())
        return {
            values["number"]: values
            for values in queries.printed(Body.objects.filter(pk__among=Among(numbers)))
        }

    def everything(self, *, by: Actor) -> Iterable[dict[str, Any]]:
        return queries.printed(Body.objects.visible_to(by).order_by("area__path", "pk"))

    def clashing(self, entries: Sequence[Entry], *, at: datetime) -> set[int]:
        home = queries.home_area()
        taken = queries.by_area_and_name({entry.values["name"] for entry in entries})
        return {
            place
            for place, entry in enumerate(entries)
            if (_area_code(entry.values, home), entry.values["name"]) in taken
        }

    def in_use(self, entries: Sequence[Entry], *, within: Collection[str]) -> str:
        new = [int(entry.target) for entry in entries if "is_new" in entry.undo]
        return queries.pointed_to(new, within=within)

    def add(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[tuple[str, Any]]:
        home = queries.home_area()
        areas = queries.areas_of(_area_code(entry.values, home) for entry in entries)
        _require_all(by, areas.values())
        made = body_rows.create_bodies(entries=entries, areas=areas, home=home)
        return [(str(key), {"is_new": True}) for key in made]

    def change(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[Any]:
        bodies = _in_order(int(entry.target) for entry in entries)
        areas = queries.areas_of(entry.values.get("area") or "" for entry in entries)
        _require_all(by, {*areas.values(), *(body.area for body in bodies.values())})
        changes = body_rows.alter_bodies(bodies=bodies, entries=entries, areas=areas, day=day_of(at))
        return [changes.get(int(entry.target), []) for entry in entries]

    def moved(self, entries: Sequence[Entry]) -> str:
        """Nor may what the sheet doesn't show have moved: a name that ended, whom the body stood under."""
        return super().moved(entries) or reversal.moved(changes=_changes(entries))

    def take_back(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> None:
        require(by, EDIT)
        if changes := _changes(reversed(entries)):  # which come the last first
            reversal.reverse(changes=changes)
        if new := [int(entry.target) for entry in entries if "is_new" in entry.undo]:
            body_rows.remove_bodies(numbers=new)


class Check:
    """Whether a row may be taken: its number is known, its superior too, and the person may change the body."""

    def __init__(
        self, rows: Sequence[Row], targets: Mapping[int, str], *, by: Actor, home: Area | None
    ) -> None:
        self._home = home
        numbers = sorted({int(target) for target in targets.values() if target.isdecimal()})
        self._bodies = {str(pk): body for pk, body in _in_order(numbers).items()}
        self._areas = queries.areas_of({_area_code(row.values, home) for row in rows})
        areas = {**{body.area.code: body.area for body in self._bodies.values()}, **self._areas}
        self._may = {code for code, area in areas.items() if is_allowed(by, EDIT, Body(area=area))}

    def of(self, row: Row, target: str, ranking: Ranking | None) -> Match:
        if fault := self._fault(row, target):
            return Match(faults=(fault,))
        if target or ranking is None or ranking.verdict == Verdict.DIFFERENT:
            return Match(target)
        if ranking.verdict == Verdict.SAME and ranking.best:
            return Match(str(ranking.best.key))
        return Match(candidates=tuple(queries.shown_candidate(each) for each in ranking.candidates))

    def _fault(self, row: Row, target: str) -> Remark | None:
        code = _area_code(row.values, self._home)
        body = self._bodies.get(target)
        if target and body is None:
            return row.remark("not_found", "number", value=target)
        if not code:
            return row.remark("missing", "area")
        if code not in self._may or (body and body.area.code not in self._may):
            return row.remark("not_allowed", "area", value=code)
        return None


def _in_order(numbers: Iterable[int]) -> dict[int, Body]:
    """Bodies with their areas, in the order of these keys."""
    keys = list(dict.fromkeys(numbers))
    found = {body.pk: body for body in Body.objects.filter(pk__among=Among(keys)).select_related("area")}
    return {key: found[key] for key in keys if key in found}


def _changes(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """What the list has changed in bodies that were ours before it, row by row."""
    return [change for entry in entries if "is_new" not in entry.undo for change in entry.undo]


def _depths(rows: Sequence[Row]) -> dict[int, int]:
    """How many superiors a row has within the list; -1 where they run in a circle."""
    by_name = {row.values["name"]: row for row in reversed(rows) if row.values.get("name")}
    found: dict[int, int] = {}
    for row in rows:
        chain: list[Row] = []
        at: Row | None = row
        while at is not None and id(at) not in found and all(at is not each for each in chain):
            chain.append(at)
            at = by_name.get(at.values.get("parent") or "")
        is_circle = at is not None and id(at) not in found
        base = -1 if at is None else found.get(id(at), -1)
        for above, each in enumerate(reversed(chain), start=1):
            found[id(each)] = -1 if is_circle else base + above
    return found


def _unknown_parents(rows: Sequence[Row]) -> Iterator[Remark]:
    """Superiors that are neither ours nor in the list."""
    words = {row.values["parent"] for row in rows if row.values.get("parent")}
    known, listed = queries.Parents(words), {row.values.get("name") for row in rows}
    for row in rows:
        word = row.values.get("parent")
        if word and word not in listed and not known.knows(word):
            yield row.remark("not_found", "parent", value=word)


def _part_names(rows: Iterable[Row]) -> None:
    """Names in one cell in one way: each once, parted by 、."""
    for row in rows:
        for key in queries.LISTED:
            if row.values.get(key):
                row.values[key] = "、".join(queries.parted(row.values[key]))


def _target(row: Row, known: Mapping[tuple[str, str], int], home: Area | None) -> str:
    """The body that a row names by its number, or by area and official name."""
    if number := row.values.get("number"):
        return str(number)
    pk = known.get((_area_code(row.values, home), row.values["name"]))
    return str(pk) if pk else ""


def _rank(rows: Sequence[Row], home: Area | None, *, on: date) -> Iterator[Ranking | None]:
    """What the matcher says of rows that bear no official name of ours, as it is asked for."""
    if not rows or not Body.objects.exists():
        yield from [None] * len(rows)
        return
    areas = queries.areas_of({_area_code(row.values, home) for row in rows})
    asked = [
        matching.wanted(
            row.values["name"],
            area=areas.get(_area_code(row.values, home)),
            kind=row.values.get("kind") or "",
        )
        for row in rows
    ]
    yield from matching.rank_bodies(asked=asked, index=matching.body_index(), on=on)


def _area_code(values: Mapping[str, Any], home: Area | None) -> str:
    return values.get("area") or (home.code if home else "")


def _require_all(by: Actor, areas: Iterable[Area]) -> None:
    for area in areas:
        require(by, EDIT, Body(area=area))
