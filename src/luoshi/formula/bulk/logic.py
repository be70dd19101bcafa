"""Logic in bulk (三值逻辑): comparisons, Kleene's and, or, not; choices; membership."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from luoshi.formula import ir
from luoshi.formula.bulk import known, terms
from luoshi.formula.bulk.amounts import Sure
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.known import (
    Known,
    Nothing,
    Sign,
    Truth,
    doubt,
    either_of,
    first,
    is_missing,
    is_there,
    lacking,
    settled,
)
from luoshi.formula.bulk.terms import FALSE, Term
from luoshi.formula.exact.evaluator import Place
from luoshi.formula.exact.lookups import members
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period


def compare(compiler: Compiler, node: ir.Compare, period: Period) -> Known:
    return against(node.operator, compiler.of(node.left, period), compiler.of(node.right, period))


def against(sign: str, left: Known, right: Known) -> Truth:
    """How two values of a kind stand; missing where one of them is."""
    found = _stands(sign, left, right)
    unsure = terms.either(doubt(left, right), found.unsure)
    return settled(Truth(found.true, bits=lacking(left, right), unsure=unsure))


def _stands(sign: str, left: Known, right: Known) -> Sure:
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        return Sure(FALSE)
    if isinstance(left, Truth) and isinstance(right, Truth):
        same = terms.decided(left.true, right.true, terms.negated(right.true))
        return Sure(same if sign == "==" else terms.negated(same))
    if isinstance(left, Sign) and isinstance(right, Sign):
        return Sure(_in_order(sign, left.term, right.term))
    return known.compared(sign, known.number(left), known.number(right))


def _in_order(sign: str, left: Term, right: Term) -> Term:
    if sign in {"==", "!="}:
        same = terms.equal(left, right)
        return same if sign == "==" else terms.negated(same)
    found = terms.at_most(left, right) if sign in {"<=", ">"} else terms.at_most(right, left)
    return terms.negated(found) if sign in {"<", ">"} else found


def logic(compiler: Compiler, node: ir.Logic, period: Period) -> Known:
    return joined(node.operator, [compiler.truth(one, period) for one in node.values])


def joined(sign: str, values: list[Truth]) -> Truth:
    """One that decides settles it, whatever is missing of the others."""
    lacks = lacking(*values)
    if sign == "or":
        decisive = true = terms.either(*(one.true for one in values))
    else:
        decisive = terms.either(*(_is_false(one) for one in values))
        true = terms.both(terms.negated(decisive), terms.equal(lacks, terms.NOUGHT))
    return Truth(true, bits=terms.chosen(decisive, terms.NOUGHT, lacks), unsure=doubt(*values))


def _is_false(value: Truth) -> Term:
    """It is there, and one of what makes it true beside that is not."""
    there = is_there(value)
    parts = value.true.args if value.true.operator == "and" else (value.true,)
    return terms.both(terms.negated(terms.both(*(one for one in parts if one is not there))), there)


def negation(compiler: Compiler, node: ir.Not, period: Period) -> Known:
    return opposite(compiler.truth(node.value, period))


def opposite(value: Truth) -> Truth:
    return replace(value, true=_is_false(value))


def member(compiler: Compiler, node: ir.Member, period: Period) -> Known:
    value = compiler.of(node.value, period)
    if isinstance(node.among, ir.Range):
        found = _in_range(compiler, node.among, value, period)
    else:
        found = _in_set(compiler, node.among, value, period)
    return found if node.wanted else opposite(found)


def _in_range(compiler: Compiler, among: ir.Range, value: Known, period: Period) -> Truth:
    low, high = compiler.of(among.low, period), compiler.of(among.high, period)
    ends = ((low, ">=" if among.with_low else ">"), (high, "<=" if among.with_high else "<"))
    return joined("and", [against(sign, value, end) for end, sign in ends])


def _in_set(compiler: Compiler, among: ir.OneOf | ir.Classified, value: Known, period: Period) -> Truth:
    held = among.values if isinstance(among, ir.OneOf) else members(compiler.exact, among, Place(period))
    if isinstance(held, Missing):
        return Truth(FALSE, bits=lacking(value, compiler.written(held)), unsure=value.unsure)
    if isinstance(value, Sign):
        numbers = frozenset(
            one.toordinal() if isinstance(one, date) else compiler.figures.code(str(one))
            for one in held
            if isinstance(one, str | date)
        )
        return settled(Truth(terms.among(value.term, numbers), bits=value.bits, unsure=value.unsure))
    ties = [against("==", value, compiler.written(one)) for one in sorted(held, key=str)]
    return settled(
        Truth(terms.either(*(one.true for one in ties)), bits=value.bits, unsure=doubt(value, *ties))
    )


def present(compiler: Compiler, node: ir.Present, period: Period) -> Known:
    value = compiler.of(node.value, period)
    return Truth(is_there(value) if node.wanted else is_missing(value), unsure=value.unsure)


def chosen(compiler: Compiler, node: ir.Chosen, period: Period) -> Known:
    condition = compiler.truth(node.condition, period)
    return choose(condition, compiler.of(node.then, period), compiler.of(node.otherwise, period))


def choose(condition: Truth, then: Known, otherwise: Known) -> Known:
    """One of two values; missing where the condition is."""
    found = either_of(condition.true, then, otherwise)
    unsure = terms.either(condition.unsure, found.unsure)
    return conditional(replace(found, unsure=unsure), condition.bits)


def conditional(value: Known, bits: Term) -> Known:
    """A value that is missing for these reasons, where there are any."""
    whole = replace(value, bits=first(bits, value.bits))
    return settled(whole) if isinstance(whole, Truth) else whole


def or_else(compiler: Compiler, node: ir.OrElse, period: Period) -> Known:
    value, other = compiler.of(node.value, period), compiler.of(node.otherwise, period)
    return either_of(is_there(value), value, other)
