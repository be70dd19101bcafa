"""The credit code (统一社会信用代码, GB 32100-2015): both check characters, and what was probably meant."""

from __future__ import annotations

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LENGTH = 18
_MISTYPED = str.maketrans("OIZSV", "0125U")


def check_character(first: str) -> str:
    """The last character that belongs to the first 17."""
    total = sum(SYMBOLS.index(each) * weight for each, weight in zip(first, WEIGHTS, strict=True))
    return SYMBOLS[(31 - total % 31) % 31]


def organisation_character(first: str) -> str:
    """The ninth character that belongs to the eight of an organisation (GB 11714-1997)."""
    total = sum(
        ORGANISATION.index(each) * weight for each, weight in zip(first, ORGANISATION_WEIGHTS, strict=True)
    )
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def is_right(code: str) -> bool:
    """Whether a code in capital letters has 18 symbols and both check characters."""
    if len(code) != LENGTH or any(each not in SYMBOLS for each in code):
        return False
    return check_character(code[:17]) == code[17] and organisation_character(code[8:16]) == code[16]


def meant(code: str) -> str:
    """The code that was probably meant where letters were taken for digits; empty where none is right."""
    repaired = code.translate(_MISTYPED)
    return repaired if repaired != code and is_right(repaired) else ""
