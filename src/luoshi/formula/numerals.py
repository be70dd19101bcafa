"""Show exact numbers (数字): as decimals, in a unit, in either language. Nothing is rounded but what is shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from luoshi.formula.tables import MOST_BITS, plain
from luoshi.formula.units import Unit

LONGEST: Final = 6  # decimals of an exact number that are shown


def shown(value: object, unit: Unit, language: str = "zh", *, digits: int = 2) -> str:
    """A value with its unit. A decimal of few digits is shown whole, another one to `digits`, half away from zero."""
    if isinstance(value, bool):
        return {"zh": ("假", "真"), "en": ("false", "true")}[language][value]
    if not isinstance(value, Fraction):
        return value.isoformat() if isinstance(value, date) else str(value)
    amount = value if unit.factor == 1 else value / unit.factor
    text = plain(amount)
    if "≈" in text:
        return with_unit(text, unit, language)
    if "/" in text or len(text.partition(".")[2]) > LONGEST:
        text = decimal(amount, digits)
    return with_unit(text, unit, language)


def fraction(value: Fraction) -> str:
    """A fraction as p/q, or as a power of ten where it is beyond all measure."""
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    return str(value) if size < MOST_BITS else plain(value)


def bound(value: Fraction, unit: Unit, language: str = "zh", *, up: bool, digits: int = 2) -> str:
    """A bound that a value must keep, rounded to the safe side."""
    steps = value / unit.factor * 10**digits
    whole = -(-steps.numerator // steps.denominator) if up else steps.numerator // steps.denominator
    return shown(Fraction(whole, 10**digits) * unit.factor, unit, language)


def with_unit(text: str, unit: Unit, language: str = "zh") -> str:
    name = unit.show(language)
    return f"{text} {name}" if name[:1].isascii() and name[:1].isalnum() else f"{text}{name}"


def decimal(value: Fraction, digits: int) -> str:
    """So many decimals, half away from zero."""
    steps = rounded(value * 10**digits)
    text = str(abs(steps)).rjust(digits + 1, "0")
    whole = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return "-" + whole if steps < 0 else whole


def rounded(value: Fraction) -> int:
    """The nearest whole number, a half away from zero."""
    down = (abs(value.numerator) * 2 + value.denominator) // (value.denominator * 2)
    return -down if value < 0 else down
