"""Roots (方根): the one place where a value may not be rational. Against a rational it is still decided exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

DIGITS: Final = 60  # of a root that is no fraction


class Root(NamedTuple):
    """value ** (1 / degree) - 1, kept as what it is."""

    value: Fraction
    degree: int


def against(root: Root, bar: Fraction) -> int:
    """-1, 0 or 1: how a root stands to a number, compared by their powers."""
    if bar < -1:
        return 1
    power = (1 + bar) ** root.degree
    return (root.value > power) - (root.value < power)


def growth(root: Root) -> Fraction:
    """The fraction that it is, or else one that is right to `DIGITS` decimals."""
    top, bottom = whole(root.value.numerator, root.degree), whole(root.value.denominator, root.degree)
    if top**root.degree == root.value.numerator and bottom**root.degree == root.value.denominator:
        return Fraction(top, bottom) - 1
    scale = 10**DIGITS
    shifted = root.value.numerator * scale**root.degree // root.value.denominator
    return Fraction(whole(shifted, root.degree), scale) - 1


def whole(value: int, degree: int) -> int:
    """The greatest whole number whose power is at most the value."""
    if value < 2:
        return value
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better
