"""Say a formula as a sentence (读出): in Chinese, as it could stand in an official paper, or in English."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.catalogue import Catalogue, Kind
from luoshi.formula.errors import Said
from luoshi.formula.numerals import shown
from luoshi.formula.phrases import (
    AGGREGATES,
    COMPARISONS,
    DATE_COMPARISONS,
    FALLS,
    OPERATORS,
    OTHERS,
    RISES,
    ROUNDINGS,
    SINCE,
    TERMS,
    WINDOWS,
)
from luoshi.formula.units import BARE, Shape, Unit

PREDICATES: Final = ("是", "有", "由", "已", "未", "当日", "is ", "has ", "was ", "does ")
QUESTIONS: Final = ("是否", "有无")


def say(node: ir.Node, catalogue: Catalogue, language: str = "zh") -> str:
    """What a formula means, as one sentence without a full stop."""
    sentence = Sayer(catalogue, language).say(node)
    return sentence if language == "zh" else sentence[:1].upper() + sentence[1:]


class Sayer:
    """Says nodes in one language."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue, self.language = catalogue, language

    def say(self, node: ir.Node) -> str:
        return SAYERS[type(node)](self, node)

    def inner(self, node: ir.Node) -> str:
        """A part that is itself composed stands in brackets."""
        said = self.say(node)
        return self.bracket(said) if isinstance(node, ir.Arithmetic | ir.Chosen | ir.Logic) else said

    def bracket(self, text: str) -> str:
        return f"（{text}）" if self.language == "zh" else f"({text})"

    def fill(self, phrase: Said, **words: object) -> str:
        return self.word(phrase).format(**words)

    def word(self, said: Said) -> str:
        return said.zh if self.language == "zh" else said.en

    def join(self, values: tuple[ir.Node, ...], joint: str = "list") -> str:
        return self.word(OTHERS[joint]).join(self.inner(one) for one in values)

    def times(self, count: int, months: int) -> str:
        return self.fill(OTHERS[f"months {months}" if months else "periods"], count=count)


def _constant(sayer: Sayer, node: ir.Constant) -> str:
    if node.value is None:
        return sayer.word(OTHERS["nothing"])
    return _value(sayer, node.value, node.type.unit)


def _value(sayer: Sayer, value: object, unit: Unit) -> str:
    """A value that is written out; a code stands in quotation marks."""
    return f"“{value}”" if isinstance(value, str) else shown(value, unit, sayer.language)


def _read(sayer: Sayer, node: ir.Read | ir.Derived) -> str:
    return sayer.word(node.name.said)


def _parameter(sayer: Sayer, node: ir.Parameter) -> str:
    found = sayer.catalogue.parameter(node.code)
    name = Said(found.zh or node.code, found.en or node.code) if found else Said(node.code, node.code)
    return sayer.fill(OTHERS["parameter"], name=sayer.word(name))


def _negative(sayer: Sayer, node: ir.Negative) -> str:
    return sayer.fill(OTHERS["negative"], value=sayer.inner(node.value))


def _absolute(sayer: Sayer, node: ir.Absolute) -> str:
    return sayer.fill(OTHERS["absolute"], value=sayer.inner(node.value))


def _arithmetic(sayer: Sayer, node: ir.Arithmetic) -> str:
    is_share = (
        node.operator == "/" and node.type.unit.shape is Shape.SHARE and bool(node.left.type.unit.powers)
    )
    phrase = OPERATORS["share" if is_share else node.operator]
    return sayer.fill(phrase, left=sayer.inner(node.left), right=sayer.inner(node.right))


def _power(sayer: Sayer, node: ir.Power) -> str:
    return sayer.fill(OTHERS["power"], value=sayer.inner(node.value), exponent=node.exponent)


def _compare(sayer: Sayer, node: ir.Compare) -> str:
    if isinstance(node.left, ir.Growth) and not node.left.annual and isinstance(node.right, ir.Constant):
        bar = node.right.value
        if isinstance(bar, Fraction) and node.operator in RISES:
            phrases = FALLS if bar < 0 else RISES
            amount = shown(abs(bar), node.right.type.unit, sayer.language)
            return sayer.fill(phrases[node.operator], **_growth_words(sayer, node.left), bar=amount)
    phrases = {**COMPARISONS, **DATE_COMPARISONS} if node.left.type.kind is Kind.DATE else COMPARISONS
    return sayer.fill(phrases[node.operator], left=sayer.say(node.left), right=sayer.say(node.right))


