"""Takes the fields of an entry (字段取值) and collects what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, TypeVar

from luoshi.formula import units
from luoshi.formula.catalogue import Kind, Level, Purpose, Time
from luoshi.formula.errors import Said
from luoshi.formula.periods import Grain
from luoshi.formula.tool import cells
from luoshi.formula.tool.entries import Entry
from luoshi.formula.tool.faults import Fault, Refused
from luoshi.formula.tool.headings import nearest
from luoshi.formula.units import BARE, Unit

CHOICES: Final[dict[type[Enum], dict[str, Enum]]] = {
    Kind: {
        "number": Kind.NUMBER, "数": Kind.NUMBER, "truth": Kind.TRUTH, "是非": Kind.TRUTH, "code": Kind.CODE,
        "代码": Kind.CODE, "date": Kind.DATE, "日期": Kind.DATE,
    },
    Time: {
        "flow": Time.FLOW, "流量": Time.FLOW, "stock": Time.STOCK, "期末": Time.STOCK, "cumulative": Time.CUMULATIVE,
        "累计": Time.CUMULATIVE, "rate": Time.RATE, "比率": Time.RATE, "index": Time.INDEX, "指数": Time.INDEX,
        "none": Time.NONE, "无": Time.NONE,
    },
    Grain: {
        "year": Grain.YEAR, "年": Grain.YEAR, "half": Grain.HALF, "半年": Grain.HALF, "quarter": Grain.QUARTER,
        "季": Grain.QUARTER, "month": Grain.MONTH, "月": Grain.MONTH,
    },
    Level: {
        "body": Level.BODY, "主体": Level.BODY, "area": Level.AREA, "地区": Level.AREA, "all": Level.ALL,
        "全部": Level.ALL,
    },
    Purpose: {
        "statistics": Purpose.STATISTICS, "统计": Purpose.STATISTICS, "monitor": Purpose.MONITOR,
        "监测": Purpose.MONITOR, "grant": Purpose.GRANT, "奖补": Purpose.GRANT, "punish": Purpose.PUNISH,
        "惩戒": Purpose.PUNISH, "list": Purpose.LIST, "名单": Purpose.LIST, "publish": Purpose.PUBLISH,
        "公开": Purpose.PUBLISH,
    },
}  # fmt: skip
TEXT: Final = Said("文字", "a text")
NUMBER: Final = Said("数", "a number")
DAY: Final = Said("日期，如2022-01-01", "a day, as 2022-01-01")
TRUTH: Final = Said("true或false", "true or false")
LIST: Final = Said("列表", "a list")
Chosen = TypeVar("Chosen", bound=Enum)


@dataclass
class Taking:
    """The fields of one entry, or of one row of its list; each is taken once, the rest is unknown."""

    entry: Entry
    fields: Mapping[str, Any]
    faults: list[Fault]
    prefix: str = ""
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, expected: object, found: object) -> None:
        self.faults.append(
            Fault("T403", self.entry.at(self.prefix + key), {"expected": expected, "found": found})
        )

    def given(self, key: str) -> Any:
        """The field as it was written; None where there is none."""
        self.asked.add(key)
        found = self.fields.get(key)
        return None if found == "" else found

    def text(self, key: str, default: str = "") -> str:
        found = self.given(key)
        if found is None:
            return default
        if isinstance(found, str | int | Decimal) and not isinstance(found, bool):
            return str(found)
        self.wrong(key, TEXT, found)
        return default

    def choice(self, key: str, kind: type[Chosen], default: Chosen) -> Chosen:
        found = self.given(key)
        return default if found is None else self._chosen(key, kind, found, default)

    def _chosen(self, key: str, kind: type[Chosen], found: object, default: Chosen) -> Chosen:
        allowed = CHOICES[kind]
        chosen = allowed.get(str(found).strip().casefold())
        if isinstance(chosen, kind):
            return chosen
        self.wrong(key, list(allowed), found)
        return default

    def choices(self, key: str, kind: type[Chosen], default: frozenset[Chosen]) -> frozenset[Chosen]:
        found = self.texts(key)
        if not found:
            return default
        return frozenset(self._chosen(key, kind, one, next(iter(kind))) for one in found)

    def texts(self, key: str) -> tuple[str, ...]:
        """Several words: a list, or a text with 、 or commas."""
        found = self.given(key)
        if found is None:
            return ()
        if isinstance(found, str):
            found = [one for one in found.replace("、", ",").replace("，", ",").split(",") if one.strip()]
        if not isinstance(found, list):
            found = [found]
        return tuple(str(one).strip() for one in found)

    def unit(self, key: str = "unit", default: Unit = BARE) -> Unit:
        written = self.text(key)
        try:
            return units.unit(written) if written else default
        except KeyError:
            near = units.nearest(written)
            advice = Said(f"，是否指“{near}”？", f"; did you mean {near}?") if near else Said("", "")
            self.faults.append(
                Fault("T405", self.entry.at(self.prefix + key), {"found": written, "near": advice})
            )
            return default

    def number(self, key: str) -> Fraction | None:
        return self.fraction(key, self.given(key))

    def fraction(self, key: str, found: object) -> Fraction | None:
        """A number, or a text that is one; None where it is empty."""
        if found is None or found == "":
            return None
        try:
            if isinstance(found, bool):
                raise ValueError
            if isinstance(found, str) and found.strip().endswith("%"):
                return Fraction(found.strip()[:-1]) / 100
            return Fraction(found if isinstance(found, int | Decimal) else str(found).strip())
        except (ValueError, ZeroDivisionError, OverflowError):
            self.wrong(key, NUMBER, found)
            return None

    def whole(self, key: str) -> int | None:
        found = self.number(key)
        return None if found is None else int(found)

    def truth(self, key: str) -> bool:
        found = self.given(key)
        read = found if isinstance(found, bool) else cells.TRUTHS.get(str(found).casefold())
        if found is not None and read is None:
            self.wrong(key, TRUTH, found)
        return bool(read)

    def day(self, key: str) -> date | None:
        found = self.given(key)
        if found is None:
            return None
        try:
            return cells.day(found.date() if isinstance(found, datetime) else found)
        except Refused:
            self.wrong(key, DAY, found)
            return None

    def rows(self, key: str) -> list[Any]:
        found = self.given(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.wrong(key, LIST, found)
            return []
        return found

    def inner(self, key: str, number: int, row: object) -> Taking:
        """One row of a list, as fields."""
        prefix = f"{self.prefix}{key}[{number}]"
        if not isinstance(row, dict):
            self.wrong(f"{key}[{number}]", Said("{…}", "{…}"), row)
            row = {}
        return Taking(self.entry, row, self.faults, prefix + ".")

    def finish(self) -> None:
        """Report what nobody asked for."""
        for unknown in self.fields.keys() - self.asked:
            near = nearest(unknown, sorted(self.asked))
            values = {"found": unknown, "near": near if near.zh else sorted(self.asked)}
            self.faults.append(Fault("T402", self.entry.at(self.prefix + unknown), values))
