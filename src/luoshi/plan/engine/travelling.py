"""A plan as one file that another city can take in (规划文件包): its parts, and whether what it holds can be true.

The file is a zip with three parts. `luoshi-plan.json` names the form, its schema and the SHA-256 of the other two.
`plan.json` holds the facts of the plan, each table as a list of objects whose fields are declared here; every place is
counted in characters of `document.text`, every body and area is named by a key of this file and by nothing of the
installation that it comes from. `document` is the official document as it was handed in, byte by byte.

What is not in the file: people, decisions of officers, standings, instruments, links to other plans. They are the first
city's own; whoever takes the plan in decides anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from luoshi.kit.workbooks.package import Package
from luoshi.kit.workbooks.refusals import Unreadable
from luoshi.plan.engine.travel_tables import PLAN, TABLES, TARGET, Kind, Told

FORM, SCHEMA = "luoshi-plan", 1
MANIFEST, FACTS, DOCUMENT = "luoshi-plan.json", "plan.json", "document"
LARGEST = 64 * 1024**2  # bytes that all parts together may unpack to
MOST_ROWS = 100_000


class BadPackage(Exception):
    """The file can't be taken in: a code, and where the fault is."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Carried:
    """What a file holds: the facts by table, the document's bytes, and the digest by which the file is known."""

    facts: Mapping[str, Any]
    document: bytes
    digest: str


def parts_of(facts: Mapping[str, Any], document: bytes) -> dict[str, bytes]:
    """The parts of the file, in their order."""
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    digests = {FACTS: sha256(written).hexdigest(), DOCUMENT: sha256(document).hexdigest()}
    manifest = {"form": FORM, "schema": SCHEMA, "sha256": digests}
    return {
        MANIFEST: json.dumps(manifest, indent=1, sort_keys=True).encode(),
        FACTS: written,
        DOCUMENT: document,
    }


def carried(content: bytes) -> Carried:
    """What a file holds, when it is whole, unchanged and free of contradictions. Raises BadPackage."""
    package = _opened(content)
    manifest = _parsed(package, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("form") != FORM:
        raise BadPackage("foreign")
    if manifest.get("schema") != SCHEMA:
        raise BadPackage("other_schema", schema=str(manifest.get("schema"))[:20], ours=SCHEMA)
    digests = manifest.get("sha256")
    for name in (FACTS, DOCUMENT):
        held = sha256(_read(package, name)).hexdigest()
        if not isinstance(digests, dict) or digests.get(name) != held:
            raise BadPackage("altered", part=name)
    facts = _parsed(package, FACTS)
    _refuse_untrue(facts)
    return Carried(facts, _read(package, DOCUMENT), sha256(_read(package, MANIFEST)).hexdigest())


def _opened(content: bytes) -> Package:
    try:
        package = Package(content)
    except Unreadable as refusal:
        raise BadPackage("bomb" if refusal.code == "bomb" else "foreign") from refusal
    if MANIFEST not in package.names:
        raise BadPackage("foreign")
    if {*package.names} != {MANIFEST, FACTS, DOCUMENT}:
        raise BadPackage(
            "parts", parts="、".join(sorted({*package.names} ^ {MANIFEST, FACTS, DOCUMENT}))[:200]
        )
    if sum(entry.file_size for entry in package.names.values()) > LARGEST:
        raise BadPackage("bomb")
    return package


def _read(package: Package, name: str) -> bytes:
    try:
        return package.read(name)
    except Unreadable as refusal:
        raise BadPackage("bomb" if refusal.code == "bomb" else "damaged", part=name) from refusal


def _parsed(package: Package, name: str) -> Any:
    try:
        return json.loads(_read(package, name))
    except (ValueError, RecursionError) as error:
        raise BadPackage("damaged", part=name) from error


def _refuse_untrue(facts: Any) -> None:
    for place, what in _faults(facts):
        raise BadPackage("contradicts", place=place, what=what)


def _faults(facts: Any) -> Iterator[tuple[str, str]]:
    """Where the facts are not what their tables declare, or point to nothing."""
    if not isinstance(facts, dict) or {*facts} != {*PLAN, *TABLES}:
        yield "", "tables"
        return
    for name, fields in PLAN.items():
        yield from _row_faults(name, facts[name], fields)
    for name, fields in TABLES.items():
        rows = facts[name]
        if not isinstance(rows, list) or len(rows) > MOST_ROWS:
            yield name, "list"
            return
        for number, row in enumerate(rows, start=1):
            yield from _row_faults(f"{name} {number}", row, fields)
    yield from _pointing_faults(facts)


def _row_faults(place: str, row: Any, fields: Mapping[str, Told]) -> Iterator[tuple[str, str]]:
    if not isinstance(row, dict) or {*row} != {*fields}:
        yield place, "fields"
        return
    yield from ((place, name) for name, told in fields.items() if not _is_so(row[name], told))


def _is_so(value: Any, told: Told) -> bool:
    if value is None:
        return told.may_lack
    if told.kind in (Kind.TEXT, Kind.KEY):
        is_short = isinstance(value, str) and (not told.longest or len(value) <= told.longest)
        return is_short and "\0" not in value and (not told.among or value in told.among)
    if told.kind == Kind.TEXTS:
        return _is_texts(value) and (not told.among or {*value} <= {*told.among})
    return _CHECKS[told.kind](value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    try:
        number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
    except InvalidOperation:
        return False
    return number.is_finite() and abs(number) < Decimal(10) ** 27


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_whole, value)) and value[0] <= value[1]


