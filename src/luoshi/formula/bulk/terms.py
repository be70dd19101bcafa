"""Terms (算式): what an engine is asked to compute, as a small language of our own.

There are whole numbers with bounds, truths, and floats; no division, no rounding, no null. A term is made once: two
that say the same are the same object, so what is shared is computed once. Bounds decide what a number is kept in, and
refuse what would not fit into 38 digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final
from weakref import WeakValueDictionary

MOST: Final = 10**38 - 1  # the largest whole number that every engine keeps
LARGEST_FLOAT: Final = 10**300


class TooLong(Exception):
    """A number would have more digits than an engine keeps."""


class Sort(StrEnum):
    """What a term gives."""

    WHOLE = "whole"
    TRUTH = "truth"
    FLOAT = "float"


class Term:
    """One operation with what it takes. `low` and `high` bound a whole number; of a float `high` bounds the size."""

    __slots__ = ("__weakref__", "args", "high", "low", "operator", "sort")

    def __init__(self, operator: str, args: tuple[Any, ...], sort: Sort, low: int, high: int) -> None:
        self.operator, self.args, self.sort, self.low, self.high = operator, args, sort, low, high

    @property
    def inner(self) -> tuple[Term, ...]:
        """The terms that it takes."""
        return tuple(one for one in self.args if isinstance(one, Term))

    @property
    def value(self) -> int | None:
        """The number that it always is."""
        return self.low if self.sort is Sort.WHOLE and self.low == self.high else None


_KNOWN: WeakValueDictionary[tuple[Any, ...], Term] = WeakValueDictionary()


def _made(operator: str, *args: Any, sort: Sort = Sort.TRUTH, low: int = 0, high: int = 1) -> Term:
    key = (operator, args, low, high)
    found = _KNOWN.get(key)
    if found is None:
        found = Term(operator, args, sort, low, high)
        _KNOWN[key] = found
    return found


def _whole(operator: str, *args: Any, low: int, high: int) -> Term:
    if low == high:
        return whole(low)
    if max(-low, high) > MOST:
        raise TooLong
    return _made(operator, *args, sort=Sort.WHOLE, low=low, high=high)


# whole numbers


def column(name: str, low: int, high: int) -> Term:
    """A column of whole numbers without nulls, between these bounds."""
    return _whole("column", name, low=low, high=high)


def whole(value: int) -> Term:
    """A number that is written out."""
    if abs(value) > MOST:
        raise TooLong
    return _made("whole", value, sort=Sort.WHOLE, low=value, high=value)


NOUGHT: Final = whole(0)
ONE: Final = whole(1)


def plus(left: Term, right: Term) -> Term:
    if left is NOUGHT or right is NOUGHT:
        return right if left is NOUGHT else left
    return _whole("+", left, right, low=left.low + right.low, high=left.high + right.high)


def minus(left: Term, right: Term) -> Term:
    if right is NOUGHT:
        return left
    if left is right:
        return NOUGHT
    return _whole("-", left, right, low=left.low - right.high, high=left.high - right.low)


def times(left: Term, right: Term) -> Term:
    if left is ONE or right is ONE:
        return right if left is ONE else left
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    low, high = min(corners), max(corners)
    return _whole("*", left, right, low=0 if left is right and low < 0 else low, high=high)


def chosen(condition: Term, then: Term, otherwise: Term) -> Term:
    """One of two numbers, or one of two floats."""
    if condition is TRUE or then is otherwise:
        return then
    if condition is FALSE:
        return otherwise
    if otherwise.operator == "if" and otherwise.args[1] is then:
        return chosen(either(condition, otherwise.args[0]), then, otherwise.args[2])
    low, high = min(then.low, otherwise.low), max(then.high, otherwise.high)
    return _made("if", condition, then, otherwise, sort=then.sort, low=low, high=high)


def united(left: Term, right: Term) -> Term:
    """The bits of both."""
    if left is NOUGHT or left is right:
        return right
    if right is NOUGHT:
        return left
    if left.value is not None and right.value is not None:
        return whole(left.value | right.value)
    return _whole("|", left, right, low=0, high=(1 << max(left.high, right.high).bit_length()) - 1)


def has(bits: Term, bit: int) -> Term:
    """Whether a bit is set."""
    if bits.value is not None:
        return truth(bool(bits.value & bit))
    return _made("has", bits, bit) if bits.high >= bit else FALSE


# truths


def truth(value: bool) -> Term:
    return _made("truth", value, low=int(value), high=int(value))


TRUE: Final = truth(True)
FALSE: Final = truth(False)


def at_most(left: Term, right: Term) -> Term:
    """left <= right."""
    if left.high <= right.low or left is right:
        return TRUE
    return FALSE if left.low > right.high else _made("<=", left, right)


def below(left: Term, right: Term) -> Term:
    """left < right."""
    return negated(at_most(right, left))


def equal(left: Term, right: Term) -> Term:
    if left is right:
        return TRUE
    return FALSE if left.high < right.low or left.low > right.high else _made("==", left, right)


def among(value: Term, held: frozenset[int]) -> Term:
    """Whether a number is one of these."""
    possible = frozenset(one for one in held if value.low <= one <= value.high)
    if not possible:
        return FALSE
    return TRUE if value.value is not None else _made("in", value, possible)


def both(*terms: Term) -> Term:
    """All of them."""
    held = tuple(dict.fromkeys(one for one in terms if one is not TRUE))
    if FALSE in held:
        return FALSE
    return TRUE if not held else held[0] if len(held) == 1 else _made("and", *held)


def either(*terms: Term) -> Term:
    """One of them at least."""
    held = _gathered(dict.fromkeys(one for one in terms if one is not FALSE))
    if TRUE in held:
        return TRUE
    return FALSE if not held else held[0] if len(held) == 1 else _made("or", *held)


def _gathered(held: Iterable[Term]) -> tuple[Term, ...]:
    """Alternatives, those of one number that is among some put together."""
    wanted: dict[object, Term] = {}
    for one in held:
        for each in one.args if one.operator == "or" else (one,):
            key = (each.args[0],) if each.operator == "in" else each
            before = wanted.get(key)
            wanted[key] = (
                each if before in {None, each} else among(each.args[0], before.args[1] | each.args[1])
            )
    return tuple(dict.fromkeys(wanted.values()))


def negated(term: Term) -> Term:
    if term.operator == "truth":
        return truth(not term.args[0])
    if term.operator == "not":
        held: Term = term.args[0]
        return held
    return _made("not", term)


def decided(condition: Term, then: Term, otherwise: Term) -> Term:
    """One of two truths."""
    return either(both(condition, then), both(negated(condition), otherwise))


def flag(term: Term) -> Term:
    """1 for what is true, 0 for what is false."""
    return chosen(term, ONE, NOUGHT)


# floats: only where whole numbers would get too long


def _rough(operator: str, *args: Any, high: int) -> Term:
    if high > LARGEST_FLOAT:
        raise TooLong
    return _made(operator, *args, sort=Sort.FLOAT, low=-high, high=high)


def floated(term: Term) -> Term:
    """A whole number as a float."""
    return _rough("float", term, high=max(-term.low, term.high))


def scaled(term: Term, by: float) -> Term:
    """A float times a number that is written out."""
    return _rough("scale", term, by, high=int(term.high * max(1, abs(by))) + 1)


def rough_sum(left: Term, right: Term) -> Term:
    return _rough("+", left, right, high=left.high + right.high)


def rough_difference(left: Term, right: Term) -> Term:
    return _rough("-", left, right, high=left.high + right.high)


def rough_product(left: Term, right: Term) -> Term:
    return _rough("*", left, right, high=left.high * right.high)


def sized(term: Term) -> Term:
    """A float without its sign."""
    return _rough("abs", term, high=term.high)


def rough_at_most(left: Term, right: Term) -> Term:
    """left <= right of floats: true or false, even where their errors make it doubtful."""
    return _made("<=", left, right)
