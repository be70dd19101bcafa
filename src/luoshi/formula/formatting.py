"""Write a tree as text (格式化): in Chinese, in English, or in codes. What is written reads back to the same tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from luoshi.formula import syntax, units
from luoshi.formula.catalogue import Catalogue
from luoshi.formula.naming import coded, worded
from luoshi.formula.numerals import with_unit
from luoshi.formula.tables import plain
from luoshi.formula.words import KEYWORDS, UNSPACED, Knows

PLAIN: Final = re.compile(r"[^\W\d][\w&·]*")
# How tightly a node holds together what is in it.
OR, AND, NOT, CONDITION, SUM, PRODUCT, SIGNED, POWER, MOVED, ATOM = range(1, 11)
TIGHTNESS: Final = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}
CHINESE: Final = {
    "or": "或", "and": "且", "not": "非", "in": "属于", "not in": "不属于", "is present": "有值", "is missing": "缺",
    "true": "真", "false": "假", "missing": "缺",
}  # fmt: skip


def written(tree: syntax.Node, catalogue: Catalogue, language: str = "code") -> str:
    """The text of a tree: "zh", "en", or "code", the form that is kept."""
    kept = coded(tree, catalogue)
    shown = kept if language == "code" else worded(kept, catalogue, language)
    return Writer("zh" if language == "zh" else "en", catalogue.knows).write(shown)


class Writer:
    """Writes a tree as it stands, with as few brackets as it needs."""

    def __init__(self, language: str, knows: Knows) -> None:
        self.language, self.knows = language, knows

    def write(self, node: syntax.Node, least: int = OR) -> str:
        """The text, in brackets when it holds together less than `least`."""
        text, tightness = WRITERS[type(node)](self, node)
        return f"({text})" if tightness < least else text

    def keyword(self, word: str) -> str:
        return CHINESE[word] if self.language == "zh" else word

    def number(self, node: syntax.Number) -> tuple[str, int]:
        return with_unit(plain(node.value), units.unit(node.unit), self.language), ATOM

    def text(self, node: syntax.Text) -> tuple[str, int]:
        return (f"'{node.value}'" if '"' in node.value else f'"{node.value}"'), ATOM

    def day(self, node: syntax.Day) -> tuple[str, int]:
        return node.value.isoformat(), ATOM

    def when(self, node: syntax.When) -> tuple[str, int]:
        return str(node.value), ATOM

    def truth(self, node: syntax.Truth) -> tuple[str, int]:
        return self.keyword("true" if node.value else "false"), ATOM

    def nothing(self, node: syntax.Nothing) -> tuple[str, int]:
        return self.keyword("missing"), ATOM

    def hole(self, node: syntax.Hole) -> tuple[str, int]:
        return "", ATOM

    def everything(self, node: syntax.Everything) -> tuple[str, int]:
        return "*", ATOM

    def word(self, node: syntax.Word) -> tuple[str, int]:
        return self.name(node.word), ATOM

    def name(self, word: str) -> str:
        joined = "_".join(word.split(" ")) if word.isascii() else word
        is_plain = PLAIN.fullmatch(joined) and joined.casefold() not in KEYWORDS
        may_be_cut = not word.isascii() and any(one in word for one in UNSPACED) and not self.knows(word)
        return joined if is_plain and not may_be_cut else f"「{word}」"

    def call(self, node: syntax.Call) -> tuple[str, int]:
        return f"{node.function}({', '.join(self.write(each) for each in node.arguments)})", ATOM

    def argument(self, node: syntax.Argument) -> tuple[str, int]:
        value = self.write(node.value)
        return (f"{node.option}={value}" if node.option else value), ATOM

    def unary(self, node: syntax.Unary) -> tuple[str, int]:
        if node.operator == "not":
            return f"{self.keyword('not')} {self.write(node.value, NOT)}", NOT
        return f"-{self.write(node.value, SIGNED)}", SIGNED

    def binary(self, node: syntax.Binary) -> tuple[str, int]:
        tightness = TIGHTNESS[node.operator]
        if tightness == POWER:
            return f"{self.write(node.left, MOVED)} ** {self.write(node.right, SIGNED)}", POWER
        right = self.write(node.right, tightness + 1)
        return f"{self.write(node.left, tightness)} {node.operator} {right}", tightness

    def comparison(self, node: syntax.Comparison) -> tuple[str, int]:
        values = [self.write(each, SUM) for each in node.values]
        links = [f" {operator} {value}" for operator, value in zip(node.operators, values[1:], strict=True)]
        return values[0] + "".join(links), CONDITION

    def logic(self, node: syntax.Logic) -> tuple[str, int]:
        tightness = AND if node.operator == "and" else OR
        joint = f" {self.keyword(node.operator)} "
        return joint.join(self.write(each, tightness + 1) for each in node.values), tightness

    def member(self, node: syntax.Member) -> tuple[str, int]:
        joint = self.keyword("in" if node.wanted else "not in")
        return f"{self.write(node.value, SUM)} {joint} {self.write(node.among)}", CONDITION

    def set_of(self, node: syntax.SetOf) -> tuple[str, int]:
        return f"{{{', '.join(self.write(each, SUM) for each in node.values)}}}", ATOM

    def range_of(self, node: syntax.RangeOf) -> tuple[str, int]:
        low, high = self.write(node.low, SUM), self.write(node.high, SUM)
        return f"{'[' if node.with_low else '('}{low}..{high}{']' if node.with_high else ')'}", ATOM

    def present(self, node: syntax.Present) -> tuple[str, int]:
        return (
            f"{self.write(node.value, SUM)} {self.keyword('is present' if node.wanted else 'is missing')}",
            CONDITION,
        )

    def at(self, node: syntax.At) -> tuple[str, int]:
        return f"{self.write(node.value, MOVED)}@{node.period}", MOVED


WRITERS: Final[dict[type[syntax.Node], Callable[[Writer, Any], tuple[str, int]]]] = {
    syntax.Number: Writer.number, syntax.Text: Writer.text, syntax.Day: Writer.day, syntax.When: Writer.when,
    syntax.Truth: Writer.truth, syntax.Nothing: Writer.nothing, syntax.Hole: Writer.hole,
    syntax.Everything: Writer.everything, syntax.Word: Writer.word, syntax.Call: Writer.call,
    syntax.Argument: Writer.argument, syntax.Unary: Writer.unary, syntax.Binary: Writer.binary,
    syntax.Comparison: Writer.comparison, syntax.Logic: Writer.logic, syntax.Member: Writer.member,
    syntax.SetOf: Writer.set_of, syntax.RangeOf: Writer.range_of, syntax.Present: Writer.present, syntax.At: Writer.at,
}  # fmt: skip
