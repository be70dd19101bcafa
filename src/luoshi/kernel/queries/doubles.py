"""Which records may be one body, and what hangs on each (疑似重复查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Count

from luoshi.kernel.hanging import HANGING
from luoshi.kernel.matching import Candidate, Index
from luoshi.kernel.matching.purposes import DOUBLES
from luoshi.kernel.models import (
    Body,
    Double,
    Fact,
    ImportRow,
    Job,
    JobState,
    MatchAnswer,
    Merging,
    Succession,
    SuccessionParty,
)
from luoshi.kernel.queries.bodies import ever_called
from luoshi.kernel.queries.body_list import reasons_kept
from luoshi.kernel.queries.matching import body_index, thresholds_of

LIKE = 6  # records that one record is compared with in the end
FOUND = 20


class Search:
    """A search through all bodies, some at a time; pairs of which people know better are left out."""

    def __init__(self, *, on: date) -> None:
        self._index: Index[Any] = body_index()
        self._thresholds = thresholds_of(purpose=DOUBLES, on=on)
        self._events = _events()
        answers = MatchAnswer.objects.standing().filter(purpose=DOUBLES, is_same=False)
        self._two = {(int(one), int(other)) for one, other in answers.values_list("asked", "given")}

    def __len__(self) -> int:
        return len(self._index.records)

    def doubles(self, begin: int, end: int) -> Iterator[Double]:
        """The pairs in which these records are, by their places in the search; a pair may come twice."""
        for record in self._index.records[begin:end]:
            ranking = self._index.rank(record, thresholds=self._thresholds, limit=LIKE, is_filed=True)
            for candidate in ranking.candidates:
                pair = _pair(int(str(record.key)), int(str(candidate.key)))
                if candidate.score >= self._thresholds.ask and not self._is_known(pair):
                    yield _double(pair, candidate)

    def _is_known(self, pair: tuple[int, int]) -> bool:
        """Whether people have said that they are two, or one became the other in a reform."""
        one, other = pair
        return pair in self._two or bool(self._events[one] & self._events[other])


def _events() -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    parties = SuccessionParty.objects.filter(event__in=Succession.objects.standing(), body__isnull=False)
    for event, body in parties.values_list("event_id", "body_id"):
        found[body or 0].add(event)
    return found


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _double(pair: tuple[int, int], candidate: Candidate) -> Double:
    return Double(
        one_id=pair[0],
        other_id=pair[1],
        score=round(candidate.score, 1),
        reasons=reasons_kept(candidate),
    )


def with_both(rows: Any) -> Any:
    """Pairs with what their list prints of both records."""
    return rows.select_related("one__area", "other__area")


def pairs_of(body: Body) -> Any:
    """The pairs in which this record is, the likeliest first."""
    return with_both(Double.objects.waiting().of(body)).order_by("-score", "pk")


def last_search() -> Job | None:
    """The latest search that came to its end."""
    done = Job.objects.of_kind("kernel.look_for_doubles").filter(state=JobState.DONE)
    return done.order_by("-ended_at", "-pk").first()


def likeness(*, one: Body, other: Body) -> Candidate | None:
    """What speaks for two records being one, asked now; nothing where nothing does."""
    index = body_index(Body.objects.filter(pk__in=[one.pk, other.pk]))
    mine = next((record for record in index.records if record.key == one.pk), None)
    if mine is None:
        return None
    ranking = index.rank(mine, limit=1, is_filed=True)
    return ranking.best


def hanging_on(*, one: Body, other: Body) -> list[tuple[Any, int, int]]:
    """How much of what hangs on each of two records, kind by kind; what hangs on neither is left out."""
    pair = (one.pk, other.pk)
    counted = [(kind.label, kind.count(pair)) for kind in HANGING.values()]
    return [(label, found.get(one.pk, 0), found.get(other.pk, 0)) for label, found in counted if found]


def contradictions(*, one: Body, other: Body, on: date) -> list[tuple[Fact, Fact]]:
    """Facts of which each record knows another value for the day: merging does not settle which is right."""
    rows = Fact.objects.current().in_force(on=on).filter(body__in=[one, other]).order_by("name", "pk")
    mine, theirs = ({row.name: row for row in rows if row.body_id == body.pk} for body in (one, other))
    both = [(mine[name], theirs[name]) for name in mine if name in theirs]
    return [(one_fact, other_fact) for one_fact, other_fact in both if one_fact.value != other_fact.value]


def lines_about(bodies: Collection[int]) -> dict[int, int]:
    """How many lines of lists that were taken over are about each of these bodies."""
    rows = ImportRow.objects.applied().filter(batch__kind="kernel.bodies", target__in=map(str, bodies))
    numbers = rows.order_by().values_list("target").annotate(number=Count("pk"))
    return {int(target): number for target, number in numbers}


def merging_of(body: Body) -> Merging | None:
    """By which a record is read as another now."""
    return body.mergings.standing().select_related("kept", "merged_by").first()


def absorbed_by(body: Body) -> Any:
    """By which other records are read as this one now, the latest first."""
    return body.absorbed.standing().select_related("merged").order_by("-merged_at", "-pk")


def records_called(name: str, *, user: Any, but: Body) -> Any:
    """Records with this in a name, of those that this person may merge (合并对象查找)."""
    rows = Body.objects.allowed(user, act="kernel.merge_bodies").standing().filter(ever_called(name))
    return rows.exclude(pk=but.pk).select_related("area").order_by("name", "pk")[:FOUND]
