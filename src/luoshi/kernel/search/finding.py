"""Asking: what a person may see, best answers first, with the number of each kind (检索)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.safestring import SafeString

from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import SearchRow

from .marking import marked, snippet
from .question import Question
from .sources import SOURCES


@dataclass(frozen=True)
class Hit:
    """One answer as the page prints it."""

    label: str
    title: SafeString
    text: SafeString
    day: Any
    url: str


def found(question: Question, *, by: Any, kind: str = "") -> QuerySet[SearchRow]:
    """What answers, in its order: exact title, number, words of the title, words together, words anywhere."""
    if not question:
        return SearchRow.objects.none()
    rows = SearchRow.objects.filter(_visible(by, kind), words__has_words=question.anywhere)
    return rows.annotate(rank=_rank(question), sort=_kinds()).order_by("rank", "sort", "-day", "pk")


def counts(question: Question, *, by: Any) -> dict[str, int]:
    """How many of each kind this person would find, in the order of the kinds."""
    rows = found(question, by=by).order_by().values("kind").annotate(number=Count("pk"))
    numbers = {row["kind"]: row["number"] for row in rows}
    return {code: numbers[code] for code in _in_order() if code in numbers}


def dressed(rows: Iterable[SearchRow], question: Question, *, by: Any) -> list[Hit]:
    """Answers with their words marked and the addresses of their pages."""
    shown = list(rows)
    links = {
        code: SOURCES[code].links(by, [row.object_id for row in shown if row.kind == code])
        for code in {row.kind for row in shown}
    }
    return [
        Hit(
            str(SOURCES[row.kind].label),
            marked(row.title, question),
            snippet(row.text, question),
            row.day,
            links[row.kind].get(row.object_id, ""),
        )
        for row in shown
    ]


def _visible(by: Any, kind: str) -> Q:
    """One condition over all kinds: the rows whose objects this person may open, as the person looks at them."""
    codes = [code for code in SOURCES if not kind or code == kind]
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(kind=code, object_id__in=SOURCES[code].visible(by).order_by().values("pk"))
    return condition


def _rank(question: Question) -> Case:
    key = plain(question.typed)
    return Case(
        When(title_key=key, then=0),
        When(number_key=key, then=1),
        When(number_key__contains=key, then=2),
        When(title_key__contains=key, then=3),
        When(words__has_words=question.together, then=4),
        default=5,
        output_field=IntegerField(),
    )


def _in_order() -> list[str]:
    return sorted(SOURCES, key=lambda code: SOURCES[code].order)


def _kinds() -> Case:
    places = [When(kind=code, then=Value(place)) for place, code in enumerate(_in_order())]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
