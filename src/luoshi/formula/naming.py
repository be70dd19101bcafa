"""Put other words for the same things into a tree: codes to keep, Chinese or English to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from luoshi.formula import syntax
from luoshi.formula.catalogue import Catalogue
from luoshi.formula.errors import Said
from luoshi.formula.functions import BASES, CURRENT_PRICES, OPTIONS, function, option

EVERYBODY = Said("全部", "all")
# What stands at which place of which call, if not a value.
PLACES = {
    ("score", 1): "table", ("line", 1): "table", ("decide", 0): "table", ("parameter", 0): "parameter",
    ("classification", 0): "classification", ("within", 1): "level", ("by", 0): "level", ("basis", 0): "basis",
    ("price", 0): "price", ("edition", 0): "edition",
}  # fmt: skip


def coded(tree: syntax.Node, catalogue: Catalogue) -> syntax.Node:
    """The tree with codes: what is kept, so that a new name for a measure breaks nothing."""
    return Renaming(Codes(catalogue)).of(tree)


def worded(tree: syntax.Node, catalogue: Catalogue, language: str) -> syntax.Node:
    """A tree of codes with the words of "zh" or "en"."""
    return Renaming(Words(catalogue, language)).of(tree)


class Renaming:
    """Walks a tree and asks the speller for every word in it."""

    def __init__(self, speller: Codes | Words) -> None:
        self.speller = speller

    def of(self, node: syntax.Node, kind: str = "name") -> syntax.Node:
        if isinstance(node, syntax.Word):
            return replace(node, word=self.speller.spell(kind, node.word))
        if isinstance(node, syntax.Call):
            return self._call(node)
        if isinstance(node, syntax.Member):
            return replace(node, value=self.of(node.value), among=self.of(node.among, "classification"))
        if isinstance(node, syntax.SetOf):
            inner = kind if kind == "level" else "name"
            return replace(node, values=tuple(self.of(each, inner) for each in node.values))
        return self._parts(node)

    def _parts(self, node: syntax.Node) -> syntax.Node:
        changes: dict[str, object] = {}
        for part in ("value", "left", "right", "low", "high"):
            held = getattr(node, part, None)
            if isinstance(held, syntax.Node):
                changes[part] = self.of(held)
        if isinstance(node, syntax.Comparison | syntax.Logic):
            changes["values"] = tuple(self.of(each) for each in node.values)
        return replace(node, **changes)  # type: ignore[arg-type]

    def _call(self, node: syntax.Call) -> syntax.Node:
        known = function(node.function)
        code = known.code if known else node.function
        positional = 0
        arguments = []
        for one in node.arguments:
            name = option(one.option) or one.option
            kind = PLACES.get((name, 0) if one.option else (code, positional), "name")
            if code == "within" and self._is_level_first(node):
                kind = "level" if positional == 0 else "name"
            positional += not one.option
            spelled = self.speller.spell("option", one.option) if one.option else ""
            arguments.append(replace(one, option=spelled, value=self.of(one.value, kind)))
        return replace(
            node, function=self.speller.spell("function", node.function), arguments=tuple(arguments)
        )

    def _is_level_first(self, node: syntax.Call) -> bool:
        first = node.arguments[0].value if node.arguments else None
        return isinstance(first, syntax.Word) and is_level(self.speller.catalogue, first.word)


def is_level(catalogue: Catalogue, word: str) -> bool:
    return word.casefold() in EVERYBODY or bool(catalogue.level(word) or catalogue.dimension(word))


class Codes:
    """Any word of a thing → its code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def spell(self, kind: str, word: str) -> str:
        rules: dict[str, Callable[[str], str]] = {
            "name": self._name, "function": self._function, "option": self._option,
            "level": self._level, "basis": self._basis, "price": self._price, "edition": str,
        }  # fmt: skip
        return rules[kind](word) if kind in rules else self._listed(kind, word)

    def _name(self, word: str) -> str:
        found = self.catalogue.name(word)
        return found.code if found else word

    def _function(self, word: str) -> str:
        found = function(word)
        return found.code if found else word

    def _option(self, word: str) -> str:
        return option(word) or word

    def _listed(self, kind: str, word: str) -> str:
        found = getattr(self.catalogue, kind)(word)
        return str(found.code) if found else word

    def _level(self, word: str) -> str:
        if word.casefold() in EVERYBODY:
            return EVERYBODY.en
        level, dimension = self.catalogue.level(word), self.catalogue.dimension(word)
        return level[1].zh if level else dimension.code if dimension else word

    def _basis(self, word: str) -> str:
        return next((code for code, said in BASES.items() if word in {code, *said}), word)

    def _price(self, word: str) -> str:
        return CURRENT_PRICES.en if word in CURRENT_PRICES else word


class Words:
    """The code of a thing → its word in a language."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue, self.place = catalogue, 0 if language == "zh" else 1

    def spell(self, kind: str, word: str) -> str:
        rules: dict[str, Callable[[str], str]] = {
            "name": self._name, "function": self._function, "option": self._option, "level": self._level,
            "basis": self._basis, "price": self._price, "edition": str,
        }  # fmt: skip
        return rules[kind](word) if kind in rules else self._listed(kind, word)

    def _name(self, word: str) -> str:
        found = self.catalogue.name(word)
        return found.said[self.place] if found else word

    def _function(self, word: str) -> str:
        found = function(word)
        return (found.zh, found.code)[self.place] if found else word

    def _option(self, word: str) -> str:
        return OPTIONS[word][self.place] if word in OPTIONS else word

    def _listed(self, kind: str, word: str) -> str:
        found = getattr(self.catalogue, kind)(word)
        return str((found.zh, found.en)[self.place] or found.code) if found else word

    def _level(self, word: str) -> str:
        if word.casefold() in EVERYBODY:
            return EVERYBODY[self.place]
        level, dimension = self.catalogue.level(word), self.catalogue.dimension(word)
        if level:
            return level[1][self.place]
        return ((dimension.zh, dimension.en)[self.place] or dimension.code) if dimension else word

    def _basis(self, word: str) -> str:
        return BASES[word][self.place] if word in BASES else word

    def _price(self, word: str) -> str:
        return CURRENT_PRICES[self.place] if word in CURRENT_PRICES else word
