"""The register: facts with the time for which they hold and the moment at which they were known."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import tests.kernel.probe.facts  # noqa: F401 (registers)
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry, Fact, Origin
from luoshi.kernel.queries.register import facts_of
from luoshi.kernel.register import CREDIT_CODE, FACTS
from luoshi.kernel.services import register
from tests.kernel.factories import (
    LATER,
    NOON,
    BodyFactory,
    member,
    undone,
)

pytestmark = pytest.mark.django_db

OWN = Origin.own()
CODE, OTHER = "91990100MA00000001", "91990100MA00000002"
STAFF, SEAT, FOUNDED = "probe.staff", "probe.seat", "probe.founded"


@pytest.fixture
def body():
    return BodyFactory()


def record(body, name, value, *, at=NOON, by=SYSTEM, **time):
    return register.record_fact(body=body, name=name, value=value, origin=OWN, by=by, at=at, **time)


def correct(fact, value=None, *, at=LATER, by=SYSTEM, **time):
    return register.correct_fact(fact=fact, value=value, origin=OWN, by=by, at=at, **time)


def values(body, **asked):
    return [fact.value for fact in facts_of(body=body, **asked)]


def test_a_fact_of_each_kind(body):
    record(body, CREDIT_CODE, CODE)
    record(body, STAFF, Decimal(120))
    record(body, SEAT, "云岭市东城区")
    record(body, FOUNDED, date(1998, 5, 1))
    assert values(body) == [CODE, date(1998, 5, 1), "云岭市东城区", Decimal(120)]
    assert len({FACTS[fact.name].kind for fact in facts_of(body=body)}) == 4


@pytest.mark.parametrize(
    ("name", "value"),
    [(CREDIT_CODE, "12345"), (STAFF, "many"), (STAFF, 3.5), (SEAT, ""), (FOUNDED, "1998"), (FOUNDED, NOON)],
)
def test_a_value_of_another_kind_is_refused(body, name, value):
    with pytest.raises(register.WrongValue):
        record(body, name, value)
    assert not Fact.objects.exists()


def test_what_is_not_registered_is_an_error_of_the_program(body):
    with pytest.raises(LookupError):
        record(body, "probe.mood", "good")


def test_a_new_value_ends_the_one_before(body):
    record(body, STAFF, Decimal(100), valid_from=date(2015, 1, 1))
    record(body, STAFF, Decimal(120), valid_from=date(2020, 1, 1), at=LATER)
    days = [date(2014, 12, 31), date(2019, 12, 31), date(2020, 1, 1)]
    assert [values(body, on=day) for day in days] == [[], [Decimal(100)], [Decimal(120)]]


def test_a_day_has_one_value(body):
    record(body, STAFF, Decimal(100), valid_from=date(2020, 1, 1))
    with pytest.raises(register.FactsOverlap, match="100"):
        record(body, STAFF, Decimal(90), valid_from=date(2018, 1, 1))
    record(body, STAFF, Decimal(90), valid_from=date(2018, 1, 1), valid_until=date(2019, 12, 31))
    assert values(body, on=date(2019, 6, 1)) == [Decimal(90)]


def test_a_correction_is_a_new_row_and_the_old_one_stays_as_it_was_known(body):
    wrong = record(body, STAFF, Decimal(100))
    right = correct(wrong, Decimal(110))
    assert values(body) == values(body, known_at=LATER) == [Decimal(110)]
    assert values(body, known_at=NOON) == [Decimal(100)]
    assert (right.corrects, Fact.objects.count()) == (wrong, 2)
    with pytest.raises(register.AlreadyCorrected):
        correct(wrong, Decimal(120))


def test_a_withdrawn_fact_is_known_no_more(body):
    fact = record(body, STAFF, Decimal(100))
    correct(fact)
    assert (values(body), values(body, known_at=NOON)) == ([], [Decimal(100)])


def test_nothing_that_was_recorded_can_be_changed_or_deleted(body):
    fact = record(body, STAFF, Decimal(100))
    for harm in (lambda: Fact.objects.update(number=1), lambda: Fact.objects.filter(pk=fact.pk).delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()


@pytest.mark.parametrize("role", ["administrator", "lead_officer", "body_administrator"])
def test_who_may_register_about_a_body(body, role):
    person = member(role, body=body)
    correct(record(body, STAFF, Decimal(1), by=person), Decimal(2), by=person)
    assert [entry.code for entry in AuditEntry.objects.about(body).order_by("number")] == [
        "kernel.fact_recorded",
        "kernel.fact_corrected",
    ]


@pytest.mark.parametrize("role", ["officer", "auditor", "lead_officer", "body_administrator"])
def test_who_may_not_register_changes_nothing(body, role):
    """A lead officer and an administrator of a body may not at another place."""
    fact = record(body, STAFF, Decimal(1))
    for act in (lambda: record(body, SEAT, "x", by=member(role)), lambda: correct(fact, by=member(role))):
        with pytest.raises(NotAllowed):
            act()
    assert Fact.objects.count() == 1


moments = st.integers(0, 8).map(lambda hours: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
HISTORY = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 99)), min_size=1, max_size=8)


@pytest.mark.slow
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@given(history=HISTORY, moment=moments)
def test_what_was_known_at_a_moment_never_changes_afterwards(db, history, moment):
    """Against a plain list of what stood at each hour."""
    with undone():
        body, stood, standing = BodyFactory(), [], None
        for hour, (kind, number) in enumerate(history):
            at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
            if standing is None:
                standing = record(body, STAFF, Decimal(number), at=at)
            else:
                standing = correct(standing, Decimal(number) if kind else None, at=at)
                standing = standing if kind else None
            stood.append((at, [standing.value] if standing else []))
        expected = next((known for at, known in reversed(stood) if at <= moment), [])
        assert values(body, known_at=moment) == expected
