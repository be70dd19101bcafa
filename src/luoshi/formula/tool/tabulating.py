"""Scoring tables, broken lines and decision tables from entries (评分表、折线表、决策表)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import units
from luoshi.formula.errors import Said
from luoshi.formula.tables import (
    Band,
    Between,
    BrokenLine,
    Condition,
    DecisionTable,
    OneOf,
    Rule,
    ScoringTable,
    Table,
    Value,
)
from luoshi.formula.tool.taking import Taking
from luoshi.formula.units import SCORE, Unit

BAND: Final = Said("[下限, 上限, 得分]，没有的一端写空文字", '[low, high, points], "" for an open end')
POINT: Final = Said("[横坐标, 取值]", "[x, y]")
RULE: Final = Said("{when = […], then = …}", "{when = […], then = …}")


def make_table(of: Taking) -> Table | None:
    """The table of an entry, by its form: score, line or decision."""
    makers: dict[str, Callable[[Taking], Table]] = {
        "score": _scoring, "评分": _scoring, "line": _line, "折线": _line, "decision": _decision, "决策": _decision,
    }  # fmt: skip
    form = of.text("form", "score")
    if form not in makers:
        of.wrong("form", list(makers), form)
        return None
    return makers[form](of)


def _common(of: Taking) -> dict[str, Any]:
    return {
        "zh": of.text("zh"), "en": of.text("en"), "since": of.day("from") or date.min, "clause": of.text("clause"),
    }  # fmt: skip


def _scoring(of: Taking) -> Table:
    bands = [_band(of, number, row) for number, row in enumerate(of.rows("bands"), 1)]
    return ScoringTable(
        of.entry.code,
        tuple(one for one in bands if one is not None),
        unit=of.unit(),
        gives=of.unit("gives", SCORE),
        otherwise=of.number("otherwise"),
        with_high=of.truth("with_high"),
        **_common(of),
    )


def _band(of: Taking, number: int, row: object) -> Band | None:
    place = f"bands[{number}]"
    if isinstance(row, dict):
        row = [row.get("low", ""), row.get("high", ""), row.get("points", "")]
    if not isinstance(row, list) or len(row) != 3:
        of.wrong(place, BAND, row)
        return None
    low, high, points = (of.fraction(place, each) for each in row)
    if points is None:
        of.wrong(place, BAND, row)
        return None
    return Band(low, high, points)


def _line(of: Taking) -> Table:
    points: list[tuple[Fraction, Fraction]] = []
    for number, row in enumerate(of.rows("points"), 1):
        place = f"points[{number}]"
        found = [of.fraction(place, each) for each in row] if isinstance(row, list) else []
        if len(found) != 2 or found[0] is None or found[1] is None:
            of.wrong(place, POINT, row)
        else:
            points.append((found[0], found[1]))
    return BrokenLine(
        of.entry.code, tuple(points), unit=of.unit(), gives=of.unit("gives", SCORE), **_common(of)
    )


def _decision(of: Taking) -> Table:
    inputs = tuple(_sort(of, "inputs", one) for one in of.texts("inputs"))
    gives = _sort(of, "gives", of.text("gives"))
    rules = [_rule(of, number, row, gives) for number, row in enumerate(of.rows("rules"), 1)]
    otherwise = of.given("otherwise")
    return DecisionTable(
        of.entry.code,
        inputs,
        tuple(one for one in rules if one is not None),
        gives=gives,
        is_unique=not of.truth("first"),
        otherwise=None if otherwise is None else _result(of, "otherwise", otherwise, gives),
        **_common(of),
    )


def _sort(of: Taking, key: str, written: str) -> Unit | str:
    """What an input is: "code", "truth", or a number in a unit."""
    if written in {"code", "truth"}:
        return written
    try:
        return units.unit(written)
    except KeyError:
        of.wrong(key, Said("code、truth或单位", "code, truth or a unit"), written)
        return units.BARE


def _rule(of: Taking, number: int, row: object, gives: Unit | str) -> Rule | None:
    place = f"rules[{number}]"
    if not isinstance(row, dict) or not isinstance(row.get("when"), list) or "then" not in row:
        of.wrong(place, RULE, row)
        return None
    conditions = tuple(_condition(of, place, each) for each in row["when"])
    result = _result(of, place, row["then"], gives)
    return None if result is None else Rule(conditions, result)


def _condition(of: Taking, place: str, written: object) -> Condition:
    """ "" is anything, [low, high] an interval, a text or true one code, {in = […]} several."""
    if written == "":
        return None
    if isinstance(written, list) and len(written) == 2:
        return Between(of.fraction(place, written[0]), of.fraction(place, written[1]))
    if isinstance(written, dict) and isinstance(written.get("in"), list):
        return OneOf(frozenset(written["in"]))
    if isinstance(written, str | bool):
        return OneOf(frozenset({written}))
    of.wrong(
        place, Said("“”、[下限, 上限]、代码或{in = […]}", '"", [low, high], a code or {in = […]}'), written
    )
    return None


def _result(of: Taking, place: str, written: object, gives: Unit | str) -> Value | None:
    if gives == "truth" and isinstance(written, bool):
        return written
    return str(written) if gives == "code" else of.fraction(place, written)
