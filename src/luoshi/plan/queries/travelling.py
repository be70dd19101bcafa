"""A plan as a file for another city, and what the names in such a file may mean here (规划文件包)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.kernel.clock import day_of
from luoshi.kernel.files import open_file
from luoshi.kernel.matching import Record
from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import Area, Body, BodyName
from luoshi.kernel.queries import matching
from luoshi.kernel.queries.body_list import home_area as own_area
from luoshi.kernel.queries.body_list import shown_candidate
from luoshi.kit.papers.docx.package import archive
from luoshi.plan.engine.localising import localised
from luoshi.plan.engine.travel_tables import TARGET
from luoshi.plan.engine.travelling import parts_of
from luoshi.plan.models import Commitment, Document, FindingPlace, Plan
from luoshi.plan.queries.bodies import home_area

NAMES = "plan.names_of_cities"  # the matcher's purpose under which answers about such names are remembered
FIRST_DAY = date(2000, 1, 1)
MOST_AREAS = 60
AREA, BODY = "area:", "body:"  # before the number of what was given


def package_of(plan: Plan) -> bytes:
    """The plan as a file that another city can take in; the same plan gives the same bytes."""
    document = Document.objects.select_related("upload__file").get(pk=plan.document_id)
    with open_file(document.upload.file.digest) as file:
        original = file.read()
    parts = parts_of(facts_of(plan, document), original)
    return archive(parts, dated_on=plan.valid_from or FIRST_DAY)


def facts_of(plan: Plan, document: Document) -> dict[str, Any]:
    """All that the file tells of the plan, as it is stated now."""
    bodies = _bodies(plan)
    keys = {body.pk: f"b{number}" for number, body in enumerate(bodies, start=1)}
    home = home_area(plan)
    areas = {area.code: area.name for area in (*(body.area for body in bodies), *([home] if home else []))}
    return {
        "from": {"area": home.code if home else "", "owner": plan.owner.name if plan.owner else ""},
        "plan": {
            "title": plan.title,
            "valid_from": _day(plan.valid_from),
            "valid_until": _day(plan.valid_until),
            "body": [plan.body_start, plan.body_end],
            "adopted_on": _day(plan.adopted_at and day_of(plan.adopted_at)),
        },
        "document": _document(document),
        "areas": [{"code": code, "name": areas[code]} for code in sorted(areas)],
        "bodies": list(_told_bodies(bodies, keys)),
        "sections": list(_sections(plan)),
        "commitments": list(_commitments(plan)),
        "responsibilities": list(_duties(plan, keys)),
        "mentions": list(_mentions(plan, keys)),
        "findings": [
            {name: getattr(row, name) for name in ("code", "values", "proposal", "position")}
            for row in plan.findings.order_by("position")
        ],
        "finding_places": list(_finding_places(plan)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _document(document: Document) -> dict[str, Any]:
    told = ("format", "title", "number", "issuer", "approval", "text", "reader_version", "reading")
    return {name: getattr(document, name) for name in told} | {
        "name": document.upload.name,
        "issued_on": _day(document.issued_on),
        "published_on": _day(document.published_on),
        "origin": document.origin_kind,
        "origin_on": _day(document.origin_on),
    }


def _bodies(plan: Plan) -> list[Body]:
    """The bodies that answer for something or are mentioned, agencies first."""
    answering = plan.responsibilities.filter(body__isnull=False).order_by().values("body")
    named = plan.mentions.filter(body__isnull=False).order_by().values("body")
    rows = Body.objects.filter(pk__in=answering) | Body.objects.filter(pk__in=named)
    return list(rows.select_related("area").order_by("kind", "pk"))


def _told_bodies(bodies: Iterable[Body], keys: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in BodyName.objects.filter(body__in=keys).order_by("pk").values_list("body_id", "name"):
        names[pk].append(name)
    for body in bodies:
        others = [name for name in dict.fromkeys(names[body.pk]) if name != body.name]
        yield {
            "key": keys[body.pk],
            "name": body.name,
            "names": others,
            "kind": body.kind,
            "area": body.area.code,
        }


def _sections(plan: Plan) -> Iterator[dict[str, Any]]:
    told = ("place", "position", "key", "kind", "level", "marker", "title")
    for row in plan.sections.select_related("parent", "charged_by").order_by("position"):
        yield {name: getattr(row, name) for name in told} | {
            "parent": row.parent.place if row.parent else None,
            "charged_by": row.charged_by.place if row.charged_by else None,
            "span": [row.start, row.end],
            "title_span": [row.title_start, row.title_end],
        }


def _place(row: Any) -> dict[str, Any]:
    """Where a fact stands: its section and its words."""
    return {"section": row.section.place if row.section else None, "span": [row.start, row.end]}


def _commitments(plan: Plan) -> Iterator[dict[str, Any]]:
    told = ("kind", "key", "title", "modality", "printed_due", "proposal")
    rows = Commitment.objects.filter(plan=plan).select_related("section", "target").order_by("position")
    for position, row in enumerate(rows):
        decided = {
            how: [part for part, was in row.decided.items() if was == how] for how in ("missing", "open")
        }
        yield (
            _place(row)
            | {name: getattr(row, name) for name in told}
            | {
                "position": position,
                "due_on": _day(row.due_on),
                "missing": [*row.missing, *decided["missing"]],
                "undecided": [*row.undecided, *decided["open"]],
                "target": _target(getattr(row, "target", None)),
            }
        )


def _target(row: Any) -> dict[str, Any] | None:
    if row is None:
        return None
    span = None if row.scope_start is None else [row.scope_start, row.scope_end]
    told = {name: _plain(getattr(row, name)) for name in TARGET if name != "scope"}
    return told | {"scope": span}


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _duties(plan: Plan, keys: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    rows = plan.responsibilities.select_related("section").order_by("position", "pk")
    for position, row in enumerate(rows):
        told = {"role": row.role, "printed": row.printed, "key": row.key, "position": position}
        yield _place(row) | told | {"body": keys.get(row.body_id or 0)}


def _mentions(plan: Plan, keys: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    for row in plan.mentions.select_related("section").order_by("start", "pk"):
        told = {"kind": row.kind, "text": row.text, "key": row.key}
        yield _place(row) | told | {"body": keys.get(row.body_id or 0)}


def _finding_places(plan: Plan) -> Iterator[dict[str, Any]]:
    rows = FindingPlace.objects.filter(finding__plan=plan).select_related("section", "finding")
    for row in rows.order_by("finding__position", "pk"):
        yield _place(row) | {"finding": row.finding.position}


def asked_key(name: str, *, code: str) -> str:
    """Under which question an answer about a name of another city is remembered."""
    return f"{plain(name)[:200]}|{code}"


def names_in(facts: Mapping[str, Any], *, on: date) -> list[dict[str, Any]]:
    """The names of a file with what each may mean here: areas first, then the bodies in the file's order."""
    first = facts["from"]["area"]
    names = {row["code"]: row["name"] for row in facts["areas"]}
    home = own_area()
    own = home.name if home else ""
    areas = [
        {
            "kind": "area",
            "key": code,
            "name": name,
            "proposed": localised(name, first=names[first], own=own) if code == first else "",
            "area_code": code,
        }
        for code, name in sorted(names.items(), key=lambda item: (item[0] != first, item[0]))
    ]
    return _with_answered_areas(areas, first, home) + _with_candidates(facts, names[first], home, on)


