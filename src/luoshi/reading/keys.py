"""Keys of nodes and facts: made of their own words and kind, equal whenever those are (标识键)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

from luoshi.reading.grammar.folding import folded
from luoshi.reading.model import Deadline, Facts, Mention, Node, Promise, Responsibility, Target

Keyed = TypeVar("Keyed", Node, Target, Promise, Deadline, Responsibility, Mention)

_SILENT = re.compile(r"[\s“”\"‘’'《》〈〉()\[\]【】〔〕,.;:、,。;:·—–-]+")


def words(text: str) -> str:
    """The text as it counts for a key: compatibility forms folded, blanks and punctuation left out."""
    if not unicodedata.is_normalized("NFKC", text):
        # Folded, most texts are normal, which is seen far sooner than they are made so.
        text = unicodedata.normalize("NFKC", folded(text))
    return _SILENT.sub("", text)


def key(kind: str, *parts: str) -> str:
    """Sixteen hexadecimal digits of the kind and the words of all parts."""
    said = "\x1f".join([kind, *map(words, parts)])
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def with_node_keys(outline: tuple[Node, ...]) -> tuple[Node, ...]:
    """The outline, each node with the key of its heading."""
    return tuple(_keyed(node, key("section", node.title)) for node in outline)


def with_fact_keys(facts: Facts, text: str) -> Facts:
    """The facts, each with the key of its own words."""
    answers = cache(key)  # a document names the same bodies again and again
    return Facts(
        targets=tuple(
            _keyed(t, key("target", t.indicator, f"{t.value:g}", t.unit, text[t.start : t.end]))
            for t in facts.targets
        ),
        promises=tuple(_keyed(p, key(p.kind, p.subject, text[p.start : p.end])) for p in facts.promises),
        deadlines=tuple(_keyed(d, key("deadline", d.text)) for d in facts.deadlines),
        responsibilities=tuple(_keyed(r, answers(r.role, r.agency)) for r in facts.responsibilities),
        mentions=tuple(_keyed(m, key(m.kind, m.text)) for m in facts.mentions),
    )


# What reads the fields of each kind but its key, which is the last.
_ALL_BUT_KEY: dict[type, Callable[[object], tuple[Any, ...]]] = {
    kind: attrgetter(*[each.name for each in fields(kind)][:-1])
    for kind in (Node, Target, Promise, Deadline, Responsibility, Mention)
}


def _keyed(fact: Keyed, key: str) -> Keyed:
    """The same with its key: twice as fast as `replace`, which asks each field whether it may be replaced."""
    return type(fact)(*_ALL_BUT_KEY[type(fact)](fact), key)  # type: ignore[call-arg]
