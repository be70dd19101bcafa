"""Time (时间): growth, lags, windows, cumulative figures. What adds up and what does not is decided here."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from luoshi.formula import ir, syntax, units
from luoshi.formula.catalogue import Kind, Time
from luoshi.formula.checking.arguments import Arguments, period, spelling, steps, whole_number
from luoshi.formula.checking.checker import KINDS, Checker
from luoshi.formula.errors import Said
from luoshi.formula.functions import BASES, CURRENT_PRICES, OPTIONS, function
from luoshi.formula.ir import Basis, Since

WINDOWS: Final = {"sum", "mean", "min", "max"}
AGES: Final = {
    "years_since": (12, units.YEARS),
    "months_since": (1, units.MONTHS),
    "days_since": (0, units.DAYS),
}
RATES: Final = {Time.RATE, Time.INDEX}


def sum_time(checker: Checker, operator: str, left: ir.Node, right: ir.Node) -> Time:
    """What a sum is in time. A cumulative figure is not added to itself of another period."""
    times = {left.type.time, right.type.time} - {Time.NONE}
    if operator == "+" and times == {Time.CUMULATIVE} and len(_moves(left) | _moves(right)) > 1:
        checker.refuse("F304", left.span.to(right.span), _single_of(checker, left))
    if len(times) == 1:
        return times.pop()
    return Time.RATE if times else Time.NONE


def product_time(checker: Checker, operator: str, left: ir.Node, right: ir.Node) -> Time:
    """What a product or quotient is in time: by a number or a rate it stays what it is, two figures give a rate."""
    one, other = left.type.time, right.type.time
    if other is Time.NONE or other in RATES:
        return one if one is not Time.NONE else other
    if operator == "*" and one in {Time.NONE, *RATES}:
        return other
    return Time.RATE if operator == "/" else one


def _moves(node: ir.Node) -> set[str]:
    if isinstance(node, ir.Arithmetic):
        return _moves(node.left) | _moves(node.right)
    if isinstance(node, ir.Moved):
        return {str(node.period)}
    return {f"-{node.count}:{node.months}"} if isinstance(node, ir.Lagged) else {""}


def _single_of(checker: Checker, node: ir.Node) -> str:
    """The advice to difference first, in the words of the text."""
    while isinstance(node, ir.Arithmetic | ir.Moved | ir.Lagged):
        node = node.left if isinstance(node, ir.Arithmetic) else node.value
    return f"{'single' if checker.is_english else '单月'}({checker.words(node)})"


def moved(checker: Checker, node: syntax.At) -> ir.Node:
    value = checker.check(node.value)
    return ir.Moved(value, node.period, type=value.type, span=node.span)


def lag(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.check(given.first)
    if len(given.values) == 1:
        return ir.Lagged(value, 1, 0, type=value.type, span=given.span)
    amount = whole_number(checker, given, given.values[1], Said("期数", "how many"))
    if amount is None:
        return checker.hole(given.span)
    return ir.Lagged(value, *steps(amount), type=value.type, span=given.span)


def over(checker: Checker, given: Arguments) -> ir.Node:
    """sum, mean, min, max over several periods of one body or cell."""
    value = checker.number(given.first)
    others = [OPTIONS[one] for one in given.options if one != "over"]
    if len(given.values) != 1 or others or given.function.code not in WINDOWS:
        found = others[0] if others else OPTIONS["over"]
        return checker.refuse("F116", given.span, function=given.node.function, found=found)
    if value.type.time is Time.CUMULATIVE:
        return checker.refuse("F304", value.span, _single_of(checker, value))
    if given.function.code == "sum" and value.type.time in {Time.STOCK, *RATES}:
        return checker.refuse("F302" if value.type.time is Time.STOCK else "F303", value.span)
    amount = whole_number(checker, given, given.options["over"], OPTIONS["over"])
    if amount is None:
        return checker.hole(given.span)
    return ir.Over(given.function.code, value, *steps(amount), type=value.type, span=given.span)


def to_date(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.number(given.first)
    if isinstance(value, ir.Read) and value.type.time in RATES:
        return checker.refuse("F303", value.span)
    return ir.ToDate(value, type=value.type, span=given.span)


def single(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.number(given.first)
    if value.type.kind is not Kind.ANY and value.type.time is not Time.CUMULATIVE:
        return checker.refuse("F313", value.span, name=checker.words(value))
    return ir.Single(value, type=replace(value.type, time=Time.FLOW), span=given.span)


def growth(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.number(given.first)
    code = given.function.code
    since, base = Since.YEAR_BEFORE if code == "yoy" else Since.PREVIOUS, None
    if "since" in given.function.options:
        since = Since.PERIOD
        if "since" not in given.options:
            return checker.refuse("F121", given.span, function=given.node.function, option=OPTIONS["since"])
        base = period(checker, given.options["since"])
    if since is Since.PREVIOUS and value.type.time is Time.CUMULATIVE:
        return checker.refuse("F304", value.span, _single_of(checker, value))
    basis = _basis(checker, given, value)
    index, money = _prices(checker, given, value)
    if basis is None or (since is Since.PERIOD and base is None):
        return checker.hole(given.span)
    whole = checker.joined(value, unit=units.SHARE, time=Time.RATE)
    return ir.Growth(value, since, base, basis, code == "cagr", index, money, type=whole, span=given.span)


def _basis(checker: Checker, given: Arguments, value: ir.Node) -> Basis | None:
    """The basis; over enterprises it must be stated, since the list of them changes every year."""
    node = given.options.get("basis")
    if node is None:
        if any(isinstance(one, ir.Aggregate | ir.Ratio) for one in ir.walk(value)):
            checker.refuse("F305", given.span)
            return None
        return Basis.NOMINAL
    word = spelling(checker, node)
    found = next((code for code, said in BASES.items() if word in {code, *said}), None)
    if found is None:
        checker.refuse("F117", node.span, option=OPTIONS["basis"], allowed=tuple(BASES.values()), found=word)
        return None
    return Basis(found)


def _prices(checker: Checker, given: Arguments, value: ir.Node) -> tuple[ir.Read | None, int]:
    """price=可比价(index): the index, and how often money is in the value."""
    node = given.options.get("price")
    if node is None or (isinstance(node, syntax.Word) and node.word in CURRENT_PRICES):
        return None, 0
    if isinstance(node, syntax.Call) and len(node.arguments) == 1:
        known = function(node.function)
        if known and known.code == "at_prices":
            index = _index(checker, *(one.value for one in node.arguments))
            return index, _money(checker, value) if index else 0
    allowed = (CURRENT_PRICES, Said("可比价(指数)", "at_prices(index)"))
    checker.refuse("F117", node.span, option=OPTIONS["price"], allowed=allowed, found=checker.words(node))
    return None, 0


def _index(checker: Checker, node: syntax.Node) -> ir.Read | None:
    checked = checker.check(node)
    if isinstance(checked, ir.Read) and checked.type.time is Time.INDEX:
        return checked
    if checked.type.kind is not Kind.ANY:
        checker.refuse("F311", node.span, name=checker.words(node))
    return None


def _money(checker: Checker, value: ir.Node) -> int:
    power = value.type.unit.power_of("money")
    if not power and value.type.kind is not Kind.ANY:
        why = Said(f"“{checker.words(value)}”中没有金额", f'there is none in "{checker.words(value)}"')
        checker.refuse("F308", value.span, why=why)
    fixed = [one.name for one in ir.walk(value) if isinstance(one, ir.Read) and one.name.price_base.isdigit()]
    if power and fixed:
        name, year = fixed[0].said, fixed[0].price_base
        already = Said(f"“{name.zh}”已按{year}年价格", f'"{name.en}" is at prices of {year}')
        checker.refuse("F308", value.span, why=already)
    return power


def at_prices(checker: Checker, given: Arguments) -> ir.Node:
    value, index = checker.number(given.first), _index(checker, given.values[1])
    year = period(checker, given.values[2])
    if index is None or year is None or not (money := _money(checker, value)):
        return checker.hole(given.span)
    return ir.AtPrices(
        value,
        index,
        year,
        money,
        type=checker.joined(value, index, unit=value.type.unit, time=value.type.time),
        span=given.span,
    )


def age(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.check(given.first)
    if value.type.kind not in {Kind.DATE, Kind.ANY}:
        values = {"expected": KINDS[Kind.DATE], "found": KINDS[value.type.kind]}
        return checker.refuse("F204", value.span, what=checker.words(value), **values)
    months, unit = AGES[given.function.code]
    return ir.Age(
        value, months, type=replace(value.type, kind=Kind.NUMBER, unit=unit, time=Time.STOCK), span=given.span
    )
