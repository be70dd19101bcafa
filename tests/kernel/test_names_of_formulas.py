"""The port of names: for every registered name the reader for one body and the reader for all agree."""

from datetime import timedelta

import pytest

from luoshi.formula import Kind, Level, Name, Why
from luoshi.formula.exact.figures import loaded
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.formulas.names import DIMENSIONS, FACTS, When, fact_of_dimension, register_name
from luoshi.kernel.models import Body, Command, Merging, Origin
from luoshi.kernel.register import CREDIT_CODE
from luoshi.kernel.services.register import record_fact
from tests.kernel.factories import DAY, NOON, OWN, AreaFactory, BodyFactory, InstallationFactory, PostFactory

pytestmark = pytest.mark.django_db
DAYS = (DAY, DAY - timedelta(days=400), DAY + timedelta(days=400))


@pytest.fixture
def example():
    """Bodies of which everything is known, nothing, or something else on another day."""
    city = AreaFactory(code="990100", kind="prefecture")
    county = AreaFactory(code="990102", kind="county", parent=city)
    InstallationFactory(home_area=city)
    old = BodyFactory(area=city, valid_from=DAY.replace(year=2001), valid_until=DAY)
    firm = BodyFactory(area=county, kind="enterprise", parent=old)
    twin = BodyFactory(area=county, kind="enterprise")
    BodyFactory(area=city, valid_from=DAY + timedelta(days=100))
    for each, is_commanded, begun in (
        (old, False, None),
        (old, True, DAY),
        (firm, True, DAY - timedelta(days=500)),
    ):
        until = DAY - timedelta(days=1) if begun is None else None
        Command.objects.create(
            body=each, is_commanded=is_commanded, valid_from=begun, valid_until=until, **OWN
        )
    PostFactory.create_batch(2, body=firm, valid_until=DAY)
    record_fact(body=twin, name=CREDIT_CODE, value="91990100MA00000001", **register())
    Merging.objects.create(kept=firm, merged=twin, reason="同一家", merged_at=NOON)
    return list(Body.objects.order_by("pk"))


def register():
    return {"origin": Origin.own(), "by": SYSTEM, "at": NOON}


@pytest.mark.parametrize("code", sorted(FACTS))
def test_the_reader_for_one_and_the_reader_for_all_agree(code, example):
    fact = FACTS[code]
    for day in DAYS:
        when = When(day)
        column = fact.column([body.pk for body in example], when)
        single = {body.pk: fact.one(Body.objects.get(pk=body.pk), when) for body in example}
        assert {key: value for key, value in single.items() if value is not None} == {
            key: value for key, value in column.items() if value is not None
        }, day


@pytest.mark.parametrize("code", sorted(FACTS))
def test_a_name_reads_what_it_says_that_it_is(code, example):
    fact = FACTS[code]
    readings = [fact.one(body, When(DAY)) for body in example]
    told = [value for value in readings if value is not None and not isinstance(value, Why)]
    assert [loaded(value, fact.name) for value in told] != []


def test_every_dimension_has_a_fact_that_says_where_a_body_belongs(example):
    for code, tree in DIMENSIONS.items():
        fact = fact_of_dimension(code)
        members = {fact.one(body, When(DAY)) for body in example}
        assert members <= tree(DAY).level_of.keys()


def test_what_formulas_could_not_write_is_not_registered():
    readers = {"one": lambda body, when: None, "column": lambda bodies, when: {}}
    wrong = (
        Name("No.Code", "无码", "no code"),
        Name("nameless"),
        Name("people", "人口", "people", level=Level.AREA),
        Name("twice", "两倍", "twice", kind=Kind.NUMBER, definition="1 + 1"),
    )
    for name in wrong:
        with pytest.raises(ValueError, match=name.code):
            register_name(name, **readers)
