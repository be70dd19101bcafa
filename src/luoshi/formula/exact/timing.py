"""Time (时间): lags, windows, cumulative figures, growth on the same bodies and at the same prices."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction
from math import gcd

from luoshi.formula import ir
from luoshi.formula.exact.arithmetic import number
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.roots import Root
from luoshi.formula.exact.roots import growth as root_growth
from luoshi.formula.exact.steps import Found, Step
from luoshi.formula.missing import Missing, Reason, Why, united
from luoshi.formula.periods import Period


def moved(evaluator: Evaluator, node: ir.Moved, place: Place) -> Step:
    arg = evaluator.step(node.value, place.at(node.period))
    return Step(node, arg.value, (arg,))


def lagged(evaluator: Evaluator, node: ir.Lagged, place: Place) -> Step:
    months = node.count * (node.months or place.period.months)
    pair = place.pair.back(months) if place.pair else None
    arg = evaluator.step(node.value, place.at(place.period.back(months), pair))
    return Step(node, arg.value, (arg,))


def to_date(evaluator: Evaluator, node: ir.ToDate, place: Place) -> Step:
    pair = place.pair.to_date() if place.pair else None
    arg = evaluator.step(node.value, place.at(place.period.to_date(), pair))
    return Step(node, arg.value, (arg,))


def single(evaluator: Evaluator, node: ir.Single, place: Place) -> Step:
    """A cumulative figure less what it was before the period; January and February may be one report."""
    period = place.period
    before = period.first % 12
    merged = any(isinstance(one, ir.Read) and one.name.january_merged for one in ir.walk(node.value))
    if merged and before + period.months == 1:
        return Step(node, Missing.because(Why.NOT_APPLICABLE, period=period))
    arg = evaluator.step(node.value, place)
    if before == 0 or (merged and before == 1) or arg.is_missing:
        return Step(node, arg.value, (arg,))
    base = evaluator.step(node.value, place.at(Period(period.first - before, before), place.pair))
    value = base.value if base.is_missing else number(arg.value) - number(base.value)
    return Step(node, value, (arg, base))


def over(evaluator: Evaluator, node: ir.Over, place: Place) -> Step:
    args = tuple(evaluator.step(node.value, place.at(period)) for period in windows(node, place.period))
    if any(one.is_missing for one in args):
        return Step(node, united(one.value for one in args), args)
    values = [number(one.value) for one in args]
    total = sum(values, Fraction(0))
    value = {"sum": total, "mean": total / len(values), "min": min(values), "max": max(values)}[node.function]
    return Step(node, value, args)


def windows(node: ir.Over, period: Period) -> list[Period]:
    """The period and those before it, that a window is made of."""
    if not node.months:
        return [period.previous(back) for back in range(node.count)]
    end = period.first + period.months
    return [Period(end - node.months * (back + 1), node.months) for back in range(node.count)]


def growth(evaluator: Evaluator, node: ir.Growth, place: Place) -> Step:
    period = place.period
    base = base_of(node, period)
    pairs = (base, period) if node.basis is ir.Basis.COMPARABLE else (None, None)
    now = evaluator.step(node.value, place.at(period, pairs[0]))
    then = evaluator.step(node.value, place.at(base, pairs[1]))
    args: tuple[Step, ...] = (now, then)
    prices: Found = Fraction(1)
    if node.index:
        prices = price_change(evaluator, node.index, base, period)
    lacking = _lacking(now, then, prices, base)
    if lacking is not None:
        return Step(node, lacking, args, base=base)
    ratio = number(now.value) / number(then.value) / number(prices) ** node.money
    if not node.annual:
        return Step(node, ratio - 1, args, base=base)
    return _yearly(node, ratio, base, period, args)


def base_of(node: ir.Growth, period: Period) -> Period:
    """The period with which growth compares."""
    if node.since is ir.Since.YEAR_BEFORE:
        return period.year_before()
    if node.since is ir.Since.PREVIOUS or node.period is None:
        return period.previous()
    return alike(node.period, period)


def alike(written: Period, period: Period) -> Period:
    """The period that is written; of a year the part that is asked for."""
    return period.in_year(written.year) if written.months == 12 else written


def _lacking(now: Step, then: Step, prices: Found, base: Period) -> Missing | None:
    """Why there is no growth: nothing to compare, nothing to compare with, or a base that is not above zero."""
    reasons = united((now.value, prices)).reasons
    if then.is_missing:
        names = {one.name for one in united((then.value,)).reasons} or {""}
        return Missing(reasons | {Reason(Why.NO_BASE, name, str(base)) for name in names})
    value = number(then.value)
    if value <= 0:
        return Missing(reasons | {Reason(Why.NEGATIVE_BASE if value else Why.ZERO_BASE, "", str(base))})
    return Missing(reasons) if now.is_missing or isinstance(prices, Missing) else None


def _yearly(node: ir.Growth, ratio: Fraction, base: Period, period: Period, args: tuple[Step, ...]) -> Step:
    months = period.first - base.first
    if months <= 0:
        return Step(node, Missing.because(Why.NO_BASE, period=base), args, base=base)
    if ratio < 0:
        return Step(node, Missing.because(Why.NOT_APPLICABLE, period=period), args, base=base)
    shared = gcd(12, months)
    root = Root(ratio ** (12 // shared), months // shared)
    return Step(node, root_growth(root), args, base=base, root=root)


def price_change(evaluator: Evaluator, index: ir.Read, base: Period, period: Period) -> Found:
    """What prices are in a period when they were 1 in the base: of a chained index the product of its years."""
    if index.name.index_base is not None:
        now, then = (_index(evaluator, index, one) for one in (period, base))
        return united((now, then)) if isinstance(now, Missing) or isinstance(then, Missing) else now / then
    if period.months != base.months or (period.first - base.first) % 12:
        return Missing.because(Why.NOT_APPLICABLE, index.name.code, period)
    first, last = sorted((base.year, period.year))
    links = [_index(evaluator, index, period.in_year(year)) for year in range(first + 1, last + 1)]
    if any(isinstance(one, Missing) for one in links):
        return united(links)
    product = Fraction(1)
    for one in links:
        product *= number(one) / 100
    return product if period.year >= base.year else 1 / product


def _index(evaluator: Evaluator, index: ir.Read, period: Period) -> Fraction | Missing:
    found = evaluator.step(index, Place(period)).value
    if isinstance(found, Missing):
        return found
    value = number(found)
    return value if value > 0 else Missing.because(Why.ZERO_DIVISOR, index.name.code, period)


def at_prices(evaluator: Evaluator, node: ir.AtPrices, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    prices = price_change(evaluator, node.index, alike(node.period, place.period), place.period)
    if arg.is_missing or isinstance(prices, Missing):
        return Step(node, united((arg.value, prices)), (arg,))
    return Step(node, number(arg.value) / number(prices) ** node.money, (arg,))


def age(evaluator: Evaluator, node: ir.Age, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    if not isinstance(arg.value, date):
        return Step(node, arg.value, (arg,))
    day = evaluator.today(place)
    if not node.months:
        return Step(node, Fraction((day - arg.value).days), (arg,))
    return Step(node, Fraction(aged(arg.value, day, node.months)), (arg,))


def aged(since: date, day: date, step: int) -> int:
    """The months between two days, only whole steps of so many months counted."""
    months = _months(since, day) if since <= day else -_months(day, since)
    return int(months / step) * step


def _months(first: date, last: date) -> int:
    """Whole months between two days; where the month has no such day, its last one completes it."""
    months = (last.year - first.year) * 12 + last.month - first.month
    is_complete = last.day >= first.day or last.day == monthrange(last.year, last.month)[1]
    return months - (not is_complete)
