"""Sentences and clauses, with what stands in brackets and quotation marks veiled (句、分句)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

VEIL = "\ue000"
THOUSANDS = "\ue001"  # stands for the comma inside 1,234, which ends no clause
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ASIDE = re.compile(
    r"“[^“”]{0,60}”|‘[^‘’]{0,60}’|\"[^\"]{0,60}\"|《[^《》]{0,80}》|〈[^〈〉]{0,80}〉"
    r"|[(（][^()（）]{3,200}[)）]|〔[^〔〕]{0,20}〕"
)
_ASIDE_OPENS = re.compile(r"[“‘\"《〈(（〔]")
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?\n]*")
_CLAUSE = re.compile(r"[^，,：:。；;！？!?\n]+")


class Clause(NamedTuple):
    """A clause with its place in the paragraph; `veiled` has the same length as `text`."""

    text: str
    veiled: str
    start: int
    end: int
    closing: str  # the mark that ends it


def veil(text: str) -> str:
    """The text with everything in quotation marks, book marks and longer brackets blotted out."""
    if "," in text:
        text = _THOUSANDS.sub(THOUSANDS, text)
    return _ASIDE.sub(_blot, text) if _ASIDE_OPENS.search(text) else text


def _blot(match: re.Match[str]) -> str:
    return VEIL * (match.end() - match.start())


def spans(veiled: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a semicolon ends one as a full stop does."""
    return [match.span() for match in _SENTENCE.finditer(veiled)]


def parts(text: str, veiled: str, start: int, end: int) -> list[Clause]:
    """The clauses of the sentence that stands there."""
    found: list[Clause] = []
    for match in _CLAUSE.finditer(veiled, start, end):
        first, last = match.span()
        found.append(Clause(text[first:last], match[0], first, last, veiled[last : last + 1]))
    return found


def sentences(text: str, veiled: str) -> Iterator[list[Clause]]:
    """The clauses of each sentence."""
    for start, end in spans(veiled):
        found = parts(text, veiled, start, end)
        if found:
            yield found
