"""What a formula may speak of (目录): names, parameters, classifications, tables, levels. All of it is data.

`Catalogue` answers for a list of such things; whoever keeps them elsewhere builds one. Words are found by code,
Chinese name, English name or alias; width, case, blanks and underscores make no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from luoshi.formula.errors import FormulaError, Problem, Said
from luoshi.formula.periods import Grain
from luoshi.formula.tables import Table
from luoshi.formula.units import BARE, Unit
from luoshi.formula.words import KEYWORDS


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    TRUTH = "truth"
    CODE = "code"
    DATE = "date"
    ANY = "any"  # a missing value fits everywhere


class Time(StrEnum):
    """How a figure stands in time (时间属性)."""

    FLOW = "flow"  # 流量: adds up over time
    STOCK = "stock"  # 期末: the last one counts
    CUMULATIVE = "cumulative"  # 累计: since January; differenced, never summed
    RATE = "rate"  # 比率、增速: never summed
    INDEX = "index"  # 指数: 100 is the base; never summed
    NONE = "none"  # a number of no time


class Level(StrEnum):
    """Of whom there is one value."""

    BODY = "body"  # each body of the population
    AREA = "area"  # each area: population, GDP
    ALL = "all"  # one for everybody: a price index


class Purpose(StrEnum):
    """What a figure may be used for (用途)."""

    STATISTICS = "statistics"
    MONITOR = "monitor"
    GRANT = "grant"
    PUNISH = "punish"
    LIST = "list"
    PUBLISH = "publish"


PURPOSES: Final = {
    Purpose.STATISTICS: Said("统计", "make statistics"),
    Purpose.MONITOR: Said("监测分析", "monitor"),
    Purpose.GRANT: Said("给予奖补或认定", "grant"),
    Purpose.PUNISH: Said("惩戒", "punish"),
    Purpose.LIST: Said("列入名单", "list"),
    Purpose.PUBLISH: Said("公开", "publish"),
}
COLLECTED: Final = {
    Purpose.STATISTICS: Said("统计", "statistics"),
    Purpose.MONITOR: Said("监测分析", "monitoring"),
    Purpose.GRANT: Said("奖补或认定", "grants"),
    Purpose.PUNISH: Said("惩戒", "punishment"),
    Purpose.LIST: Said("名单管理", "lists"),
    Purpose.PUBLISH: Said("公开", "publication"),
}
EVERY_PURPOSE: Final = frozenset(Purpose)


@dataclass(frozen=True, slots=True)
class Lever:
    """What a body can change itself (可调整项): by how much at once, within which bounds, at what effort a step."""

    step: Fraction
    low: Fraction
    high: Fraction
    cost: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Name:
    """A figure or fact that formulas may read, or, with a `definition`, one that is computed."""

    code: str
    zh: str = ""
    en: str = ""
    kind: Kind = Kind.NUMBER
    unit: Unit = BARE
    time: Time = Time.FLOW
    every: Grain = Grain.YEAR  # how often it is collected
    level: Level = Level.BODY
    population: str = ""  # 规上工业, 规上制造业, …; empty is everybody
    price_base: str = "current"  # or the year whose prices it is in
    purposes: frozenset[Purpose] = EVERY_PURPOSE
    basis: str = ""  # legal basis
    form: str = ""
    floor: Fraction = Fraction(0)  # the least coverage of its sums
    january_merged: bool = False  # a cumulative figure without a report for January
    index_base: int | None = None  # the year that is 100; None: always the year before
    dimension: str = ""  # whose codes it holds
    lever: Lever | None = None
    definition: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def said(self) -> Said:
        return Said(self.zh or self.code, self.en or self.code)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (self.code, self.zh, self.en, *self.aliases) if word)


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter, from a day on, by a clause."""

    since: date
    value: Fraction | str | bool
    clause: str = ""
    until: date | None = None  # the last day; None: until the next value


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the rules set and change (参数)."""

    code: str
    zh: str = ""
    en: str = ""
    kind: Kind = Kind.NUMBER
    unit: Unit = BARE  # that its values are given in
    values: tuple[Dated, ...] = ()

    def on(self, day: date) -> Dated | None:
        """The value in force on that day."""
        held = [one for one in self.values if one.since <= day]
        latest = max(held, key=lambda one: one.since, default=None)
        return latest if latest and (latest.until is None or day <= latest.until) else None


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a classification: its codes, each with all that lies below it."""

    edition: str
    members: frozenset[str]
    since: date = date.min
    until: date | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """A set of codes with editions (分类), as 战略性新兴产业分类 of 2012 and of 2018."""

    code: str
    zh: str = ""
    en: str = ""
    editions: tuple[Edition, ...] = ()

    def edition(self, wanted: str, on: date | None) -> Edition | None:
        """That edition; without a wish the one in force on the day."""
        if wanted:
            return next((one for one in self.editions if one.edition == wanted), None)
        held = [
            one
            for one in self.editions
            if on is None or (one.since <= on and (one.until is None or on <= one.until))
        ]
        return max(held, key=lambda one: one.since, default=None)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A tree by which bodies are grouped (维度): areas, industries. `parents` leads upwards, `levels` names heights."""

    code: str
    zh: str = ""
    en: str = ""
    parents: Mapping[str, str] = field(default_factory=dict)
    level_of: Mapping[str, str] = field(default_factory=dict)  # code of a member → code of its level
    levels: tuple[Said, ...] = ()  # zh is its code as well

    def lift(self, member: str, level: str) -> str | None:
        """The member itself or what lies above it at that level."""
        at: str | None = member
        while at is not None and self.level_of.get(at) != level:
            at = self.parents.get(at)
        return at

    def closure(self, members: Iterable[str]) -> frozenset[str]:
        """These members and all that lies below them."""
        wanted = frozenset(members)
        return wanted | {one for one in self.parents if self._is_below(one, wanted)}

    def _is_below(self, member: str, wanted: frozenset[str]) -> bool:
        at: str | None = member
        while at is not None and at not in wanted:
            at = self.parents.get(at)
        return at is not None


def key(word: str) -> str:
    """What is the same for two spellings of a word."""
    return "_".join(unicodedata.normalize("NFKC", word).casefold().replace("_", " ").split())


# Letters of other scripts that look like Latin letters.
LOOKALIKES: Final = str.maketrans("асеіорхуһјԁѕԛɡαενορχ", "aceiopxyhjdsqgaevopx")


def skeleton(word: str) -> str:
    """What is the same for two words that look alike."""
    return key(word).translate(LOOKALIKES)


Thing = TypeVar("Thing", Parameter, Classification)


class Catalogue:
    """Names, parameters, classifications, tables and dimensions, found by any of their words."""

    def __init__(
        self,
        names: Iterable[Name] = (),
        *,
        parameters: Iterable[Parameter] = (),
        classifications: Iterable[Classification] = (),
        tables: Iterable[Table] = (),
        dimensions: Iterable[Dimension] = (),
    ) -> None:
        """Raises FormulaError for names that are the same, look the same, or belong to the language."""
        self.names = {one.code: one for one in names}
        self._names: dict[str, Name] = {}
        self._parameters = _index(parameters)
        self._classifications = _index(classifications)
        self._tables: dict[str, list[Table]] = {}
        for table in sorted(tables, key=lambda one: one.since):
            for word in {key(word) for word in (table.code, table.zh, table.en) if word}:
                self._tables.setdefault(word, []).append(table)
        self.dimensions = {one.code: one for one in dimensions}
        problems = [*self._enter(self.names.values()), *_doubled(self._parameters.values())]
        if problems:
            raise FormulaError(problems)

    def knows(self, word: str) -> bool:
        """Whether a word names anything here."""
        found = key(word)
        held = (self._names, self._parameters, self._classifications, self._tables, self._levels)
        return any(found in one for one in held) or self.dimension(word) is not None

    def name(self, word: str) -> Name | None:
        return self._names.get(key(word))

    def parameter(self, word: str) -> Parameter | None:
        return self._parameters.get(key(word))

    def classification(self, word: str) -> Classification | None:
        return self._classifications.get(key(word))

    def table(self, word: str, on: date | None = None) -> Table | None:
        """The table in force on a day; without one the latest."""
        held = [one for one in self._tables.get(key(word), ()) if on is None or one.since <= on]
        return held[-1] if held else None

    def is_timeless(self, word: str) -> bool:
        """Whether there is but one table of that name, without a day."""
        return [one.since for one in self._tables.get(key(word), ())] == [date.min]

    def level(self, word: str) -> tuple[Dimension, Said] | None:
        """The dimension and its level that a word names."""
        return self._levels.get(key(word))

    def dimension(self, word: str) -> Dimension | None:
        return next(
            (
                one
                for one in self.dimensions.values()
                if key(word) in {key(one.code), key(one.zh), key(one.en)}
            ),
            None,
        )

    def near(self, word: str, *, among: str = "names") -> str:
        """The known word nearest to an unknown one, as it can be written, or nothing."""
        words: Mapping[str, object] = getattr(self, f"_{among}")
        found = process.extractOne(key(word), words.keys(), scorer=fuzz.ratio, score_cutoff=50)
        if found and isinstance(one := words[found[0]], Name):
            return next(each for each in one.words if key(each) == found[0]).replace(" ", "_")
        return found[0] if found and found[0] != key(word) else ""

    @cached_property
    def longest(self) -> int:
        """How many characters the longest word of a name has."""
        return max((len(word) for word in self._names), default=0)

    @cached_property
    def _levels(self) -> dict[str, tuple[Dimension, Said]]:
        pairs = [(one, level) for one in self.dimensions.values() for level in one.levels]
        return {key(word): (one, level) for one, level in pairs for word in level}

    def _enter(self, names: Iterable[Name]) -> Iterable[Problem]:
        seen: dict[str, tuple[str, Name]] = {}
        for one in names:
            for word in one.words:
                if is_taken(word):
                    yield Problem("F409", values={"name": word})
                other, holder = seen.setdefault(skeleton(word), (word, one))
                if holder is not one:
                    yield Problem("F407", values={"name": word, "other": other})
                self._names.setdefault(key(word), one)


def is_taken(word: str) -> bool:
    """Whether a word is one of the language already."""
    return word.casefold() in KEYWORDS


def _index(things: Iterable[Thing]) -> dict[str, Thing]:
    return {key(word): one for one in things for word in (one.code, one.zh, one.en) if word}


def _doubled(parameters: Iterable[Parameter]) -> Iterable[Problem]:
    for one in {each.code: each for each in parameters}.values():
        days = [dated.since for dated in one.values]
        for day in sorted({day for day in days if days.count(day) > 1}):
            yield Problem("F408", values={"name": one.zh or one.code, "day": day})
