"""Cut a text into words (词): numbers with units, names, keywords, signs, in Chinese and English, full or half width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

from luoshi.formula import units
from luoshi.formula.errors import Problem, Said, Span

KEYWORDS: Final = {
    "or": "OR", "或": "OR", "或者": "OR",
    "and": "AND", "且": "AND", "并且": "AND",
    "not": "NOT", "非": "NOT",
    "in": "IN", "属于": "IN", "不属于": "NOT_IN",
    "is": "IS", "present": "PRESENT", "有值": "PRESENT", "missing": "MISSING", "缺": "MISSING",
    "true": "TRUE", "真": "TRUE", "false": "FALSE", "假": "FALSE",
}  # fmt: skip
# These stand in a Chinese text without blanks around them.
UNSPACED: Final = sorted((word for word in KEYWORDS if not word.isascii()), key=len, reverse=True)

# One character for one: places in the text stay what they are.
NARROW: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0x00A0: " ", 0x3001: ",", 0x00D7: "*", 0x00F7: "/", 0x2212: "-", 0x2014: "-",
    0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'", 0x3010: "[", 0x3011: "]",
}  # fmt: skip

SIGNS: Final = {
    ">=": "COMPARE", "<=": "COMPARE", "==": "COMPARE", "!=": "COMPARE", "≥": "COMPARE", "≤": "COMPARE",
    "≠": "COMPARE", ">": "COMPARE", "<": "COMPARE", "**": "POWER", "..": "DOTS", "+": "PLUS", "-": "MINUS",
    "*": "STAR", "/": "SLASH", "@": "AT", "(": "LEFT", ")": "RIGHT", "{": "LEFT_BRACE", "}": "RIGHT_BRACE",
    "[": "LEFT_SQUARE", "]": "RIGHT_SQUARE", ",": "COMMA", "=": "EQUAL",
}  # fmt: skip
OPENING: Final = {"LEFT", "LEFT_BRACE", "LEFT_SQUARE"}
CLOSING: Final = {"RIGHT", "RIGHT_BRACE", "RIGHT_SQUARE"}
GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
COMPARISONS: Final = {"≥": ">=", "≤": "<=", "≠": "!="}
# After these, a value is complete and an operator follows.
COMPLETE: Final = {
    "NUMBER",
    "UNIT",
    "PERIOD",
    "DAY",
    "TEXT",
    "TRUE",
    "FALSE",
    "NAME",
    "QUOTED",
    "RIGHT",
    "MISSING",
    "PRESENT",
}

LONGEST_CUT, LONGEST_NAME = 200, 40  # characters of a word that is cut, and of a name in it

Knows = Callable[[str], object]


class Token(NamedTuple):
    """A word, what it is, and where it stands."""

    type: str
    text: str
    span: Span


@cache
def _scanner() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
    return re.compile(
        r"(?P<blank>\s+)"
        r"|(?P<DAY>\d{4}-\d{2}-\d{2}(?!\d))"
        r"|(?P<PERIOD>\d{4}-(?:[HQhq]\d|\d{2}(?:\.\.\d{2})?)(?![\d.]))"
        r"|(?P<DOTS>\.\.)"
        r"|(?P<NUMBER>\d+(?:\.\d+)?|\.\d+)"
        r'|"(?P<TEXT>[^"]*)"'
        r"|'(?P<SINGLE>[^']*)'"
        r"|「(?P<QUOTED>[^「」]*)」|`(?P<TICKED>[^`]*)`"
        r"|(?P<NAME>[^\W\d][\w&·]*)"
        f"|(?P<SIGN>{signs})"
    )


@cache
def _unit() -> re.Pattern[str]:
    one = units.pattern()
    return re.compile(rf"[ \t]*({one}(?:/{one}(?:(?!\w)|(?=且|或)))*)")


def words(text: str, knows: Knows | None, calls: Knows, problems: list[Problem]) -> Iterator[Token]:
    """The words of a text; what can't be read goes to `problems` and is left out. `calls` knows the functions."""
    narrow = text.translate(NARROW)
    at, before, depth = 0, "", 0
    while at < len(narrow):
        if depth == 0 and (grouped := GROUPED.match(narrow, at)) and not narrow[at - 1 : at].isdigit():
            narrow = _ungrouped(narrow, grouped, problems)
        found = _scanner().match(narrow, at)
        if found is None:
            at = _unreadable(narrow, at, problems)
            continue
        at = found.end()
        for token in _tokens(found, narrow, before, (knows, calls)):
            before = token.type
            depth += (before in OPENING) - (before in CLOSING)
            at = max(at, token.span.end)
            yield token


def _ungrouped(text: str, grouped: re.Match[str], problems: list[Problem]) -> str:
    """1,000万元 is written 1000万元: a comma parts what a function is given. The places of all else stay."""
    plain = grouped[0].replace(",", "")
    problems.append(
        Problem(
            "F102", Span(*grouped.span()), {"found": grouped[0], "expected": (Said(plain, plain),)}, plain
        )
    )
    return text[: grouped.start()] + plain.rjust(len(grouped[0]), "0") + text[grouped.end() :]


