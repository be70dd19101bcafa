"""Missing values (缺失): never zero, never a refusal; each with the reasons why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from luoshi.formula.errors import Said


class Why(StrEnum):
    """Why a value is missing."""

    NOT_REPORTED = "未报"
    NOT_DUE = "未到期"
    NOT_APPLICABLE = "不适用"
    CONFIDENTIAL = "保密"
    UNREVIEWED = "未审核"
    ZERO_DIVISOR = "分母为零"
    NO_BASE = "缺基期"
    ZERO_BASE = "基期为零"
    NEGATIVE_BASE = "基期为负"
    NO_PARAMETER = "无有效参数"
    COVERAGE = "口径不足"


WHY: Final = {
    Why.NOT_REPORTED: Said("未报", "not reported"),
    Why.NOT_DUE: Said("未到期", "not due yet"),
    Why.NOT_APPLICABLE: Said("不适用", "not applicable"),
    Why.CONFIDENTIAL: Said("保密", "confidential"),
    Why.UNREVIEWED: Said("未审核", "not reviewed"),
    Why.ZERO_DIVISOR: Said("分母为零", "the divisor is zero"),
    Why.NO_BASE: Said("缺基期", "no base"),
    Why.ZERO_BASE: Said("基期为零", "the base is zero"),
    Why.NEGATIVE_BASE: Said("基期为负", "the base is negative"),
    Why.NO_PARAMETER: Said("无有效参数", "no parameter in force"),
    Why.COVERAGE: Said("口径不足", "too few reported"),
}


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One reason: why, of which figure, in which period."""

    why: Why
    name: str = ""
    period: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there."""

    reasons: frozenset[Reason] = frozenset()

    @classmethod
    def because(cls, why: Why, name: str = "", period: object = "", due: date | None = None) -> Missing:
        return cls(frozenset({Reason(why, name, str(period), due)}))

    @property
    def why(self) -> frozenset[Why]:
        return frozenset(one.why for one in self.reasons)

    def say(self, language: str = "zh") -> str:
        """Its reasons in one line."""
        words = [WHY[one][0 if language == "zh" else 1] for one in Why if one in self.why]
        return ("、" if language == "zh" else ", ").join(words)


def united(values: Iterable[object]) -> Missing:
    """The reasons of all that are missing."""
    return Missing(frozenset(reason for one in values if isinstance(one, Missing) for reason in one.reasons))