def _with_answered_areas(areas: list[dict[str, Any]], first: str, home: Area | None) -> list[dict[str, Any]]:
    """Areas with what was said of them before; the first city's own is the home area."""
    memory = matching.remembered(purpose=NAMES, asked=[_question(each) for each in areas])
    for each in areas:
        said = [str(given) for given, answer in memory.of(_question(each)).items() if answer.is_same]
        given = said[0].removeprefix(AREA) if said else str(home.pk) if home and each["key"] == first else ""
        each["candidates"] = (
            [{"target": given, "score": 100, "reasons": _said() if said else []}] if given else []
        )
    return areas


def _said() -> list[dict[str, Any]]:
    return [{"code": "said_same", "values": {}}]


def _question(each: Mapping[str, Any]) -> str:
    return asked_key(each["name"], code=each["area_code"])


def _with_candidates(
    facts: Mapping[str, Any], first: str, home: Area | None, on: date
) -> list[dict[str, Any]]:
    """Bodies with those of ours that the matcher holds possible, under names as if they were here."""
    own = home.name if home else ""
    rows = [
        {
            "kind": "body",
            "key": row["key"],
            "name": row["name"],
            "proposed": localised(row["name"], first=first, own=own),
            "body_kind": row["kind"],
            "area_code": row["area"],
        }
        for row in facts["bodies"]
    ]
    others = {row["key"]: row["names"] for row in facts["bodies"]}
    index = matching.body_index(Body.objects.open_ended())
    is_home = facts["from"]["area"]
    asked = [
        Record(
            _question(row),
            (row["proposed"], *(localised(name, first=first, own=own) for name in others[row["key"]])),
            home.path if home and row["area_code"] == is_home else "",
            row["body_kind"],
        )
        for row in rows
    ]
    memory = _bodies_remembered([_question(row) for row in rows])
    thresholds = matching.thresholds_of(purpose=NAMES, on=on)
    found = matching.candidates(
        asked, index, comparison=index.comparison, memory=memory, thresholds=thresholds, limit=4
    )
    for row, ranking in zip(rows, found, strict=True):
        row["candidates"] = [shown_candidate(each) for each in ranking.candidates]
    return rows


def _bodies_remembered(asked: list[str]):
    return matching.remembered(
        purpose=NAMES,
        asked=asked,
        given=lambda given: int(given.removeprefix(BODY)) if BODY in given else given,
    )


def areas_to_choose() -> list[Area]:
    """The home area and those right below it."""
    home = own_area()
    if home is None:
        return []
    below = Area.objects.open_ended().filter(path__startswith=home.path).order_by("code")
    return sorted(below[:MOST_AREAS], key=lambda area: (area.pk != home.pk, area.code))
