"""A reading as the plain objects that `luoshi read --json` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

from luoshi.reading import messages
from luoshi.reading.model import Finding, Frame, Gap, Notice, Place, Quotation, Reading

VERSION = 1


def to_json(reading: Reading, *, language: str = "zh") -> dict[str, Any]:
    """The whole reading; sentences in `language` ("zh" or "en"), everything else as printed."""
    return {
        "version": VERSION,
        "document": _document(reading.frame) | {"format": reading.source.format},
        "body": _plain(reading.frame.body),
        "outline": [_plain(node) for node in reading.outline],
        "targets": [_plain(target) for target in reading.facts.targets],
        "promises": [_plain(promise) for promise in reading.facts.promises],
        "responsibilities": [_plain(duty) for duty in reading.facts.responsibilities],
        "deadlines": [_plain(deadline) for deadline in reading.facts.deadlines],
        "mentions": [_plain(mention) for mention in reading.facts.mentions],
        "tables": [_plain(table) for table in reading.source.tables],
        "gaps": [_gap(gap, language) for gap in reading.gaps],
        "warnings": [
            *(_warning(warning, language) for warning in (*reading.source.warnings, *reading.warnings)),
            *(_finding(finding, language) for finding in reading.findings),
        ],
    }


def _plain(value: Any) -> Any:
    """A fact as JSON holds it; whole numbers lose their fraction."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, str | int):
        return str(value) if isinstance(value, StrEnum) else value
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(held) for name, held in value.items()}
    return [_plain(held) for held in value]


def _document(frame: Frame) -> dict[str, Any]:
    said = {
        name: _words(getattr(frame, name))
        for name in (
            "title",
            "number",
            "issuer",
            "issued_on",
            "published_on",
            "approval",
            "addressees",
            "parent",
        )
    }
    places = {
        name: [quoted.start, quoted.end] for name in said if (quoted := getattr(frame, name)) is not None
    }
    return said | {"basis": [_plain(quoted) for quoted in frame.basis], "places": places}


def _words(quoted: Quotation | None) -> str | None:
    return quoted.text if quoted else None


def _warning(warning: Notice, language: str) -> dict[str, Any]:
    return {
        "code": warning.code,
        "message": messages.say(warning.code, warning.values, language=language),
        "start": warning.start,
        "end": warning.end,
        "values": _plain(warning.values),
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    first = finding.places[0]
    return {
        "code": finding.code,
        "message": messages.say(finding.code, finding.values, language=language),
        "proposal": _proposal(finding.proposal, language),
        "start": first.start,
        "end": first.end,
        "places": [_plain(place) for place in finding.places],
        "values": _plain(finding.values),
    }


def _proposal(proposal: Mapping[str, object], language: str) -> str | None:
    if not proposal:
        return None
    return messages.say(str(proposal["code"]), proposal, language=language)


def _gap(gap: Gap, language: str) -> dict[str, Any]:
    place: Place = gap.place
    return {
        "commitment": gap.commitment,
        "kind": gap.kind,
        "missing": list(gap.missing),
        "open": list(gap.open),
        "section": place.section,
        "start": place.start,
        "end": place.end,
        "message": messages.gap(gap, language=language),
        "proposal": _proposal(gap.proposal, language),
    }
