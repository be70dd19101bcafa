"""What is looked up in the catalogue: tables, parameters, classifications."""

from __future__ import annotations

from luoshi.formula import ir, syntax, units
from luoshi.formula.catalogue import Kind, Time
from luoshi.formula.checking.arguments import Arguments, spelling
from luoshi.formula.checking.checker import KINDS, Checker
from luoshi.formula.errors import Said
from luoshi.formula.functions import OPTIONS, function, option
from luoshi.formula.ir import Type
from luoshi.formula.tables import BrokenLine, DecisionTable, ScoringTable
from luoshi.formula.units import Unit


def parameter(checker: Checker, given: Arguments) -> ir.Node:
    word = spelling(checker, given.first)
    found = checker.catalogue.parameter(word)
    if found is None:
        near = checker.catalogue.near(word, among="parameters")
        return checker.refuse("F112", given.first.span, near, found=word)
    return ir.Parameter(found.code, type=Type(found.kind, found.unit), span=given.span)


def score(checker: Checker, given: Arguments) -> ir.Node:
    value = checker.number(given.first)
    word = spelling(checker, given.values[1])
    table = checker.catalogue.table(word)
    wanted = ScoringTable if given.function.code == "score" else BrokenLine
    if not isinstance(table, wanted):
        near = checker.catalogue.near(word, among="tables")
        return checker.refuse("F113", given.values[1].span, near, found=word)
    if not _is_in(checker, value, table.unit, table.zh or table.code):
        return checker.hole(given.span)
    whole = checker.joined(value, unit=table.gives, time=Time.NONE)
    return ir.Scored(value, table.code, type=whole, span=given.span)


def decide(checker: Checker, given: Arguments) -> ir.Node:
    word = spelling(checker, given.first)
    table = checker.catalogue.table(word)
    if not isinstance(table, DecisionTable):
        near = checker.catalogue.near(word, among="tables")
        return checker.refuse("F113", given.first.span, near, found=word)
    values = tuple(checker.check(one) for one in given.values[1:])
    if len(values) != len(table.inputs):
        counts = {"expected": len(table.inputs) + 1, "found": len(values) + 1}
        return checker.refuse("F120", given.span, function=given.node.function, **counts)
    fits = [_fits(checker, *pair, table.zh or table.code) for pair in zip(values, table.inputs, strict=True)]
    if not all(fits):
        return checker.hole(given.span)
    unit = table.gives if isinstance(table.gives, Unit) else units.BARE
    kind = Kind.NUMBER if isinstance(table.gives, Unit) else Kind(table.gives)
    return ir.Decided(
        values,
        table.code,
        type=checker.joined(*values, kind=kind, unit=unit, time=Time.NONE),
        span=given.span,
    )


def _fits(checker: Checker, value: ir.Node, wanted: Unit | str, table: str) -> bool:
    if isinstance(wanted, Unit):
        return checker.is_kind(value, Kind.NUMBER, checker.words(value)) and _is_in(
            checker, value, wanted, table
        )
    return checker.is_kind(value, Kind(wanted), checker.words(value))


def _is_in(checker: Checker, value: ir.Node, wanted: Unit, table: str) -> bool:
    if value.type.kind is Kind.ANY or value.type.unit.alike(wanted):
        return True
    none = Said("无单位", "no unit")
    said = {"wanted": wanted.show() or none, "found": value.type.unit.show() or none}
    checker.refuse("F406", value.span, table=table, **said)
    return False


def classified(checker: Checker, node: syntax.Node) -> ir.Classified | None:
    """What stands after 属于: a classification by its name, or by 分类(name, 版=…)."""
    wanted, edition = node, ""
    if isinstance(node, syntax.Call):
        parts = _call(checker, node)
        if parts is None:
            return None
        wanted, edition = parts
    word = spelling(checker, wanted)
    found = checker.catalogue.classification(word)
    if found is None or (edition and found.edition(edition, None) is None):
        whole = word if found is None else f"{word} {edition}"
        near = checker.catalogue.near(word, among="classifications") if found is None else ""
        checker.refuse("F114", wanted.span, near, found=whole)
        return None
    return ir.Classified(found.code, edition, type=Type(Kind.CODE), span=node.span)


def _call(checker: Checker, node: syntax.Call) -> tuple[syntax.Node, str] | None:
    known = function(node.function)
    positional = [one.value for one in node.arguments if not one.option]
    if known is None or known.code != "classification":
        near = ("classification" if checker.is_english else "分类") if known is None else ""
        where = {"expected": Said("分类", "a classification"), "found": KINDS[Kind.NUMBER]}
        code = "F111" if known is None else "F204"
        checker.refuse(
            code,
            node.span.first(len(node.function)) if known is None else node.span,
            near,
            **({"found": node.function} if known is None else {"what": node.function, **where}),
        )
        return None
    if len(positional) != 1:
        checker.refuse("F120", node.span, function=node.function, expected=1, found=len(positional))
        return None
    edition = ""
    for one in node.arguments:
        if one.option and option(one.option) == "edition":
            edition = spelling(checker, one.value).strip("年")
        elif one.option:
            near = OPTIONS["edition"].en if checker.is_english else OPTIONS["edition"].zh
            checker.refuse(
                "F116", one.span.first(len(one.option)), near, function=node.function, found=one.option
            )
            return None
    return positional[0], edition
