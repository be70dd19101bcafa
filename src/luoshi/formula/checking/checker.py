"""The one that walks a tree and keeps what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from luoshi.formula import ir, parsing, syntax
from luoshi.formula.catalogue import COLLECTED, PURPOSES, Catalogue, Kind, Level, Name, Purpose
from luoshi.formula.errors import Problem, Said, Span
from luoshi.formula.ir import Scope, Type

QUOTES = "「」`\"“”'‘’ "
MOST_OPENED = 2_000  # nodes of a computed name, with those opened that it speaks of
KINDS = {
    Kind.NUMBER: Said("数值", "a number"),
    Kind.TRUTH: Said("条件", "a condition"),
    Kind.CODE: Said("代码", "a code"),
    Kind.DATE: Said("日期", "a day"),
    Kind.ANY: Said("缺失", "missing"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking gives: the form, what is wrong, what is doubtful, and by what it is grouped."""

    node: ir.Node
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    by: tuple[tuple[str, str], ...]  # dimension and level


@dataclass
class Checker:
    """Checks one text. `path` are the names whose formulas led here."""

    text: str
    catalogue: Catalogue
    purpose: Purpose | None = None
    path: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    by: tuple[tuple[str, str], ...] | None = None
    inside: str = ""  # the aggregate whose arguments are being checked
    derived: dict[str, ir.Node] = field(default_factory=dict)

    def run(self, tree: syntax.Node) -> Checked:
        node = self.check(tree)
        return Checked(node, tuple(self.problems), tuple(self.warnings), self.by or ())

    def check(self, node: syntax.Node) -> ir.Node:
        return self._rules[type(node)](self, node)

    @cached_property
    def _rules(self) -> dict[type[syntax.Node], Callable[[Checker, Any], ir.Node]]:
        from luoshi.formula.checking.rules import RULES  # the rules know the checker

        return RULES

    # what is wrong

    def refuse(self, code: str, span: Span, suggestion: str = "", /, **values: object) -> ir.Node:
        """Keep a problem and go on with a value that fits everywhere."""
        if span.end > span.start:  # where nothing stands, the parser has said what is lacking
            self.problems.append(Problem(code, span, values, suggestion))
        return self.hole(span)

    def warn(self, code: str, span: Span, /, **values: object) -> None:
        self.warnings.append(Problem(code, span, values))

    def hole(self, span: Span) -> ir.Node:
        return ir.Constant(None, type=Type(Kind.ANY), span=span)

    def words(self, node: syntax.Node | ir.Node) -> str:
        """What is written there, without a quotation's marks."""
        return self.text[slice(*node.span)].strip(QUOTES)

    @property
    def is_english(self) -> bool:
        return self.text.isascii()

    # what is needed of a value

    def number(self, node: syntax.Node) -> ir.Node:
        return self._of_kind(node, Kind.NUMBER)

    def truth(self, node: syntax.Node) -> ir.Node:
        return self._of_kind(node, Kind.TRUTH)

    def _of_kind(self, node: syntax.Node, kind: Kind) -> ir.Node:
        checked = self.check(node)
        return checked if self.is_kind(checked, kind, self.words(node)) else self.hole(node.span)

    def is_kind(self, node: ir.Node, kind: Kind, what: object) -> bool:
        if node.type.kind in {kind, Kind.ANY}:
            return True
        self.refuse("F204", node.span, what=what, expected=KINDS[kind], found=KINDS[node.type.kind])
        return False

    def joined(self, *nodes: ir.Node, **changes: Any) -> Type:
        """The type of what is made of several values: their scope, population, purposes and legal bases."""
        types = [node.type for node in nodes]
        scopes = {one.scope for one in types} - {Scope.CONSTANT}
        if len(scopes) > 1:
            body = next(node for node in nodes if node.type.scope is Scope.BODY)
            self.refuse("F301", body.span, name=self.words(body))
        populations = {one.population for one in types if one.scope is Scope.CELL and one.population}
        if len(populations) > 1:
            left, right = sorted(populations)[:2]
            self.warn("W404", nodes[0].span.to(nodes[-1].span), left=left, right=right)
        whole = Type(
            scope=max(scopes, default=Scope.CONSTANT),
            population=populations.pop() if len(populations) == 1 else _population(types),
            purposes=frozenset.intersection(*(one.purposes for one in types)),
            bases=frozenset().union(*(one.bases for one in types)),
        )
        return replace(whole, **changes)

    # names

    def name(self, word: syntax.Word) -> ir.Node:
        found = self.catalogue.name(word.word)
        if found is None:
            return self.refuse("F110", word.span, self.catalogue.near(word.word), found=word.word)
        if found.definition:
            return self._computed(found, word)
        self._may_use(found, word.span)
        scope = {Level.BODY: Scope.BODY, Level.AREA: Scope.CELL, Level.ALL: Scope.CONSTANT}[found.level]
        bases = frozenset({found.basis} - {""})
        whole = Type(found.kind, found.unit, found.time, scope, found.population, found.purposes, bases)
        return ir.Read(found, type=whole, span=word.span)

    def _may_use(self, name: Name, span: Span) -> None:
        if self.purpose is None or self.purpose in name.purposes:
            return
        collected = tuple(COLLECTED[one] for one in Purpose if one in name.purposes)
        form = Said(f"《{name.form}》" if name.form else "有关报表", name.form or "its form")
        basis = Said(name.basis or "有关规定", name.basis or "its rules")
        wanted = PURPOSES[self.purpose]
        self.refuse("F501", span, name=name.said, form=form, basis=basis, collected=collected, wanted=wanted)

    def _computed(self, name: Name, word: syntax.Word) -> ir.Node:
        if name.code in self.path:
            path = [*self.path[self.path.index(name.code) :], name.code]
            said = [one.said if (one := self.catalogue.names.get(code)) else code for code in path]
            zh = "→".join(one.zh if isinstance(one, Said) else one for one in said)
            en = "→".join(one.en if isinstance(one, Said) else one for one in said)
            return self.refuse("F310", word.span, path=Said(zh, en))
        if name.code not in self.derived:
            self.derived[name.code] = self._defined(name, word)
        body = self.derived[name.code]
        return ir.Derived(name, body, type=body.type, span=word.span)

    def _defined(self, name: Name, word: syntax.Word) -> ir.Node:
        tree, problems = parsing.read(name.definition, self.catalogue.knows)
        path = (*self.path, name.code)
        inner = Checker(
            name.definition, self.catalogue, self.purpose, path, inside=self.inside, derived=self.derived
        )
        if not problems:
            checked = inner.run(tree)
            problems, self.by = list(checked.problems), self.by or checked.by or None
        self.problems.extend(replace(one, span=word.span, suggestion="") for one in problems)
        if problems:
            return self.hole(word.span)
        size, _ = ir.extent(checked.node)
        if size > MOST_OPENED:
            said = Said("展开后的节点数", "nodes when opened")
            return self.refuse("F107", word.span, what=said, found=size, limit=MOST_OPENED)
        return checked.node


def _population(types: list[Type]) -> str:
    populations = {one.population for one in types if one.scope is not Scope.CONSTANT}
    return populations.pop() if len(populations) == 1 else ""
