"""Units (计量单位): a dimension vector that is checked when a formula is compiled.

Every number is kept in base units (元, not 万元), so a unit matters only where one is read, compared or shown.
Numbers without a dimension come in three shapes: a bare number, a share (%, ‰, 倍), and the difference of two
shares, which has 个百分点. The table of units is `units.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

PREFIXES: Final = {
    "千": ("thousand_", 10**3),
    "万": ("wan_", 10**4),
    "百万": ("million_", 10**6),
    "亿": ("yi_", 10**8),
    "万亿": ("wanyi_", 10**12),
}


class Shape(StrEnum):
    """What a number without a dimension is."""

    NUMBER = "number"
    SHARE = "share"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Atom:
    """One row of the table, or a prefix with one."""

    zh: str
    en: str
    factor: Fraction
    powers: tuple[tuple[str, int], ...]
    shape: Shape = Shape.NUMBER


@dataclass(frozen=True, slots=True)
class Unit:
    """Some base units to some powers; `parts` says in which atoms it is shown, as 万元/人."""

    factor: Fraction
    powers: tuple[tuple[str, int], ...]
    shape: Shape = Shape.NUMBER
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether it is a number of nothing in particular."""
        return not self.powers and self.shape is Shape.NUMBER

    def alike(self, other: Unit) -> bool:
        """Whether two quantities can be compared and added."""
        return self.powers == other.powers and self.shape is other.shape

    def power_of(self, base: str) -> int:
        return dict(self.powers).get(base, 0)

    def show(self, language: str = "zh") -> str:
        """万元/人, or wan_yuan/persons; empty for a bare number."""
        return _shown(self.parts, language)

    def __str__(self) -> str:
        return self.show()


@cache
def _shown(parts: tuple[tuple[str, int], ...], language: str) -> str:
    above = [_part(zh, power, language) for zh, power in parts if power > 0]
    below = [_part(zh, -power, language) for zh, power in parts if power < 0]
    if not above and below:
        above = ["1"]
    return "/".join(["·".join(above), *below]) if above else ""


def _part(zh: str, power: int, language: str) -> str:
    name = zh if language == "zh" else atoms()[zh].en
    return name if power == 1 else f"{name}^{power}"


@cache
def atoms() -> dict[str, Atom]:
    """Every spelling of every unit."""
    table = tomllib.loads((files(__package__) / "units.toml").read_text(encoding="utf-8"))["unit"]
    known: dict[str, Atom] = {}
    waiting: list[dict[str, Any]] = sorted(table, key=lambda row: "of" in row)
    while waiting:
        row = waiting.pop(0)
        if any(zh not in known for zh in row.get("of", {})):
            waiting.append(row)
            continue
        _enter(row, known)
    return known


def _enter(row: dict[str, Any], known: dict[str, Atom]) -> None:
    factor, powers = Fraction(row.get("factor", "1")), _powers(row, known)
    for zh, power in row.get("of", {}).items():
        factor *= known[zh].factor ** power
    shape = Shape(row.get("shape", "number"))
    spellings = (row["zh"], row["en"], *row.get("also", ()))
    prefixed = PREFIXES if row.get("prefixes") else {}
    for prefix, (english, times) in {"": ("", 1), **prefixed}.items():
        atom = Atom(prefix + row["zh"], english + row["en"], factor * times, powers, shape)
        for spelling in spellings:
            known.setdefault((english if spelling.isascii() and prefix else prefix) + spelling, atom)


def _powers(row: dict[str, Any], known: dict[str, Atom]) -> tuple[tuple[str, int], ...]:
    if "base" in row:
        return ((row["base"], 1),)
    whole: dict[str, int] = {}
    for zh, power in row.get("of", {}).items():
        for base, own in known[zh].powers:
            whole[base] = whole.get(base, 0) + own * power
    return tuple(sorted((base, power) for base, power in whole.items() if power))


@cache
def pattern() -> str:
    """What matches a unit after a number, the longest first; a Latin one ends where its word ends."""
    spellings = sorted(atoms(), key=len, reverse=True)
    one = "|".join(
        re.escape(each) + (r"(?![\w])" if each[-1].isascii() and each[-1].isalnum() else "")
        for each in spellings
    )
    return f"(?:{one})"


@cache
def unit(text: str) -> Unit:
    """Read a unit as it is written: 万元, 吨标准煤/万元, %; empty is a bare number. Raises KeyError."""
    if not text:
        return BARE
    first, *below = text.split("/")
    found = of_atoms(
        [(atoms()[one], 1) for one in first.split("·") if one != "1"] + [(atoms()[one], -1) for one in below]
    )
    return found


