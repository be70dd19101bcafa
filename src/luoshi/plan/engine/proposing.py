"""What the reader's grammar sees in words that a person has chosen (拟填内容): a proposal, to be looked at."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luoshi.plan.engine.stated import Stated
from luoshi.reading.grammar import periods, quantities, relations
from luoshi.reading.model import PromiseKind, Relation

LONGEST_TITLE = 80
_COMPARED = "达到为至约不低于不少于不超过突破超过高于低于以上以内的 "


def propose(*, words: str, kind: str, section: str | None, start: int, end: int) -> Stated:
    """A statement for these words: the first quantity, the first due date, and what stands before the number."""
    due = next(
        (each.due for each in periods.find(words, words) if each.use == periods.Use.DUE and each.due), ""
    )
    title = words.strip("。;； \n")[:LONGEST_TITLE]
    place: dict[str, Any] = {"section": section, "start": start, "end": end, "due": due or ""}
    if kind == "promise":
        return Stated(kind, title, promise=str(PromiseKind.QUALITATIVE), **place)
    if kind != "target":
        return Stated(kind, title, **place)
    found = next((each for each in quantities.find(words) if each.unit != "年"), None)
    if found is None:
        return Stated(kind, title, **place)
    return Stated(kind, _measure(words[: found.start]) or title, **place, **_quantity(words, found))


def _measure(before: str) -> str:
    """The words of the last clause before a number, without those that compare."""
    clause = before.replace("，", ",").rpartition(",")[2]
    return clause.rstrip(_COMPARED)[-LONGEST_TITLE:]


def _quantity(words: str, found: quantities.Quantity) -> dict[str, Any]:
    relation = found.closing or relations.before(words[: found.start]) or Relation.EQUAL
    high = None if found.value_max is None else Decimal(str(found.value_max))
    return {
        "relation": str(Relation.RANGE if high is not None else relation),
        "value": Decimal(str(found.value)),
        "value_max": high,
        "unit": found.unit,
    }
