"""The tables of a plan that travels (规划文件包字段): each field with what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luoshi.plan.engine.ledger import Direction, LedgerKind
from luoshi.reading.messages import PARTS
from luoshi.reading.model import Modality, Relation, Role

COMMITMENTS = ("target", "promise", "task", "platform", "regime", "incentive", "project")
BODIES = ("agency", "enterprise", "park_committee", "other")
ORIGINS = ("public", "own", "simulated")


class Kind(StrEnum):
    """What a field holds in JSON."""

    TEXT = "text"
    KEY = "key"  # a text that names a row of another table
    WHOLE = "whole"
    DAY = "day"
    NUMBER = "number"  # a decimal, as a text
    TEXTS = "texts"
    OBJECT = "object"
    SPAN = "span"  # two places of the text


@dataclass(frozen=True)
class Told:
    """What is told of one field."""

    kind: Kind
    longest: int = 0
    among: tuple[str, ...] = ()
    points_to: str = ""
    may_lack: bool = False
    may_be_empty: bool = False


Fields = Mapping[str, Told]


def _text(longest: int = 0, *, among: tuple[str, ...] = (), may_lack: bool = False) -> Told:
    return Told(Kind.TEXT, longest, tuple(map(str, among)), may_lack=may_lack)


def _key(table: str, *, may_lack: bool = False) -> Told:
    return Told(Kind.KEY, points_to=table, may_lack=may_lack)


WHOLE, TEXTS, OBJECT = Told(Kind.WHOLE), Told(Kind.TEXTS), Told(Kind.OBJECT)
DAY, SPAN = Told(Kind.DAY, may_lack=True), Told(Kind.SPAN)
PARTS_OF_IT = Told(Kind.TEXTS, among=tuple(PARTS))
WIDE = Told(Kind.SPAN, may_be_empty=True)

PLAN: Final[Mapping[str, Fields]] = {
    "from": {"area": _key("areas"), "owner": _text(120)},
    "plan": {"title": _text(), "valid_from": DAY, "valid_until": DAY, "body": WIDE, "adopted_on": DAY},
    "document": {
        "name": _text(255),
        "format": _text(10),
        "title": _text(),
        "number": _text(100),
        "issuer": _text(255),
        "issued_on": DAY,
        "published_on": DAY,
        "approval": _text(),
        "text": _text(),
        "reader_version": _text(20),
        "reading": OBJECT,
        "origin": _text(among=ORIGINS),
        "origin_on": DAY,
    },
}
TABLES: Final[Mapping[str, Fields]] = {
    "areas": {"code": _text(12), "name": _text(60)},
    "bodies": {
        "key": _text(20),
        "name": _text(120),
        "names": TEXTS,
        "kind": _text(among=BODIES),
        "area": _key("areas"),
    },
    "sections": {
        "place": _text(60),
        "parent": _key("sections", may_lack=True),
        "charged_by": _key("sections", may_lack=True),
        "position": WHOLE,
        "key": _text(16),
        "kind": _text(12),
        "level": WHOLE,
        "marker": _text(60),
        "title": _text(),
        "span": WIDE,
        "title_span": WIDE,
    },
    "commitments": {
        "section": _key("sections", may_lack=True),
        "position": WHOLE,
        "kind": _text(among=COMMITMENTS),
        "key": _text(16),
        "title": _text(),
        "span": SPAN,
        "modality": _text(among=tuple(Modality)),
        "printed_due": _text(20),
        "due_on": DAY,
        "missing": PARTS_OF_IT,
        "undecided": PARTS_OF_IT,
        "proposal": OBJECT,
        "target": Told(Kind.OBJECT, may_lack=True),
    },
    "responsibilities": {
        "section": _key("sections"),
        "role": _text(among=tuple(Role)),
        "printed": _text(255),
        "key": _text(16),
        "position": WHOLE,
        "span": SPAN,
        "body": _key("bodies", may_lack=True),
    },
    "mentions": {
        "section": _key("sections", may_lack=True),
        "kind": _text(20),
        "text": _text(),
        "key": _text(16),
        "span": SPAN,
        "body": _key("bodies", may_lack=True),
    },
    "findings": {
        "code": _text(30),
        "values": OBJECT,
        "proposal": OBJECT,
        "position": WHOLE,
    },
    "finding_places": {"finding": WHOLE, "section": _key("sections", may_lack=True), "span": WIDE},
}
TARGET: Final[Fields] = {
    "number": WHOLE,
    "kind": _text(among=tuple(LedgerKind)),
    "relation": _text(among=("", *Relation)),
    "goal": Told(Kind.NUMBER, may_lack=True),
    "goal_max": Told(Kind.NUMBER, may_lack=True),
    "unit": _text(40),
    "direction": _text(among=tuple(Direction)),
    "baseline": _text(20),
    "per": _text(10),
    "scope_term": _text(60),
    "scope_members": TEXTS,
    "scope": Told(Kind.SPAN, may_lack=True, may_be_empty=True),
}