_CHECKS = {
    Kind.WHOLE: _is_whole,
    Kind.DAY: _is_day,
    Kind.NUMBER: _is_number,
    Kind.OBJECT: lambda value: isinstance(value, dict),
    Kind.SPAN: _is_span,
}


def _pointing_faults(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys that name nothing, keys that two rows bear, places outside of the text."""
    known: dict[str, set[Any]] = {}
    for name, key in (("areas", "code"), ("bodies", "key"), ("sections", "place")):
        known[name] = {row[key] for row in facts[name]}
        if len(known[name]) != len(facts[name]):
            yield name, key
    length = len(facts["document"]["text"])
    for name, row_fields in {**PLAN, **TABLES}.items():
        for number, row in enumerate(_rows(facts[name]), start=1):
            for field, told in row_fields.items():
                if told.points_to and row[field] is not None and row[field] not in known[told.points_to]:
                    yield f"{name} {number}", field
                if not _is_within(row[field], told, length):
                    yield f"{name} {number}", field
    yield from _doubled(facts)


def _rows(held: Any) -> Sequence[Mapping[str, Any]]:
    return held if isinstance(held, list) else [held]


def _is_within(value: Any, told: Told, length: int) -> bool:
    if told.kind != Kind.SPAN or value is None:
        return True
    return value[1] <= length and (value[0] < value[1] or told.may_be_empty)


def _doubled(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Rows of which there may be but one."""
    unique = {
        "sections": ("position",),
        "commitments": ("position",),
        "responsibilities": ("section", "printed", "role"),
    }
    for name, fields in unique.items():
        rows = facts[name]
        if len({tuple(row[field] for field in fields) for row in rows}) != len(rows):
            yield name, "、".join(fields)
    yield from _section_faults(facts["sections"])
    yield from _goal_faults(facts)
    positions = {row["position"] for row in facts["findings"]}
    if len(positions) != len(facts["findings"]):
        yield "findings", "position"
    for number, row in enumerate(facts["finding_places"], start=1):
        if row["finding"] not in positions:
            yield f"finding_places {number}", "finding"


def _section_faults(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """A title stands within its section, and a section after the one that it stands in."""
    positions = {row["place"]: row["position"] for row in rows}
    for number, row in enumerate(rows, start=1):
        (start, end), (first, last) = row["span"], row["title_span"]
        if not start <= first <= last <= end:
            yield f"sections {number}", "title_span"
        if row["parent"] is not None and positions[row["parent"]] >= row["position"]:
            yield f"sections {number}", "parent"


def _goal_faults(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Goals and promises have a line of the ledger, nothing else has; its numbers fit together."""
    length = len(facts["document"]["text"])
    for number, row in enumerate(facts["commitments"], start=1):
        place, target = f"commitments {number}", row["target"]
        if (row["kind"] in ("target", "promise")) != (target is not None):
            yield place, "target"
        elif target is not None:
            wrong = list(_row_faults(place, target, TARGET))
            yield from wrong or _line_faults(place, target, length)


def _line_faults(place: str, target: Mapping[str, Any], length: int) -> Iterator[tuple[str, str]]:
    goal, most = target["goal"], target["goal_max"]
    if goal is None and (target["relation"] or most is not None):
        yield place, "relation"
    if goal is not None and most is not None and Decimal(goal) > Decimal(most):
        yield place, "goal_max"
    if not _is_within(target["scope"], TARGET["scope"], length):
        yield place, "scope"
