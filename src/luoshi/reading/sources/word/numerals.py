"""How Word prints an automatic number (编号格式): 1, 一, ①, 甲, iv …"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_CIRCLE_DIGITS = "○一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ALPHABET = 26
_MOST = 32_767  # Word's largest number


def chinese(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千万") -> str:
    """Count in Chinese (一百零五); ten to nineteen drop their one (十五)."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = digits[0] if 0 < low < 1_000 else ""
        return chinese(high, digits, units) + units[3] + gap + (chinese(low, digits, units) if low else "")
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if zero and text else "") + digits[digit] + (units[power - 1] if power else "")
        zero = not digit
    return text[1:] if 10 <= number < 20 and digits[1] == "一" else text or digits[0]


def counting(number: int) -> str:
    """Chinese counting (chineseCounting): 一 … 九十九 with units, above digit by digit (一○○)."""
    return chinese(number) if number < 100 else _positional(number, _CIRCLE_DIGITS)


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """A Roman numeral."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int) -> str:
    """Word's letters: A … Z, AA, BB …"""
    repeats, place = divmod(number - 1, _ALPHABET)
    return chr(ord("A") + place) * min(repeats + 1, 30)


def _cycle(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[(number - 1) % len(symbols)]


def _run(first: str, last: int) -> Callable[[int], str]:
    """Symbols that follow each other in Unicode, up to `last`; beyond, plain digits."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


def circled(number: int) -> str:
    """① … ㊿."""
    if number <= 20:
        return chr(0x2460 + number - 1)
    if number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if number <= 50 else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"})


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "chineseCounting": counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": lambda number: _positional(number, _DIGITS),
    "japaneseDigitalTenThousand": lambda number: _positional(number, _DIGITS),
    "taiwaneseDigital": lambda number: _positional(number, _CIRCLE_DIGITS),
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL_SIMPLIFIED, "拾佰仟萬"),
    "ideographLegalTraditional": lambda number: chinese(number, _LEGAL_TRADITIONAL, "拾佰仟萬"),
    "japaneseLegal": lambda number: chinese(number, _LEGAL_TRADITIONAL, "拾佰仟萬"),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _cycle(_STEMS)(number) + _cycle(_BRANCHES)(number),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
}


def printed(number: int, format: str) -> str | None:
    """The number as this format prints it, or None for a format that is not known."""
    if format == "none":
        return ""
    write = FORMATS.get(format)
    if write is None:
        return None
    return write(number) if 0 < number <= _MOST else str(number)
