"""The whole reader (公文阅读): bytes in, a reading out."""

from __future__ import annotations

from luoshi.reading import (
    checkup,
    frame,
    mentions,
    outline,
    promised,
    responsibilities,
    sources,
)
from luoshi.reading.bodies import BodyTable, general
from luoshi.reading.errors import Unreadable
from luoshi.reading.keys import with_fact_keys, with_node_keys
from luoshi.reading.model import Facts, Reading, Source

__all__ = ["Unreadable", "read", "read_source"]


def read(content: bytes, *, bodies: BodyTable | None = None) -> Reading:
    """Read a file of any supported format (txt, html, docx, pdf); `bodies` adds the reader's own table to it.

    Raises Unreadable with a code that says what is wrong with the file.
    """
    return read_source(sources.load(content), bodies=bodies)


def read_source(source: Source, *, bodies: BodyTable | None = None) -> Reading:
    """Read what was already loaded: frame, outline, facts, check-up."""
    framed = frame.find_frame(source)
    nodes = with_node_keys(outline.build(source, framed))
    facts = with_fact_keys(_facts(source, framed, nodes), source.text)
    findings, gaps = checkup.check(
        source=source, frame=framed, outline=nodes, facts=facts, bodies=bodies or general()
    )
    return Reading(source, framed, nodes, facts, findings, gaps)


def _facts(source: Source, framed: frame.Frame, nodes: tuple[outline.Node, ...]) -> Facts:
    found = promised.find(source, framed, nodes)
    return Facts(
        targets=found.targets,
        promises=found.promises,
        deadlines=found.deadlines,
        responsibilities=responsibilities.find(source, framed, nodes),
        mentions=mentions.find(source, framed, nodes),
    )
