"""The ledger of tasks kept until now as a list that is taken in once (台账接管): every row is placed or says why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from luoshi.delivery.engine.ledgers import due_day, due_said
from luoshi.delivery.ledger_columns import LEDGER
from luoshi.delivery.models import Assignment
from luoshi.delivery.queries import ledgers as queries
from luoshi.delivery.queries.issuers import issuers
from luoshi.delivery.services import taking_over as services
from luoshi.kernel.access import Actor, is_allowed
from luoshi.kernel.clock import today
from luoshi.kernel.imports import Entry, ListKind, Match
from luoshi.kernel.imports.comparison import differences
from luoshi.kernel.imports.showing import shown
from luoshi.kernel.models import Body, Upload
from luoshi.kernel.queries.body_list import parted, shown_candidate
from luoshi.kernel.queries.people_list import BODY, bodies_called, called_bodies
from luoshi.kernel.queries.written_bodies import WrittenBodies
from luoshi.kernel.services.matching import remember_body
from luoshi.kit.sheets import Remark, Row

Values = dict[str, Any]
PAST_DAYS = ("stood_on", "issued_on", "done_on")


class FormerLedger(ListKind):
    """The tasks that a body has kept in a workbook until now; each becomes an assignment with its past, once."""

    code = "delivery.ledger"
    label = LEDGER.title
    act = services.ISSUE
    sheet = LEDGER
    models = (Assignment,)
    step = 10  # each task is some acts of its own
    is_whole = True
    makes_new = False

    def name_of(self, values: Mapping[str, Any]) -> str:
        return str(values.get("title") or values.get("lead") or "")

    def question(self, values: Mapping[str, Any]) -> str:
        return str(values["lead"])

    def match(self, rows: Sequence[Row], *, by: Actor, on: date) -> Iterator[Match]:
        check = Check(rows, by=by, on=on)
        for row in rows:
            yield check.of(row)

    def answered(self, rows: Sequence[tuple[Values, str]]) -> list[tuple[Values, str]]:
        """The rows under the leads that somebody has chosen."""
        bodies = Body.objects.in_bulk([int(answer.removeprefix(BODY)) for _values, answer in rows])
        called = called_bodies(bodies.values())
        return [(values | {"lead": called[int(answer.removeprefix(BODY))]}, "") for values, answer in rows]

    def remember(
        self, values: Values, *, target: str, others: Sequence[str], by: Actor, at: datetime
    ) -> None:
        asked = [other.removeprefix(BODY) for other in others]
        remember_body(word=values["lead"], body=target.removeprefix(BODY), others=asked, by=by, at=at)

    def current(self, targets: Collection[str]) -> dict[str, Values]:
        """Tasks as their ledger printed them; a body that was asked about, with its name alone."""
        asked = [int(each.removeprefix(BODY)) for each in targets if each.startswith(BODY)]
        called = called_bodies(Body.objects.filter(pk__in=asked))
        found = {f"{BODY}{pk}": {"lead": name, "title": name} for pk, name in called.items()}
        return found | queries.printed([int(each) for each in targets if each.isdecimal()])

    def everything(self, *, by: Actor) -> Iterable[Values]:
        return queries.every(issuers(by, on=today()))

    def clashing(self, entries: Sequence[Entry], *, at: datetime) -> set[int]:
        bodies = _bodies(entries)
        here = queries.here_already(bodies[entry.values["issuer"]].pk for entry in entries)
        return {place for place, entry in enumerate(entries) if _key(entry.values, bodies) in here}

    def add(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[tuple[str, Any]]:
        bodies = _bodies(entries)
        uploads = Upload.objects.in_bulk({entry.upload for entry in entries})
        made = [
            services.take_over_assignment(
                issuer=bodies[entry.values["issuer"]],
                row=services.FormerRow(
                    upload=uploads[entry.upload],
                    sheet=entry.sheet,
                    number=entry.number,
                    lead=bodies[entry.values["lead"]],
                    supporters=[bodies[name] for name in parted(entry.values.get("supporters") or "")],
                    said=entry.values,
                ),
                by=by,
                at=at,
            )
            for entry in entries
        ]
        return [(str(assignment.pk), {"is_new": True}) for assignment in made]

    def change(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[Any]:
        raise NotImplementedError("a task that is here goes on here")

    def in_use(self, entries: Sequence[Entry], *, within: Collection[str]) -> str:
        return next((each.title for each in _made(entries) if services.was_worked_on(assignment=each)), "")

    def take_back(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> None:
        for assignment in _made(entries):
            services.take_assignment_back(assignment=assignment, by=by, at=at)


class Check:
    """Whether a row can be placed: whose task it is, who leads and supports, what its days mean."""

    def __init__(self, rows: Sequence[Row], *, by: Actor, on: date) -> None:
        self._by, self._on = by, on
        words = [
            parted(row.values.get(key) or "") for row in rows for key in ("lead", "supporters", "issuer")
        ]
        whole = {row.values[key] for row in rows for key in ("lead", "issuer") if row.values.get(key)}
        self._written = WrittenBodies({word for each in words for word in each} | whole, on=on)
        served = list(issuers(by, on=on)[:2])
        self._usual = served[0] if len(served) == 1 else None
        self._usual_name = called_bodies(served)[self._usual.pk] if self._usual else ""
        self._here: dict[int, dict[tuple[int, int, str], Assignment]] = {}
        self._seen: dict[tuple[int, int, str], Row] = {}

    def of(self, row: Row) -> Match:
        faults = [*self._days(row)]
        issuer = self._issuer(row, faults)
        supporters = self._supporters(row, faults)
        lead, candidates = self._lead(row, faults)
        if lead and lead in supporters:
            faults.append(_fault(row, "lead_supports", "supporters", value=self._written.called[lead.pk]))
        if faults or not issuer:
            return Match(faults=tuple(faults))
        if lead is None:
            return Match(candidates=candidates)
        return self._placed(row, issuer, lead)

    def _days(self, row: Row) -> Iterator[Remark]:
        for key in PAST_DAYS:
            if (day := row.values.get(key)) and day > self._on:
                yield _fault(row, "to_come", key, value=day.isoformat())
        if not (words := row.values.get("due")):
            return
        said = due_said(words)
        if said is None:
            yield _fault(row, "no_day", "due", value=words)
            return
        row.values["due"] = said
        begun, due = row.values.get("issued_on"), due_day(said)
        if begun and due and begun > due:
            yield _fault(row, "crossed", "issued_on", value=begun.isoformat(), due=due.isoformat())

    def _issuer(self, row: Row, faults: list[Remark]) -> Body | None:
        word = row.values.get("issuer")
        if not word:
            row.values["issuer"] = self._usual_name
            if not self._usual:
                faults.append(_fault(row, "whose", "issuer", column=_header("issuer")))
            return self._usual
        body = self._one(row, "issuer", word, faults)
        if body and not is_allowed(self._by, services.ISSUE, body):
            faults.append(row.remark("not_allowed", "issuer", value=word))
        row.values["issuer"] = self._written.called[body.pk] if body else word
        return body

    def _supporters(self, row: Row, faults: list[Remark]) -> list[Body]:
        words = parted(row.values.get("supporters") or "")
        found = [self._one(row, "supporters", word, faults) for word in words]
        bodies = list(dict.fromkeys(body for body in found if body))
        if words and len(bodies) == len(words):
            row.values["supporters"] = "、".join(self._written.called[body.pk] for body in bodies)
        return bodies

    def _lead(self, row: Row, faults: list[Remark]) -> tuple[Body | None, tuple[dict[str, Any], ...]]:
        """The body that leads; or those that it may be, where a person must say."""
        word = row.values["lead"]
        if len(parted(word)) > 1 and not self._written.bearing(word):
            faults.append(_fault(row, "several_leads", "lead", value=word, other=_header("supporters")))
            return None, ()
        if not (body := self._written.meant(word)) and (possible := self._written.possible(word)):
            asked = [shown_candidate(each) for each in possible]
            return None, tuple(each | {"target": BODY + each["target"]} for each in asked)
        body = body or self._one(row, "lead", word, faults)
        if body:
            row.values["lead"] = self._written.called[body.pk]
        return body, ()

    def _one(self, row: Row, key: str, word: str, faults: list[Remark]) -> Body | None:
        """The one body that a name means; several, or none, are a fault of the cell."""
        if body := self._written.meant(word):
            return body
        bodies = self._written.bearing(word) or [
            self._written.of(each) for each in self._written.possible(word)
        ]
        if bodies:
            names = self._written.names_of(bodies)
            faults.append(row.remark("ambiguous", key, value=word, candidates=names))
        else:
            faults.append(row.remark("not_found", key, value=word))
        return None

    def _placed(self, row: Row, issuer: Body, lead: Body) -> Match:
        if issuer.pk not in self._here:
            self._here[issuer.pk] = queries.here_already([issuer.pk])
        key = (issuer.pk, lead.pk, "".join(row.values["title"].split()))
        if (earlier := self._seen.setdefault(key, row)) is not row:
            other = earlier.cell("title")
            return Match(
                faults=(row.remark("doubled_value", "title", value=row.values["title"], other=other),)
            )
        known = self._here[issuer.pk].get(key)
        if known is None:
            return Match()
        before = queries.printed([known.pk])[str(known.pk)]
        for column in differences(row.values, before, LEDGER):
            values = {
                "number": known.matter.number,
                "here": shown(before.get(column.key), column),
                "column": column.header,
            }
            return Match(faults=(_fault(row, "known", column.key, **values),))
        return Match(str(known.pk))


def _fault(row: Row, code: str, key: str, **values: Any) -> Remark:
    return row.remark(f"delivery.ledger_{code}", key, **values)


def _header(key: str) -> str:
    column = LEDGER.column(key)
    return column.header if column else key


def _bodies(entries: Sequence[Entry]) -> dict[str, Body]:
    """The bodies that the rows name, as they were found when the list was read."""
    names = {name for entry in entries for key in ("lead", "issuer") for name in [entry.values[key]]}
    names |= {name for entry in entries for name in parted(entry.values.get("supporters") or "")}
    return {name: bodies[0] for name, bodies in bodies_called(names).items()}


def _key(values: Values, bodies: Mapping[str, Body]) -> tuple[int, int, str]:
    return bodies[values["issuer"]].pk, bodies[values["lead"]].pk, "".join(values["title"].split())


def _made(entries: Sequence[Entry]) -> Iterable[Assignment]:
    keys = [int(entry.target) for entry in entries if entry.target.isdecimal()]
    return (
        Assignment.objects.filter(pk__in=keys)
        .select_related("matter", "issuer__area", "source", "taken_over")
        .order_by("-pk")
    )