def _logic(sayer: Sayer, node: ir.Logic) -> str:
    parts = [_truth(sayer, one) for one in node.values]
    return sayer.word(OTHERS[node.operator]).join(parts)


def is_predicate(name: str) -> bool:
    """Whether a name is a statement already: 是企业, is an enterprise; 是否规上 is none."""
    return name.startswith(PREDICATES) and not name.startswith(QUESTIONS)


def _truth(sayer: Sayer, node: ir.Node) -> str:
    """A condition in a sentence: a fact that is true or false needs a verb, unless its name brings one."""
    if isinstance(node, ir.Read):
        if is_predicate(sayer.word(node.name.said)):
            return sayer.say(node)
        return sayer.fill(OTHERS["true"], value=sayer.say(node))
    return sayer.inner(node)


def _not(sayer: Sayer, node: ir.Not) -> str:
    if isinstance(node.value, ir.Read):
        return sayer.fill(OTHERS["false"], value=sayer.say(node.value))
    return sayer.fill(OTHERS["not"], value=sayer.inner(node.value))


def _member(sayer: Sayer, node: ir.Member) -> str:
    place = "in" if node.wanted else "not in"
    phrase = OTHERS[f"{place} a range" if isinstance(node.among, ir.Range) else place]
    return sayer.fill(phrase, value=sayer.inner(node.value), among=_among(sayer, node))


def _among(sayer: Sayer, node: ir.Member) -> str:
    among = node.among
    if isinstance(among, ir.OneOf):
        unit = node.value.type.unit if node.value.type.kind is Kind.NUMBER else BARE
        return sayer.word(OTHERS["list"]).join(sorted(_value(sayer, one, unit) for one in among.values))
    if isinstance(among, ir.Range):
        ends = [sayer.word(OTHERS["with" if one else "without"]) for one in (among.with_low, among.with_high)]
        words = {"low": sayer.say(among.low), "high": sayer.say(among.high)}
        return sayer.fill(OTHERS["range"], **words, low_end=ends[0], high_end=ends[1])
    found = sayer.catalogue.classification(among.code)
    name = (found.zh if sayer.language == "zh" else found.en) if found else among.code
    return sayer.fill(
        OTHERS["edition" if among.edition else "classified"], name=name or among.code, edition=among.edition
    )


def _present(sayer: Sayer, node: ir.Present) -> str:
    return sayer.fill(OTHERS["present" if node.wanted else "missing"], value=sayer.inner(node.value))


def _chosen(sayer: Sayer, node: ir.Chosen) -> str:
    words = {"then": sayer.inner(node.then), "otherwise": sayer.inner(node.otherwise)}
    return sayer.fill(OTHERS["chosen"], condition=_truth(sayer, node.condition), **words)


def _or_else(sayer: Sayer, node: ir.OrElse) -> str:
    return sayer.fill(OTHERS["orelse"], value=sayer.inner(node.value), otherwise=sayer.inner(node.otherwise))


def _extreme(sayer: Sayer, node: ir.Extreme) -> str:
    return sayer.fill(OTHERS[node.function], values=sayer.join(node.values))


def _rounded(sayer: Sayer, node: ir.Rounded) -> str:
    step = shown(node.step, node.type.unit, sayer.language, digits=6)
    return sayer.fill(ROUNDINGS[node.mode], value=sayer.inner(node.value), step=step)


def _age(sayer: Sayer, node: ir.Age) -> str:
    return sayer.fill(OTHERS[f"age {node.months}"], value=sayer.inner(node.value))


def _moved(sayer: Sayer, node: ir.Moved) -> str:
    return sayer.fill(OTHERS["moved"], value=sayer.inner(node.value), period=_period(sayer, node.period))


def _period(sayer: Sayer, period: object) -> str:
    text = str(period)
    return f"{text}年" if sayer.language == "zh" and text.isdigit() else text


def _lagged(sayer: Sayer, node: ir.Lagged) -> str:
    return sayer.fill(
        OTHERS["lagged"], value=sayer.inner(node.value), times=sayer.times(node.count, node.months)
    )


def _to_date(sayer: Sayer, node: ir.ToDate) -> str:
    return sayer.fill(OTHERS["to date"], value=sayer.inner(node.value))


def _single(sayer: Sayer, node: ir.Single) -> str:
    return sayer.fill(OTHERS["single"], value=sayer.inner(node.value))


