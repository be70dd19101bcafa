"""The trace (计算过程): every step of an evaluation as plain objects, in one versioned format that pages can show."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from luoshi.formula import ir
from luoshi.formula.catalogue import Kind, Name, Parameter
from luoshi.formula.exact.aggregation import Held
from luoshi.formula.exact.evaluator import NO_PERIOD
from luoshi.formula.exact.steps import Coverage, Step
from luoshi.formula.fixing import fixes
from luoshi.formula.missing import WHY, Missing
from luoshi.formula.numerals import bound, fraction, rounded, shown
from luoshi.formula.units import POINTS, SHARE, Shape, Unit

if TYPE_CHECKING:
    from luoshi.formula.result import Result

VERSION: Final = 1
MOST_DIGITS: Final = 40  # that are shown to tell two sides apart


def trace(result: Result, language: str = "zh") -> dict[str, Any]:
    """The whole evaluation: what was asked, what came out, the steps, and the parameters that were used."""
    tracer = Tracer(language, result.step.node)
    steps = [tracer.of(result.step)]
    found: dict[str, Any] = {"v": VERSION, "formula": result.formula}
    if result.as_of is not None:
        found["as_of"] = result.as_of.isoformat()
    if result.place.period != NO_PERIOD:
        found["period"] = str(result.place.period)
    if result.place.body:
        found["entity"] = result.place.body
    if result.place.cell:
        found["cell"] = dict(result.place.cell)
    found["result"] = tracer.result(result)
    found["args"] = steps
    if tracer.parameters:
        found["params"] = list(tracer.parameters.values())
    if warnings := [
        {"code": one.code, "span": list(one.span), "text": one.say(language)} for one in result.warnings
    ]:
        found["warnings"] = warnings
    return found


class Tracer:
    """Turns steps into plain objects and collects the parameters."""

    def __init__(self, language: str, node: ir.Node) -> None:
        self.language, self.node = language, node
        self.place = 0 if language == "zh" else 1
        self.parameters: dict[str, dict[str, str]] = {}

    def result(self, result: Result) -> str | None:
        if result.outcome is not None:
            from luoshi.formula.result import OUTCOMES  # results know how they are traced

            return OUTCOMES[result.outcome][self.place]
        return self.shown(result.value, result.unit) if result.missing is None else None

    @cached_property
    def names(self) -> dict[str, Name]:
        """The names in the formula, looked for only when something is missing."""
        return ir.reads(self.node)

    def shown(self, value: object, unit: Unit) -> str:
        return shown(value, unit, self.language)

    def of(self, step: Step) -> dict[str, Any]:
        node = step.node
        found: dict[str, Any] = {"op": _operation(node), "span": list(node.span)}
        if isinstance(node, ir.Read | ir.Derived):
            found["name"] = node.name.said[self.place]
        self._value(step, found)
        self._notes(step, found)
        if isinstance(node, ir.Compare):
            self._compared(step, found)
        args = [self.of(one) for one in step.args if not isinstance(one.node, ir.Constant)]
        if args:
            found["args"] = args
        return found

    def _value(self, step: Step, found: dict[str, Any]) -> None:
        if isinstance(step.value, Missing):
            found["value"] = None
            found["missing"] = self._missing(step.value)
        elif step.node.type.kind is Kind.TRUTH:
            found["value"] = step.value
        else:
            found["value"] = self.shown(step.value, step.node.type.unit)

    def _missing(self, missing: Missing) -> list[dict[str, str]]:
        held = []
        for one in sorted(missing.reasons, key=lambda one: (one.why, one.name, one.period)):
            name = self.names[one.name].said[self.place] if one.name in self.names else one.name
            period = "" if one.period == str(NO_PERIOD) else one.period
            said = {"why": WHY[one.why][self.place], "name": name, "period": period}
            due = {"due": one.due.isoformat()} if one.due else {}
            held.append({key: value for key, value in said.items() if value} | due)
        return held

    def _notes(self, step: Step, found: dict[str, Any]) -> None:
        notes = step.notes
        if isinstance(step.node, ir.Read):
            source = {
                "form": step.node.name.form,
                "period": str(notes["period"]),
                **(notes.get("source") or {}),
            }
            found["src"] = {key: value for key, value in source.items() if value not in {"", str(NO_PERIOD)}}
        if isinstance(coverage := notes.get("coverage"), Coverage):
            found["coverage"] = _coverage(coverage)
        if top := notes.get("top"):
            found["top"] = [self._top(one, step) for one in top]
        if "base" in notes:
            found["base"] = str(notes["base"])
        if "table" in notes:
            table = notes["table"]
            found["table"] = {"name": (table.zh, table.en)[self.place] or table.code, "clause": table.clause}
        if isinstance(step.node, ir.Parameter) and "dated" in notes:
            self._parameter(notes["parameter"], step)

    def _top(self, one: Held, step: Step) -> dict[str, str]:
        return {"entity": one.body, "value": self.shown(one.value, step.node.type.unit)}

    def _parameter(self, parameter: Parameter, step: Step) -> None:
        dated = step.notes["dated"]
        said = {
            "name": (parameter.zh, parameter.en)[self.place] or parameter.code,
            "value": self.shown(step.value, step.node.type.unit),
            "from": dated.since.isoformat(),
            "clause": dated.clause,
        }
        self.parameters[parameter.code] = said

    def _compared(self, step: Step, found: dict[str, Any]) -> None:
        left, right = step.args
        values = (left.value, right.value)
        if any(isinstance(one, Missing) for one in values):
            return
        unit = left.node.type.unit
        found["left"], found["right"] = _apart(self, values, (unit, right.node.type.unit))
        if isinstance(left.value, Fraction) and isinstance(right.value, Fraction):
            found["exact"] = [fraction(left.value), fraction(right.value)]
            difference = POINTS if unit.shape is Shape.SHARE and not unit.powers else unit
            found["gap"] = _signed(self, left.value - right.value, difference)
        if step.notes.get("tie"):
            found["tie"] = True
        if step.value is False and (ways := fixes(step)):
            found["fix"] = [self._fix(way) for way in ways]

    def _fix(self, way: Any) -> dict[str, str]:
        unit = way.name.unit
        need = f"{way.sign} {bound(way.need, unit, self.language, up=way.sign.startswith('>'))}"
        return {"name": way.name.said[self.place], "now": self.shown(way.now, unit), "need": need}


def _operation(node: ir.Node) -> str:
    for field in ("operator", "function", "mode"):
        if isinstance(found := getattr(node, field, None), str):
            return str(found)
    return NAMES.get(type(node), type(node).__name__.lower())


NAMES: Final[dict[type[ir.Node], str]] = {
    ir.Read: "name", ir.Derived: "name", ir.Member: "in", ir.Chosen: "if", ir.Scored: "score", ir.Decided: "decide",
    ir.Moved: "@", ir.Lagged: "lag", ir.ToDate: "ytd", ir.Negative: "-", ir.Absolute: "abs", ir.Power: "**",
    ir.AtPrices: "at_prices",
}  # fmt: skip


def _coverage(coverage: Coverage) -> dict[str, Any]:
    found: dict[str, Any] = {"reported": coverage.reported, "expected": coverage.expected}
    if coverage.unknown:
        found["unknown"] = coverage.unknown
    if coverage.weight is not None:
        found["weight"] = shown(coverage.weight, SHARE)
    return found


def _apart(tracer: Tracer, values: tuple[object, ...], units: tuple[Unit, ...]) -> tuple[str, str]:
    """Both sides with as many decimals as it takes to tell them apart."""
    left, right = values
    digits = 2
    scale = units[0].factor
    if isinstance(left, Fraction) and isinstance(right, Fraction) and 0 < abs(left - right) < scale:
        while (
            rounded(left / scale * 10**digits) == rounded(right / scale * 10**digits) and digits < MOST_DIGITS
        ):
            digits += 2
    said = [shown(one, unit, tracer.language, digits=digits) for one, unit in zip(values, units, strict=True)]
    return said[0], said[1]


def _signed(tracer: Tracer, value: Fraction, unit: Unit) -> str:
    text = tracer.shown(value, unit)
    return f"+{text}" if value > 0 else text
