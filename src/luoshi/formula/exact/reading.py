"""Read figures (取数): of the period itself, or put together from the shorter periods in which they are collected."""

from __future__ import annotations

from fractions import Fraction

from luoshi.formula import ir
from luoshi.formula.catalogue import Level, Name, Time
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.figures import Figure
from luoshi.formula.exact.steps import Found, Step
from luoshi.formula.missing import Missing, Why, united
from luoshi.formula.periods import Period


def constant(evaluator: Evaluator, node: ir.Constant, place: Place) -> Step:
    return Step(node, Missing() if node.value is None else node.value)


def derived(evaluator: Evaluator, node: ir.Derived, place: Place) -> Step:
    inner = evaluator.step(node.body, place)
    return Step(node, inner.value, (inner,))


def read(evaluator: Evaluator, node: ir.Read, place: Place) -> Step:
    name = node.name
    of = _of(name, place)
    if (of, name.code, place.period) in evaluator.changed:
        return Step(node, evaluator.changed[of, name.code, place.period], period=place.period)
    found = evaluator.source.figure(of, name, place.period)
    if isinstance(found, Figure):
        return Step(node, found.value, period=place.period, source=found.source)
    if found is not None:
        return Step(node, found, period=place.period)
    return Step(node, _composed(evaluator, name, of, place.period), period=place.period)


def _of(name: Name, place: Place) -> str:
    if name.level is Level.BODY:
        return place.body
    return dict(place.cell).get("area", "") if name.level is Level.AREA else ""


def _composed(evaluator: Evaluator, name: Name, of: str, period: Period) -> Found:
    """A figure that was not reported for the period itself: flows add up, stocks and cumulative figures end it."""
    if name.time is Time.FLOW and period.months > name.every:
        parts = list(period.split(name.every))
        if parts:
            return _sum([_direct(evaluator, name, of, part) for part in parts])
    if name.time in {Time.STOCK, Time.CUMULATIVE}:
        last = period.last(name.every)
        if last is not None and last != period:
            return _direct(evaluator, name, of, last)
    is_longer = period.months > name.every and name.time not in {Time.RATE, Time.INDEX}
    fits = name.time is Time.NONE or period.months == name.every or is_longer
    return Missing.because(Why.NOT_REPORTED if fits else Why.NOT_APPLICABLE, name.code, period)


def _direct(evaluator: Evaluator, name: Name, of: str, period: Period) -> Found:
    found = evaluator.source.figure(of, name, period)
    if isinstance(found, Figure):
        return found.value
    return found if found is not None else Missing.because(Why.NOT_REPORTED, name.code, period)


def _sum(parts: list[Found]) -> Found:
    if any(isinstance(one, Missing) for one in parts):
        return united(parts)
    return sum((one for one in parts if isinstance(one, Fraction)), Fraction(0))
