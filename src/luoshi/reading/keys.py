"""Keys of nodes and facts: made of their own words and kind, equal whenever those are (标识键)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from hashlib import blake2b

from luoshi.reading.model import Facts, Node

_SILENT = re.compile(r"[\s“”\"‘’'《》〈〉()\[\]【】〔〕,.;:、,。;:·—–-]+")


def words(text: str) -> str:
    """The text as it counts for a key: compatibility forms folded, blanks and punctuation left out."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", text))


def key(kind: str, *parts: str) -> str:
    """Sixteen hexadecimal digits of the kind and the words of all parts."""
    said = "\x1f".join((kind, *(words(part) for part in parts)))
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()


def with_node_keys(outline: tuple[Node, ...]) -> tuple[Node, ...]:
    """The outline, each node with the key of its heading."""
    return tuple(replace(node, key=key("section", node.title)) for node in outline)


def with_fact_keys(facts: Facts, text: str) -> Facts:
    """The facts, each with the key of its own words."""

    def said(fact: object) -> str:
        return text[fact.start : fact.end]  # type: ignore[attr-defined]

    return Facts(
        targets=tuple(
            replace(t, key=key("target", t.indicator, f"{t.value:g}", t.unit, said(t))) for t in facts.targets
        ),
        promises=tuple(replace(p, key=key(p.kind, p.subject, said(p))) for p in facts.promises),
        deadlines=tuple(replace(d, key=key("deadline", d.text)) for d in facts.deadlines),
        responsibilities=tuple(replace(r, key=key(r.role, r.agency)) for r in facts.responsibilities),
        mentions=tuple(replace(m, key=key(m.kind, m.text)) for m in facts.mentions),
    )
