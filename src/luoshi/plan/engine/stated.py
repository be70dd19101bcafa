"""What an officer says of a commitment (审定内容): in the reader's own terms, so that the reader's rules apply to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.plan.engine import ledger
from luoshi.plan.engine.drafts import Draft, of_line
from luoshi.plan.engine.ledger import LedgerKind
from luoshi.plan.engine.periods import last_day
from luoshi.reading import keys
from luoshi.reading.grammar.units import is_unit
from luoshi.reading.model import (
    Deadline,
    Facts,
    Gap,
    Mention,
    Modality,
    Promise,
    PromiseKind,
    Relation,
    Target,
)

LARGEST = Decimal(10) ** 27  # what the ledger's column holds: a larger number is a misprint and stays words
CHANGES = frozenset({LedgerKind.CHANGE, LedgerKind.NET_INCREASE, LedgerKind.GROSS_INCREASE})
QUANTITY = ("relation", "value", "value_max", "unit", "change")


@dataclass(frozen=True, slots=True)
class Stated:
    """One commitment as it is stated: its words, place and time, and for a target its quantity as printed.

    `section` is a place of the outline; `is_heading` marks a task that is a whole section.
    """

    kind: str
    title: str
    section: str | None
    start: int
    end: int
    modality: str = Modality.PLAIN
    due: str = ""
    relation: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    change: str = ""
    baseline: str = ""
    per: str = ""
    promise: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field; the code's sentence says what would be right."""

    field: str
    code: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)


def faults(stated: Stated, *, low: int, high: int) -> Iterator[Fault]:
    """Everything that is wrong, field by field; the words must stand between `low` and `high` of the text."""
    if not stated.title.strip():
        yield Fault("title", "title_missing")
    if not low <= stated.start < stated.end <= high:
        yield Fault("start", "place_outside", {"low": low, "high": high})
    if stated.due and last_day(stated.due) is None:
        yield Fault("due", "due_unreadable", {"due": stated.due})
    if stated.baseline and not (stated.baseline.isdecimal() and len(stated.baseline) == 4):
        yield Fault("baseline", "baseline_unreadable", {"baseline": stated.baseline})
    if stated.kind == "target":
        yield from _quantity_faults(stated)
    else:
        given = [name for name in QUANTITY if getattr(stated, name) not in ("", None)]
        yield from (Fault(name, "quantity_of_no_target") for name in given)
    if stated.kind == "promise" and stated.promise not in [*PromiseKind]:
        yield Fault("promise", "promise_kind_missing")


def _quantity_faults(stated: Stated) -> Iterator[Fault]:
    if stated.value is None:
        yield Fault("value", "value_missing")
    if stated.relation not in [*Relation]:
        yield Fault("relation", "relation_missing")
    if stated.unit and not is_unit(stated.unit):
        yield Fault("unit", "unit_unknown", {"unit": stated.unit})
    if (stated.relation == Relation.RANGE) != (stated.value_max is not None):
        yield Fault("value_max", "range_needs_two")
    elif stated.value_max is not None and stated.value is not None and stated.value > stated.value_max:
        yield Fault(
            "value_max", "range_reversed", {"low": f"{stated.value:f}", "high": f"{stated.value_max:f}"}
        )
    for name in ("value", "value_max"):
        number = getattr(stated, name)
        if number is not None and not 0 <= number < LARGEST:
            yield Fault(name, "value_out_of_range")


def fact(stated: Stated, *, text: str, key: str = "") -> Target | Promise | Deadline | Mention:
    """The reader's own fact for it, so that its check-up applies; a key is made of its words unless it has one."""
    made = _fact(stated, text, key)
    return made if key else _keyed(made, text)


def _fact(stated: Stated, text: str, key: str) -> Target | Promise | Deadline | Mention:
    place: dict[str, Any] = {
        "section": stated.section,
        "start": stated.start,
        "end": stated.end,
        "key": key,
    }
    said = {"due": stated.due or None, "baseline": stated.baseline or None, **place}
    if stated.kind == "target":
        return Target(
            indicator=stated.title,
            relation=Relation(stated.relation or Relation.AT_LEAST),
            value=float(stated.value or 0),
            value_max=None if stated.value_max is None else float(stated.value_max),
            unit=stated.unit,
            change=stated.change or None,
            per=stated.per or None,
            modality=Modality(stated.modality),
            **said,
        )
    if stated.kind == "promise":
        words = text[stated.start : stated.end]
        kind, modality = PromiseKind(stated.promise), Modality(stated.modality)
        return Promise(kind=kind, subject=stated.title, text=words, modality=modality, **said)
    if stated.kind == "task" and stated.due:
        return Deadline(due=stated.due, text=stated.title, **place)
    return Mention(
        kind=stated.kind, text=stated.title, values={"due": stated.due} if stated.due else {}, **place
    )


def _keyed(made: Target | Promise | Deadline | Mention, text: str) -> Target | Promise | Deadline | Mention:
    if isinstance(made, Target):
        return keys.with_fact_keys(Facts(targets=(made,)), text).targets[0]
    if isinstance(made, Promise):
        return keys.with_fact_keys(Facts(promises=(made,)), text).promises[0]
    if isinstance(made, Deadline):
        return keys.with_fact_keys(Facts(deadlines=(made,)), text).deadlines[0]
    return keys.with_fact_keys(Facts(mentions=(made,)), text).mentions[0]


def draft(stated: Stated, *, text: str, key: str = "", gap: Gap | None = None) -> Draft:
    """The commitment that it is, with its line of the ledger, by the rules that a reading goes by."""
    made = fact(stated, text=text, key=key)
    if isinstance(made, Target):
        return of_line(ledger.of_target(made, text=text, gap=gap), gap=gap)
    if isinstance(made, Promise):
        return of_line(ledger.of_promise(made, text=text, gap=gap), gap=gap)
    return Draft(
        kind=stated.kind,
        key=made.key,
        title=stated.title,
        section=stated.section,
        start=stated.start,
        end=stated.end,
        modality=stated.modality,
        printed_due=stated.due,
        due_on=last_day(stated.due),
        gap=gap,
    )
