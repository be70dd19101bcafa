"""What was made of the records is given again while nobody acts, and never when it may be older than they are."""

import pytest
from django.db import transaction

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.kept import MOST, forget, kept
from luoshi.kernel.models import AuditHead, Origin
from luoshi.kernel.services.bodies import create_body
from tests.kernel.factories import NOON, AreaFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Maker:
    """Counts how often it was asked."""

    def __init__(self):
        self.number = 0

    def __call__(self):
        self.number += 1
        return self.number


@pytest.fixture
def make():
    return Maker()


def act(name="甲局"):
    """Somebody enters a body."""
    area = AreaFactory()
    create_body(name=name, kind="agency", area=area, origin=Origin.own(), by=SYSTEM, at=NOON)


def test_it_is_made_once_while_nobody_acts(make):
    act()
    assert [kept("a", make), kept("a", make)] == [1, 1]


def test_it_is_made_anew_after_every_act(make):
    act()
    assert kept("a", make) == 1
    act("乙局")
    assert [kept("a", make), kept("a", make)] == [2, 2]


def test_another_key_is_another_thing(make):
    act()
    assert [kept("a", make), kept("b", make), kept("a", make)] == [1, 2, 1]


def test_what_is_made_while_somebody_acts_is_not_given_to_those_who_come_after(make):
    act()

    def slowly():
        act("乙局")  # commits between the reading of the head and the end of the making
        return make()

    assert kept("a", slowly) == 1
    assert kept("a", make) == 2


def test_nothing_is_kept_within_a_transaction(make):
    act()
    with transaction.atomic():
        assert [kept("a", make), kept("a", make)] == [1, 2]


def test_nothing_is_kept_before_the_first_act(make):
    assert not AuditHead.objects.filter(number__gt=0).exists()
    assert [kept("a", make), kept("a", make)] == [1, 2]


def test_a_process_keeps_no_more_than_so_many_things(make):
    act()
    for number in range(MOST + 1):
        kept(number, make)
    assert kept(MOST, make) == MOST + 1
    assert kept(0, make) == MOST + 2


def test_it_can_be_forgotten(make):
    act()
    kept("a", make)
    forget()
    assert kept("a", make) == 2
