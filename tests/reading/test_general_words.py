"""No rule of the reader fits one file: its words are words of the genre (规则用词的通用性)."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from luoshi.reading import sources
from tests.reading.test_gold import DOCUMENTS
from tests.shared import shared_file, shared_folder

pytestmark = pytest.mark.usefixtures("untraced")

READING = Path(__file__).resolve().parents[2] / "src/luoshi/reading"
# Words of rules that stand in only one of the known documents, looked at one by one: each is ordinary
# officialese (a verb, a unit, a kind of body, the furniture of a government site), none is a topic or a name.
LOOKED_AT = Path(__file__).parent / "general_words.txt"
CLASS = re.compile(r"\[[^\]]*\]")
WORD = re.compile(r"[一-鿿]{2,}")


def rule_words() -> set[str]:
    """Every Chinese word in a constant of the reader's code and in its table of bodies; docstrings are no rules."""
    found = set(WORD.findall(" ".join(_strings(tomllib.loads((READING / "bodies.toml").read_text("utf-8"))))))
    for path in READING.rglob("*.py"):
        if path.name != "messages.py":
            found |= set(_constants(ast.parse(path.read_text("utf-8"))))
    return found


def _constants(tree: ast.Module) -> Iterator[str]:
    docs = {id(body[0].value) for body in _bodies(tree) if isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield from WORD.findall(CLASS.sub(" ", node.value))


def _bodies(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            yield node.body


def _strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            if name not in ("reason", "source", "commander"):
                yield from _strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from _strings(held)


@cache
def known_texts() -> tuple[str, ...]:
    shared_file("reading/examples/README.md")
    folder = shared_folder()
    files = [*folder.glob("seeds/*.txt"), *folder.glob("reading/examples/text/*.txt"), *DOCUMENTS]
    return tuple(sources.load(path.read_bytes()).text for path in files)


def words_of_one_document() -> set[str]:
    texts = known_texts()
    return {word for word in rule_words() if sum(word in text for text in texts) == 1}


def test_the_words_of_rules_that_stand_in_one_document_are_general_ones():
    looked_at = set(LOOKED_AT.read_text("utf-8").split())
    assert sorted(words_of_one_document() - looked_at) == []


def test_nothing_is_kept_in_the_list_that_no_rule_says():
    assert sorted(set(LOOKED_AT.read_text("utf-8").split()) - rule_words()) == []


def test_no_rule_says_the_name_of_a_known_place_or_firm():
    named = {"天水", "甘肃", "兰州", "上海", "秦州", "麦积", "华天", "星火", "临江市", "云溪", "青禾"}
    assert sorted(word for word in rule_words() if any(name in word for name in named)) == []
