"""Read a text into a tree (解析). All that is wrong is collected: a hole takes the place of what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any, Final

from lark import Lark
from lark import Token as Fed
from lark.exceptions import UnexpectedToken

from luoshi.formula import syntax, units
from luoshi.formula.building import Builder
from luoshi.formula.errors import FormulaError, Problem, Said, Span
from luoshi.formula.functions import function
from luoshi.formula.words import Knows, Token, words

LONGEST, DEEPEST, MOST_NODES, MOST_LEAVES, MOST_PROBLEMS = 4000, 40, 400, 100, 20
PAIRS: Final = {"LEFT": "RIGHT", "LEFT_BRACE": "RIGHT_BRACE", "LEFT_SQUARE": "RIGHT_SQUARE"}
CLOSING: Final = {"RIGHT": ("(", ")"), "RIGHT_BRACE": ("{", "}"), "RIGHT_SQUARE": ("[", "]")}
# What may come where an operator is expected, as it is said to people.
EXPECTED: Final = {
    "OR": Said("或", "or"), "AND": Said("且", "and"), "COMPARE": Said("比较符号", "a comparison"),
    "PLUS": Said("运算符号", "an operator"), "RIGHT": Said("）", ")"), "COMMA": Said("，", "a comma"),
    "RIGHT_BRACE": Said("}", "}"), "RIGHT_SQUARE": Said("]", "]"), "DOTS": Said("..", ".."),
    "PERIOD": Said("统计期", "a period"), "$END": Said("公式结束", "the end"), "LEFT": Said("（", "("),
    "IN": Said("属于", "in"), "PRESENT": Said("有值", "present"), "MISSING": Said("缺", "missing"),
}  # fmt: skip


@cache
def _grammar() -> Lark:
    text = (files(__package__) / "grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", maybe_placeholders=False, transformer=Builder(), lexer="basic")


def parse(text: str, knows: Knows | None = None) -> syntax.Node:
    """Read a formula. `knows` says whether a word is a name, so that 增加值且利润 can be cut.

    Raises FormulaError with everything that is wrong with the writing.
    """
    tree, problems = read(text, knows)
    if problems:
        raise FormulaError(problems, text)
    return tree


def read(text: str, knows: Knows | None = None) -> tuple[syntax.Node, list[Problem]]:
    """Read a formula as far as it goes, with what is wrong with it."""
    if len(text) > LONGEST:
        return syntax.Hole(), [
            Problem("F106", Span(LONGEST, len(text)), {"found": len(text), "limit": LONGEST})
        ]
    problems: list[Problem] = []
    tokens = list(words(text, knows, function, problems))
    if not tokens:
        return syntax.Hole(), problems or [Problem("F108")]
    if too_deep := _brackets(tokens):
        return syntax.Hole(), [*problems, too_deep]
    tree = _Feeder(text, tokens, problems).tree()
    if beyond := list(_limits(tree)):
        return syntax.Hole(), problems + beyond
    return tree, problems + _faults(tree)


def _brackets(tokens: list[Token]) -> Problem | None:
    depth = 0
    for token in tokens:
        depth += (token.type in PAIRS) - (token.type in CLOSING)
        if depth > DEEPEST:
            return Problem(
                "F107", token.span, {"what": Said("层数", "depth"), "found": f">{DEEPEST}", "limit": DEEPEST}
            )
    return None


def _limits(tree: syntax.Node) -> Iterator[Problem]:
    nodes = list(syntax.walk(tree))
    deepest, depth = max(nodes, key=lambda one: one[1])
    if depth > DEEPEST:
        yield Problem("F107", deepest.span, {"what": Said("层数", "depth"), "found": depth, "limit": DEEPEST})
    leaves = sum(isinstance(node, syntax.Word) for node, _ in nodes)
    if leaves > MOST_LEAVES:
        count = {"what": Said("名称数", "names"), "found": leaves, "limit": MOST_LEAVES}
        yield Problem("F107", tree.span, count)
    if len(nodes) > MOST_NODES:
        count = {"what": Said("节点数", "nodes"), "found": len(nodes), "limit": MOST_NODES}
        yield Problem("F107", tree.span, count)


def _faults(tree: syntax.Node) -> list[Problem]:
    """What the builder found and left in the tree: a month 13, a day that does not exist."""
    return [node.problem for node, _ in syntax.walk(tree) if isinstance(node, syntax.Hole) and node.problem]


class _Feeder:
    """Feeds tokens to the parser; where one does not fit, it says so and goes on."""

    def __init__(self, text: str, tokens: list[Token], problems: list[Problem]) -> None:
        self.text, self.tokens, self.problems = text, tokens, problems
        self.parser: Any = _grammar().parse_interactive()
        self.open: list[Token] = []

    def tree(self) -> syntax.Node:
        previous: Token | None = None
        for token in self.tokens:
            if len(self.problems) >= MOST_PROBLEMS:
                return syntax.Hole()
            if self._feed(token, previous):
                self._keep_brackets(token)
            previous = token
        return self._end(previous)

    def _feed(self, token: Token, previous: Token | None) -> bool:
        """Whether the token was taken, perhaps after a hole."""
        try:
            self.parser.feed_token(_fed(token))
            return True
        except UnexpectedToken:
            return self._repair(token, previous)

    def _repair(self, token: Token, previous: Token | None) -> bool:
        accepts = self.parser.accepts()
        if "NUMBER" in accepts and token.type != "EQUAL":
            self.problems.append(self._lacking(token, previous))
            if token.type in {"NOT", "LEFT_BRACE", "LEFT_SQUARE", "DOTS", "EQUAL"}:
                return False
            self._fill(token.span.start, accepts)
            return self._again(token)
        self.problems.append(self._misplaced(token, previous, accepts))
        return (
            "COMPARE" in accepts
            and token.type == "EQUAL"
            and self._again(token._replace(type="COMPARE", text="=="))
        )

    def _fill(self, at: int, accepts: set[str]) -> None:
        """Put a hole where something is lacking; after @ that is a period."""
        kind, text = ("NAME", "") if "NAME" in accepts else ("PERIOD", "2000-01")
        self.parser.feed_token(_fed(Token(kind, text, Span(at, at))))

    def _again(self, token: Token) -> bool:
        try:
            self.parser.feed_token(_fed(token))
            return True
        except UnexpectedToken:
            return False

    def _lacking(self, token: Token, previous: Token | None) -> Problem:
        if previous is None:
            accepted = (Said("数值", "a value"), Said("名称", "a name"))
            return Problem("F102", token.span, {"found": token.text, "expected": accepted})
        return Problem("F101", previous.span.to(token.span), {"after": self._as_written(previous)})

    def _misplaced(self, token: Token, previous: Token | None, accepts: set[str]) -> Problem:
        if token.type in CLOSING and not self.open:
            pair = CLOSING[token.type]
            return Problem("F103", token.span, {"found": pair[1], "expected": pair[0]})
        if unit := self._unit(token, previous):
            return unit
        expected = tuple(said for kind, said in EXPECTED.items() if kind in accepts)[:5]
        suggestion = "==" if token.type == "EQUAL" and "COMPARE" in accepts else ""
        return Problem(
            "F102", token.span, {"found": self._as_written(token), "expected": expected}, suggestion
        )

    @staticmethod
    def _unit(token: Token, previous: Token | None) -> Problem | None:
        """What stands right behind a number is an unknown unit; so is what goes on behind a unit, if one is near."""
        if token.type != "NAME" or previous is None or previous.span.end != token.span.start:
            return None
        if previous.type == "NUMBER":
            return Problem("F118", token.span, {"found": token.text}, units.nearest(token.text))
        whole = previous.text + token.text
        near = units.nearest(whole) if previous.type == "UNIT" else ""
        return Problem("F118", previous.span.to(token.span), {"found": whole}, near) if near else None

    def _as_written(self, token: Token) -> str:
        return self.text[slice(*token.span)]

    def _keep_brackets(self, token: Token) -> None:
        if token.type in PAIRS:
            self.open.append(token)
        elif token.type in CLOSING and self.open:
            self.open.pop()

    def _end(self, last: Token | None) -> syntax.Node:
        end = Token("$END", "", Span(len(self.text), len(self.text)))
        if not self.open:
            with suppress(UnexpectedToken):  # what is right ends here: to ask what could follow takes long
                whole: syntax.Node = self.parser.feed_eof()
                return whole
        for _ in range(len(self.open) + 2):
            accepts = self.parser.accepts()
            if "$END" in accepts:
                tree: syntax.Node = self.parser.feed_eof()
                return tree
            if "NUMBER" in accepts:
                self.problems.append(self._lacking(end, last))
                self._fill(end.span.start, accepts)
            elif self.open and (closing := PAIRS[self.open[-1].type]) in accepts:
                left = self.open.pop()
                self.problems.append(
                    Problem("F103", left.span, {"found": left.text, "expected": CLOSING[closing][1]})
                )
                self.parser.feed_token(_fed(Token(closing, CLOSING[closing][1], end.span)))
            else:
                break
        expected = tuple(said for kind, said in EXPECTED.items() if kind in self.parser.accepts())
        if not self.problems:
            found = {"found": self._as_written(last) if last else "", "expected": expected}
            self.problems.append(Problem("F102", last.span if last else end.span, found))
        return syntax.Hole()


def _fed(token: Token) -> Fed:
    return Fed(token.type, token.text, token.span.start, end_pos=token.span.end)