def _over(sayer: Sayer, node: ir.Over) -> str:
    times = sayer.times(node.count, node.months)
    return sayer.fill(WINDOWS[node.function], value=sayer.inner(node.value), times=times)


def _growth(sayer: Sayer, node: ir.Growth) -> str:
    return sayer.fill(OTHERS["annual" if node.annual else "growth"], **_growth_words(sayer, node))


def _growth_words(sayer: Sayer, node: ir.Growth) -> dict[str, str]:
    since = sayer.fill(SINCE[node.since], period=_period(sayer, node.period))
    terms = []
    if any(isinstance(one, ir.Aggregate | ir.Ratio) for one in ir.walk(node.value)):
        terms.append(sayer.word(TERMS[node.basis]))
    if node.index:
        terms.append(sayer.fill(TERMS["prices"], index=sayer.say(node.index)))
    said = sayer.bracket(sayer.word(OTHERS["list"]).join(terms)) if terms else ""
    said = f" {said}" if said and sayer.language == "en" else said
    return {"value": sayer.inner(node.value), "since": since, "terms": said}


def _at_prices(sayer: Sayer, node: ir.AtPrices) -> str:
    words = {"period": _period(sayer, node.period), "index": sayer.say(node.index)}
    return sayer.fill(OTHERS["at prices"], value=sayer.inner(node.value), **words)


def _table(sayer: Sayer, code: str) -> str:
    found = sayer.catalogue.table(code)
    return ((found.zh if sayer.language == "zh" else found.en) if found else code) or code


def _scored(sayer: Sayer, node: ir.Scored) -> str:
    return sayer.fill(OTHERS["scored"], value=sayer.inner(node.value), table=_table(sayer, node.table))


def _decided(sayer: Sayer, node: ir.Decided) -> str:
    return sayer.fill(OTHERS["decided"], values=sayer.join(node.values), table=_table(sayer, node.table))


def _aggregate(sayer: Sayer, node: ir.Aggregate) -> str:
    phrase = node.function
    if phrase == "count" and (node.value is None or node.value.type.kind is not Kind.TRUTH):
        phrase = "everybody" if node.value is None else "reported"
    if node.weight:
        phrase = "weighted share" if phrase == "share" else "weighted"
    words = {
        "value": _truth_or_figure(sayer, node.value) if node.value else "",
        "weight": sayer.inner(node.weight) if node.weight else "",
        "extra": shown(node.extra, BARE, sayer.language),
    }
    return _among_bodies(sayer, sayer.fill(AGGREGATES[phrase], **words), node.where)


def _truth_or_figure(sayer: Sayer, node: ir.Node) -> str:
    return _truth(sayer, node) if node.type.kind is Kind.TRUTH else sayer.inner(node)


def _among_bodies(sayer: Sayer, said: str, where: ir.Node | None) -> str:
    return said if where is None else sayer.fill(OTHERS["where"], where=_truth(sayer, where), value=said)


def _ratio(sayer: Sayer, node: ir.Ratio) -> str:
    said = sayer.fill(OTHERS["ratio"], above=sayer.inner(node.above), below=sayer.inner(node.below))
    return _among_bodies(sayer, said, node.where)


def _within(sayer: Sayer, node: ir.Within) -> str:
    if not node.dimension:
        return sayer.fill(OTHERS["everywhere"], value=sayer.inner(node.value))
    level = sayer.catalogue.level(node.level)
    said = sayer.word(level[1]) if level else node.dimension
    return sayer.fill(OTHERS["within"], value=sayer.inner(node.value), level=said)


SAYERS: Final[dict[type[ir.Node], Callable[[Sayer, Any], str]]] = {
    ir.Constant: _constant, ir.Parameter: _parameter, ir.Read: _read, ir.Derived: _read, ir.Negative: _negative,
    ir.Absolute: _absolute, ir.Arithmetic: _arithmetic, ir.Power: _power, ir.Compare: _compare, ir.Logic: _logic,
    ir.Not: _not, ir.Member: _member, ir.Present: _present, ir.Chosen: _chosen, ir.OrElse: _or_else,
    ir.Extreme: _extreme, ir.Rounded: _rounded, ir.Age: _age, ir.Moved: _moved, ir.Lagged: _lagged,
    ir.ToDate: _to_date, ir.Single: _single, ir.Over: _over, ir.Growth: _growth, ir.AtPrices: _at_prices,
    ir.Scored: _scored, ir.Decided: _decided, ir.Aggregate: _aggregate, ir.Ratio: _ratio, ir.Within: _within,
}  # fmt: skip
