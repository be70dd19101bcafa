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
    parts = parts_of(name, period)
    if parts:
        return _sum([_direct(evaluator, name, of, part) for part in parts])
    last = last_of(name, period)
    if last is not None:
        return _direct(evaluator, name, of, last)
    return Missing.because(why_absent(name, period), name.code, period)


def parts_of(name: Name, period: Period) -> list[Period]:
    """The periods in which a flow was collected that make up a longer one."""
    is_longer = name.time is Time.FLOW and period.months > name.every
    return list(period.split(name.every)) if is_longer else []


def last_of(name: Name, period: Period) -> Period | None:
    """The period at the end of a longer one of which a stock or a cumulative figure is the value."""
    last = period.last(name.every) if name.time in {Time.STOCK, Time.CUMULATIVE} else None
    return None if last == period else last


def why_absent(name: Name, period: Period) -> Why:
    """Why there is no figure for a period: it was not reported, or it is of no such period."""
    is_longer = period.months > name.every and name.time not in {Time.RATE, Time.INDEX}
    fits = name.time is Time.NONE or period.months == name.every or is_longer
    return Why.NOT_REPORTED if fits else Why.NOT_APPLICABLE


def _direct(evaluator: Evaluator, name: Name, of: str, period: Period) -> Found:
    found = evaluator.source.figure(of, name, period)
    if isinstance(found, Figure):
        return found.value
    return found if found is not None else Missing.because(Why.NOT_REPORTED, name.code, period)


def _sum(parts: list[Found]) -> Found:
    if any(isinstance(one, Missing) for one in parts):
        return united(parts)
    return sum((one for one in parts if isinstance(one, Fraction)), Fraction(0))