def of_atoms(parts: list[tuple[Atom, int]]) -> Unit:
    """Multiply atoms into a unit; those that cancel go."""
    powers: dict[str, int] = {}
    factor = Fraction(1)
    for atom, power in parts:
        factor *= atom.factor**power
        for base, own in atom.powers:
            powers[base] = powers.get(base, 0) + own * power
    whole = tuple(sorted((base, power) for base, power in powers.items() if power))
    shape = parts[0][0].shape if len(parts) == 1 else Shape.NUMBER
    return Unit(factor, whole, shape, tuple((atom.zh, power) for atom, power in parts))


def nearest(text: str) -> str:
    """The known unit nearest to an unknown one, or nothing."""
    found = process.extract(text, atoms().keys(), scorer=fuzz.ratio, score_cutoff=50, limit=None)
    return min((one for one, _, _ in found), key=lambda one: _apart(text, one), default="")


def _apart(text: str, other: str) -> tuple[int, int]:
    """How far two words are apart: characters that differ, then how much longer one is (万原 is 万元, not 万)."""
    return Levenshtein.distance(text, other), abs(len(text) - len(other))


BARE: Final = Unit(Fraction(1), ())
SHARE: Final = Unit(Fraction(1, 100), (), Shape.SHARE, (("%", 1),))
POINTS: Final = Unit(Fraction(1, 100), (), Shape.POINTS, (("个百分点", 1),))
COUNT: Final = Unit(Fraction(1), (("count", 1),), Shape.NUMBER, (("户", 1),))
THINGS: Final = Unit(Fraction(1), (("count", 1),), Shape.NUMBER, (("个", 1),))
SCORE: Final = Unit(Fraction(1), (("score", 1),), Shape.NUMBER, (("分", 1),))
YEARS: Final = Unit(Fraction(12), (("month", 1),), Shape.NUMBER, (("年", 1),))
MONTHS: Final = Unit(Fraction(1), (("month", 1),), Shape.NUMBER, (("月", 1),))
DAYS: Final = Unit(Fraction(1), (("day", 1),), Shape.NUMBER, (("日", 1),))


def added(left: Unit, right: Unit, *, minus: bool) -> Unit | None:
    """The unit of a sum or difference; None where there is none (万元 + 吨)."""
    if left.powers or right.powers:
        return left if left.alike(right) else None
    shapes = (left.shape, right.shape)
    if shapes == (Shape.SHARE, Shape.SHARE):
        return POINTS if minus else left
    if shapes in {(Shape.SHARE, Shape.NUMBER), (Shape.SHARE, Shape.POINTS)}:
        return left
    if shapes == (Shape.NUMBER, Shape.SHARE) or (shapes == (Shape.POINTS, Shape.SHARE) and not minus):
        return right
    return left if left.shape is right.shape else None


def multiplied(left: Unit, right: Unit) -> Unit:
    if left.powers and right.powers:
        return _combined(left, right, 1)
    if left.powers or right.powers:
        return left if left.powers else right
    if Shape.POINTS in (left.shape, right.shape):
        return left if left.shape is Shape.POINTS else right
    return right if left.shape is Shape.NUMBER else left


def divided(left: Unit, right: Unit) -> Unit:
    """万元 / 人 is 万元/人; 万元 / 千元 is a share."""
    if right.powers:
        return _combined(left, right, -1)
    if left.powers:
        return left
    if left.shape is Shape.POINTS:
        return left if right.shape is Shape.NUMBER else SHARE
    return SHARE if Shape.SHARE in (left.shape, right.shape) or right.shape is Shape.POINTS else left


def raised(base: Unit, power: int) -> Unit:
    if not base.powers:
        return base
    parts = tuple((zh, own * power) for zh, own in base.parts)
    return _made_of(parts) if power else BARE


def _combined(left: Unit, right: Unit, sign: int) -> Unit:
    above = left.parts if left.powers else ()
    return _made_of((*above, *((zh, own * sign) for zh, own in right.parts)))


def _made_of(parts: tuple[tuple[str, int], ...]) -> Unit:
    """Put parts together; of two atoms with the same bases the first stays, and shown is what is left of it."""
    by_powers: dict[tuple[tuple[str, int], ...], tuple[str, int]] = {}
    for zh, power in parts:
        bases = atoms()[zh].powers
        shown, held = by_powers.get(bases, (zh, 0))
        by_powers[bases] = (shown, held + power)
    left = [(atoms()[zh], power) for zh, power in by_powers.values() if power and atoms()[zh].powers]
    whole = of_atoms(left)
    if not whole.powers:
        return SHARE
    return whole if len(left) > 1 else Unit(whole.factor, whole.powers, Shape.NUMBER, whole.parts)
