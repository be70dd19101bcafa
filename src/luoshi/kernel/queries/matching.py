"""The matcher over this installation's bodies, with what is remembered and the thresholds of a day (主体比对)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, OuterRef, Subquery, When
from django.db.models.functions import Cast

from luoshi.kernel.matching import (
    Answer,
    Comparison,
    Index,
    Memory,
    Ranking,
    Record,
    Thresholds,
    body_names,
    candidates,
)
from luoshi.kernel.matching.purposes import BODIES, DOUBLES, PURPOSES
from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import Area, Body, BodyName, Fact, MatchAnswer, MatchThreshold
from luoshi.kernel.queries.register import kept_for
from luoshi.kernel.queries.successions import lineage
from luoshi.kernel.register import CREDIT_CODE


def remembered(*, purpose: str, asked: Iterable[str], given: Callable[[str], Hashable] = str) -> Memory:
    """What people have said to these questions; `given` turns a kept key into the key of a candidate."""
    answers: dict[Hashable, dict[Hashable, Answer]] = defaultdict(dict)
    for row in MatchAnswer.objects.about(purpose, asked).select_related("by").order_by("pk"):
        said = Answer(row.is_same, row.by.display_name if row.by else "", row.at)
        answers[row.asked][given(row.given)] = said
    return Memory(answers)


def remembered_of_bodies(asked: Iterable[str]) -> Memory:
    """What people have said of written names; a yes to a record that was merged since is one to the kept record."""
    found = remembered(purpose=BODIES, asked=asked, given=int).answers
    kept = kept_for(int(str(given)) for answers in found.values() for given in answers) if found else {}
    return Memory(
        {
            key: {kept[int(str(given))]: said for given, said in _noes_first(answers)}
            for key, answers in found.items()
        }
    )


def _noes_first(answers: Mapping[Hashable, Answer]) -> list[tuple[Hashable, Answer]]:
    """Of two records that were merged since, a yes to either counts."""
    return sorted(answers.items(), key=lambda item: item[1].is_same)


def thresholds_of(*, purpose: str, on: date) -> Thresholds:
    """The thresholds that hold on a day: the city's own, else those that come with the purpose."""
    row = MatchThreshold.objects.of(purpose, on=on).first()
    if row is None:
        return PURPOSES[purpose].thresholds
    return Thresholds(float(row.same), float(row.ask), float(row.margin))


def asked_key(name: str, *, area: Area | None = None) -> str:
    """Under which key a written name is remembered: in another area it may mean another body."""
    return f"{plain(name)[:200]}|{area.code if area else ''}"


def wanted(name: str, *, area: Area | None = None, kind: str = "", code: str = "") -> Record:
    """A written name as the matcher takes it."""
    return Record(asked_key(name, area=area), (name,), area.path if area else "", kind, code)


def body_index(bodies: Any = None) -> Index[Any]:
    """Bodies with all their names, as an index that is built once for many questions; all of them, or these."""
    rows = Body.objects.all() if bodies is None else bodies
    return Index(_records(rows), comparison=_comparison())


def rank_bodies(*, asked: Iterable[Record], index: Index[Any], on: date, limit: int = 5) -> Iterator[Ranking]:
    """For each record that `wanted` made, in its order, which bodies it may mean; keys are their numbers."""
    asked = list(asked)
    memory = remembered_of_bodies(str(record.key) for record in asked)
    thresholds = thresholds_of(purpose=BODIES, on=on)
    return candidates(
        asked, index, comparison=index.comparison, memory=memory, thresholds=thresholds, limit=limit
    )


def _comparison() -> Comparison[Any]:
    return body_names(Area.objects.order_by("pk").values_list("name", flat=True))


def _records(bodies: Any) -> Iterator[Record]:
    """Each body once, with the names and codes of the records merged with it."""
    kept = lineage()
    rows = list(bodies.order_by("pk").values_list("pk", "name", "area__path", "kind"))
    names: dict[int, list[str]] = {pk: [name] for pk, name, _path, _kind in rows if kept.one(pk) == pk}
    written = BodyName.objects.filter(body__in=bodies.order_by().values("pk")).order_by("body", "pk")
    others = ((pk, name) for pk, name, _path, _kind in rows if pk not in names)
    for pk, name in (*others, *written.values_list("body_id", "name")):
        names.setdefault(kept.one(pk), []).append(name)
    facts = Fact.objects.current().filter(name=CREDIT_CODE).order_by("pk")
    codes = {kept.one(body): code for body, code in facts.values_list("body_id", "text")}
    for pk, _name, path, kind in rows:
        if kept.one(pk) == pk:
            yield Record(pk, tuple(dict.fromkeys(names[pk])), path, kind, codes.get(pk, ""))


def with_what_was_given(rows):
    """Answers with the names of the bodies that they are about, and who gave them."""
    given = Case(When(purpose__in=[BODIES, DOUBLES], then=Cast("given", BigIntegerField())), default=None)
    asked = Case(When(purpose=DOUBLES, then=Cast("asked", BigIntegerField())), default=None)
    rows = rows.annotate(given_body=given, asked_body=asked)
    rows = rows.annotate(given_name=_name_of("given_body"), asked_body_name=_name_of("asked_body"))
    return rows.select_related("by")


def _name_of(column: str) -> Subquery:
    return Subquery(Body.objects.filter(pk=OuterRef(column)).values("name")[:1])


def taken_back(rows, is_wanted: bool, _scope):
    """Answers that were taken back, or those that stand."""
    return rows.filter(withdrawn_at__isnull=not is_wanted)
