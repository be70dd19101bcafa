"""Who acts in official documents (责任主体): names, short names, and who commands each body.

The general table is `bodies.toml`; it holds functions and patterns, never a place's own name. A caller
adds the bodies of its city with `BodyTable.extended`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from luoshi.reading.grammar.folding import folded
from luoshi.reading.grammar.levels import Leveled, cut_level, cut_place

_PLACE: Final = "[一-鿿]{2,12}?"
_PARTY_ORGANS: Final = ("委", "党委")
_LAST: Final = date.max
_BRACKET: Final = re.compile(r"\([^()]*\)")
# Whom a city's government may give tasks to; where a body has two masters, the table does not decide.
_MAY: Final[Mapping[str, bool | None]] = {
    "own": True, "dual": None, "vertical": False, "enterprise": False, "joint": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """Who commands a body in a period (隶属关系), with the reason and its source.

    `who`: own (同级政府), dual (双重领导), vertical (垂直管理), enterprise (企业), joint (联合办事机构).
    """

    who: str
    commander: str = ""
    commander_en: str = ""
    until: date = _LAST
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body by function (机构): every level has its own, told apart by the level word in front."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    kind: str = "agency"
    commands: tuple[Command, ...] = (Command("own"),)
    successor: str = ""
    national: bool = False  # its name means the country's body unless a place stands with it

    def command(self, on: date) -> Command:
        """Who commands it on a day (某日的隶属关系)."""
        return next((command for command in self.commands if on <= command.until), self.commands[-1])


@dataclass(frozen=True, slots=True)
class Identity:
    """What a printed name stands for: equal names are one body (同一主体).

    `commanded` is None where nobody can say: two masters, or a name that the table does not know.
    """

    name: str
    key: str | None = None
    kind: str = "unknown"
    level: str = ""
    commanded: bool | None = None
    commander: str = ""
    commander_en: str = ""
    reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class BodyTable:
    """Bodies found by name (机构名称表); later ones win over earlier ones."""

    bodies: tuple[Body, ...]
    _by_name: dict[str, Body] = field(init=False, repr=False, compare=False)
    _patterns: tuple[tuple[re.Pattern[str], Body], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {name: body for body in self.bodies for name in (body.name, *body.names)}
        patterns = tuple((_compiled(body), body) for body in reversed(self.bodies) if body.patterns)
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_patterns", patterns)

    def extended(self, bodies: Iterable[Body]) -> BodyTable:
        """This table and the caller's own bodies, which win (本地机构优先)."""
        return BodyTable((*self.bodies, *bodies))

    def body(self, name: str) -> Body | None:
        """The body that bears this very name, without a level word."""
        return self._by_name.get(name)

    def pattern_body(self, printed: str) -> Body | None:
        """The body whose names hold a place's name (人行某地支行)."""
        return next((body for pattern, body in self._patterns if pattern.fullmatch(printed)), None)

    def identify(self, printed: str, *, on: date = _LAST) -> Identity:
        """Say which body a printed name means (市交通局 and 市交通运输局 are one); `on` dates who commands it."""
        name = _BRACKET.sub("", folded(printed)).strip()
        if body := self.body(name):
            return _identity(body, "", body.name, on)
        for leveled in (cut_level(name), cut_place(name)):
            if leveled and (body := self.function(leveled)):
                return _identity(body, leveled.level, leveled.level + _own_name(body, leveled), on)
        if body := self.pattern_body(name):
            return _identity(body, "", name, on)
        return Identity(name=name)

    def function(self, leveled: Leveled) -> Body | None:
        """The body that a name without its level word means; 市委宣传部 may be listed as 宣传部 or 委宣传部."""
        bare = self.body(leveled.rest)
        if bare and leveled.organ in _PARTY_ORGANS and bare.kind != "party":
            bare = None  # 市委办公室 is not the government's 办公室
        found = (
            body for body in (bare, self.body(leveled.organ + leveled.rest)) if body and not body.national
        )
        return next(found, None)


def _own_name(body: Body, leveled: Leveled) -> str:
    """The full name at this level: a province has 厅 where a city has 局, and a 分局 is a part of its 局."""
    if leveled.rest.endswith("分局") and not body.name.endswith("分局"):
        return body.name.removesuffix("局") + "分局"
    if leveled.level.endswith(("省", "自治区")) and leveled.rest.endswith("厅"):
        return body.name.removesuffix("局") + "厅" if body.name.endswith("局") else body.name
    return body.name


def _identity(body: Body, level: str, name: str, on: date) -> Identity:
    command = body.command(on)
    return Identity(
        name, body.key, body.kind, level, _MAY[command.who],
        command.commander, command.commander_en, command.reason, command.source,
    )  # fmt: skip


def _compiled(body: Body) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.format(place=_PLACE)})" for pattern in body.patterns))


@cache
def general() -> BodyTable:
    """The table that ships with the reader (通用机构表)."""
    text = resources.files("luoshi.reading").joinpath("bodies.toml").read_text("utf-8")
    return BodyTable(tuple(from_toml(text)))


def from_toml(text: str) -> Iterable[Body]:
    """Bodies as written in a table file; the same format serves a city's own."""
    content = tomllib.loads(text)
    return [_body(entry, content.get("commands", {})) for entry in content["body"]]


def _body(entry: Mapping[str, Any], commands: Mapping[str, Mapping[str, Any]]) -> Body:
    stems, heads = entry.get("stems", ()), entry.get("heads", ("局",))
    combined = tuple(stem + head for stem in stems for head in heads)
    names = (*combined, *entry.get("names", ()))
    return Body(
        key=entry["key"],
        name=entry.get("name") or names[0],
        names=names,
        patterns=tuple(entry.get("patterns", ())),
        kind=entry.get("kind", "agency"),
        commands=tuple(_command(one, commands) for one in entry.get("command", ("own",))),
        successor=entry.get("successor", ""),
        national=entry.get("national", False),
    )


def _command(entry: str | Mapping[str, Any], commands: Mapping[str, Mapping[str, Any]]) -> Command:
    """A command by its name in the table, or spelled out; `until` cuts the named one."""
    if isinstance(entry, str):
        return Command(**commands.get(entry, {"who": entry}))
    entry = dict(entry)
    base = commands.get(entry.pop("as", ""), {})
    return Command(**{**base, **entry})