def _unreadable(text: str, at: int, problems: list[Problem]) -> int:
    if text[at] in "\"'「`":
        problems.append(Problem("F109", Span(at, len(text)), {"found": text[at]}))
        return len(text)
    problems.append(Problem("F104", Span(at, at + 1), {"found": text[at]}))
    return at + 1


def _tokens(
    found: re.Match[str], text: str, before: str, known: tuple[Knows | None, Knows]
) -> Iterator[Token]:
    kind = found.lastgroup or ""
    span = Span(*found.span())
    if kind == "NUMBER":
        yield Token(kind, found[0], span)
        if unit := _unit().match(text, span.end):
            yield Token("UNIT", unit[1], Span(*unit.span(1)))
    elif kind == "NAME":
        yield from _named(found, before, *known, called=text[span.end : span.end + 1] == "(")
    elif kind == "SIGN":
        yield Token(SIGNS[found[0]], COMPARISONS.get(found[0], found[0]), span)
    elif kind in {"TICKED", "SINGLE"}:
        yield Token("QUOTED" if kind == "TICKED" else "TEXT", found[kind], span)
    elif kind != "blank":
        yield Token(kind, found[kind], span)


def _named(
    found: re.Match[str], before: str, knows: Knows | None, calls: Knows, *, called: bool
) -> Iterator[Token]:
    word, start = found[0], found.start()
    whole = Token("NAME", word, Span(start, start + len(word)))
    if keyword := KEYWORDS.get(word.casefold()):
        yield whole._replace(type=keyword)
    elif word.isascii() or (called and calls(word)) or (knows and knows(word)):
        yield whole
    else:
        yield from _cut(word, start, before, knows, calls if called else None)


def _cut(word: str, start: int, before: str, knows: Knows | None, calls: Knows | None) -> Iterator[Token]:
    """Cut 增加值且利润 where known names and keywords meet; without a list of names only a keyword in front goes."""
    if knows is None:
        head = next((one for one in UNSPACED if word.startswith(one)), "") if before in COMPLETE else ""
        pieces = [piece for piece in (head, word[len(head) :]) if piece]
    else:
        pieces = list(_whole(_pieces(word, knows, calls), knows, calls))
    for piece in pieces:
        span = Span(start, start + len(piece))
        start += len(piece)
        yield from _piece(piece, span)


def _piece(piece: str, span: Span) -> Iterator[Token]:
    digits = re.match(r"\d+", piece)
    if digits:
        middle = span.start + digits.end()
        yield Token("NUMBER", digits[0], Span(span.start, middle))
        kind = "UNIT" if _quantity().fullmatch(piece) else "NAME"
        if middle < span.end:
            yield Token(kind, piece[digits.end() :], Span(middle, span.end))
    else:
        yield Token(KEYWORDS.get(piece, "NAME"), piece, span)


def _pieces(word: str, knows: Knows, calls: Knows | None) -> list[str]:
    """The cut with the fewest characters in no known name; of equals the one with the fewest pieces."""
    if len(word) > LONGEST_CUT:
        return [word]
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (
        len(word) + 1
    )  # unknown characters, pieces, where the first ends
    for at in range(len(word) - 1, -1, -1):
        choices = [(best[at + 1][0] + 1, best[at + 1][1] + 1, at + 1)]
        for end in range(at + 1, min(len(word), at + LONGEST_NAME) + 1):
            if _is_known(word[at:end], knows, calls if end == len(word) else None):
                choices.append((best[end][0], best[end][1] + 1, end))
        best[at] = min(choices, key=lambda one: (one[0], one[1], -one[2]))
    return list(_joined(word, best, knows, calls))


def _joined(word: str, best: list[tuple[int, int, int]], knows: Knows, calls: Knows | None) -> Iterator[str]:
    """The pieces of the best cut; characters that no piece knows stay together."""
    at, unknown = 0, ""
    while at < len(word):
        end = best[at][2]
        if _is_known(word[at:end], knows, calls if end == len(word) else None):
            yield from [unknown] if unknown else []
            yield word[at:end]
            unknown = ""
        else:
            unknown += word[at:end]
        at = end
    yield from [unknown] if unknown else []


def _whole(pieces: list[str], knows: Knows, calls: Knows | None) -> Iterator[str]:
    """The pieces; what is not known stays whole with the names that touch it: 工增加值 is a word misspelt, not two."""
    run: list[str] = []
    for piece in [*pieces, ""]:
        if piece and piece not in UNSPACED and not _quantity().fullmatch(piece):
            run.append(piece)
            continue
        misspelt = any(not _is_known(one, knows, calls) for one in run)
        yield from ["".join(run)] if misspelt else run
        yield from [piece] if piece else []
        run = []


def _is_known(piece: str, knows: Knows, calls: Knows | None) -> bool:
    is_part = piece in UNSPACED or bool(_quantity().fullmatch(piece))
    return is_part or bool(knows(piece)) or bool(calls and calls(piece))


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(rf"\d+(?:{units.pattern()})")
