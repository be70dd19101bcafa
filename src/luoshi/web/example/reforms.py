"""What became of the example city's agencies, entered through services on the day of each event (示例机构沿革)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Area, Body, BodyName, SuccessionKind
from luoshi.kernel.services import bodies, successions
from luoshi.kernel.services.successions import Draft, Handed, NewBody
from luoshi.web.example.days import moment
from luoshi.web.example.facts import Entry, entries

FILE = "reforms.toml"


def enter_reforms(home: Area) -> None:
    """Enter every event in the order of the file."""
    for entry in entries(FILE, "event"):
        at = moment(entry["day"])
        successions.record_succession(draft=_draft(entry, home), origin=entry.origin, by=SYSTEM, at=at)
        for founded in entry.get("founded", ()):
            bodies.state_command(
                body=_body(founded["name"]),
                is_commanded=founded.get("commanded", True),
                commander=founded.get("commander", ""),
                origin=entry.origin,
                valid_from=entry["day"],
                by=SYSTEM,
                at=at,
            )


def _draft(entry: Entry, home: Area) -> Draft:
    return Draft(
        kind=SuccessionKind(entry["kind"]),
        on=entry["day"],
        predecessors=tuple(_body(name) for name in entry["before"]),
        founded=tuple(_founded(founded, home) for founded in entry.get("founded", ())),
        handed=tuple(_handed(handed) for handed in entry.get("handed", ())),
        new_name=entry.get("new_name", ""),
        new_short_names=tuple(entry.get("new_short_names", ())),
        note=entry.get("note", ""),
    )


def _founded(founded: Mapping[str, Any], home: Area) -> NewBody:
    return NewBody(founded["name"], home, founded.get("name_en", ""), tuple(founded.get("short_names", ())))


def _handed(handed: Mapping[str, Any]) -> Handed:
    taker = handed.get("taker")
    return Handed(
        function=handed["function"],
        giver=_body(handed["giver"]),
        taker=_body(taker) if taker else None,
        terms=tuple(handed.get("terms", ())),
    )


def _body(name: str) -> Body:
    """The body that bears or bore this official name."""
    return BodyName.objects.official().select_related("body").get(name=name).body
