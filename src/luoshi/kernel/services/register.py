"""Registering facts about bodies, and correcting them (登记、更正)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Fact, FactKind, Origin
from luoshi.kernel.races import taken
from luoshi.kernel.register import FACTS, FactName

RECORD = "kernel.record_facts"
Value = str | Decimal | date
TYPES: dict[str, type] = {
    FactKind.TEXT: str,
    FactKind.CODE: str,
    FactKind.NUMBER: Decimal,
    FactKind.DATE: date,
}


class WrongValue(Refusal):
    code = "kernel.fact_wrong_value"
    sentence = _("%(value)s is no value for “%(fact)s”, which is a %(kind)s.")


class FactsOverlap(Refusal):
    code = "kernel.facts_overlap"
    sentence = _("“%(fact)s” is known from %(begun)s on as %(value)s: correct that fact instead.")


class AlreadyCorrected(Refusal):
    code = "kernel.fact_already_corrected"
    sentence = _("This fact has been corrected already: correct the newer one.")


@act
def record_fact(
    *,
    body: Body,
    name: str,
    value: Value,
    origin: Origin,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Fact:
    """Register a fact for a time; one of the same name that was open ends the day before (登记事项).

    Raises WrongValue or FactsOverlap.
    """
    require(by, RECORD, body)
    fact = FACTS[name]
    columns = _columns(fact, value)
    _make_room(body, fact, valid_from, valid_until, by=by, at=at)
    row = Fact.objects.create(
        body=body,
        name=name,
        kind=fact.kind,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_by_id=by.pk,
        recorded_at=at,
        **columns,
        **origin.columns(),
    )
    audit.record("kernel.fact_recorded", body, by=by, at=at, changes={name: (None, value)})
    return row


@act
def correct_fact(
    *,
    fact: Fact,
    by: Actor,
    at: datetime,
    origin: Origin,
    value: Value | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Fact:
    """Put a new row in the place of a fact; without a value it is withdrawn (更正、撤销登记事项).

    What was known before stays readable as of its moment. Raises WrongValue or AlreadyCorrected.
    """
    require(by, RECORD, fact.body)
    time = {"valid_from": valid_from, "valid_until": valid_until}
    row = _correct(fact, value, time, origin=origin, by=by, at=at)
    changes = {fact.name: (fact.value, value)}
    audit.record("kernel.fact_corrected", fact.body, by=by, at=at, changes=changes)
    return row


def _columns(fact: FactName, value: Value | None) -> dict[str, Any]:
    """The value in the column of its kind."""
    if value is None:
        return {}
    right = isinstance(value, TYPES[fact.kind]) and not isinstance(value, datetime)
    if not right or (fact.form and not fact.form.fullmatch(str(value))) or value == "":
        raise WrongValue(value=value, fact=fact.label, kind=FactKind(fact.kind).label)
    return {{FactKind.NUMBER: "number", FactKind.DATE: "day"}.get(FactKind(fact.kind), "text"): value}


def _make_room(
    body: Body, fact: FactName, begin: date | None, end: date | None, *, by: Actor, at: datetime
) -> None:
    """End the fact that was open; refuse what would be known twice for one day."""
    for row in Fact.objects.current().filter(body=body, name=fact.code).order_by("pk"):
        if _apart(row, begin, end):
            continue
        if begin is None or (row.valid_from and row.valid_from >= begin) or row.valid_until:
            raise FactsOverlap(fact=fact.label, begun=row.valid_from or "…", value=row.value)
        time = {"valid_from": row.valid_from, "valid_until": begin - timedelta(days=1)}
        _correct(row, row.value, time, origin=row.origin, by=by, at=at)


def _apart(row: Fact, begin: date | None, end: date | None) -> bool:
    before = row.valid_until is not None and begin is not None and row.valid_until < begin
    after = row.valid_from is not None and end is not None and row.valid_from > end
    return before or after


def _correct(
    fact: Fact,
    value: Value | None,
    time: dict[str, date | None],
    *,
    origin: Origin,
    by: Actor,
    at: datetime,
) -> Fact:
    columns = _columns(FACTS[fact.name], value)
    with taken(AlreadyCorrected()):
        return Fact.objects.create(
            body=fact.body,
            name=fact.name,
            kind=fact.kind,
            corrects=fact,
            is_withdrawal=value is None,
            recorded_by_id=by.pk,
            recorded_at=at,
            **columns,
            **time,
            **origin.columns(),
        )
