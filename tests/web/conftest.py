"""The example city, for every test of the site that walks through it."""

from datetime import date

import pytest

from luoshi.web.example import city
from luoshi.work.procedure import PROCEDURES
from tests import database
from tests.work.signed import Signed
from tests.work.trial import Trial

DAY = date(2025, 9, 15)
PASSPHRASE = "a-long-enough-passphrase"


@pytest.fixture(autouse=True)
def trial(monkeypatch):
    """A procedure of which every page has a matter to show."""
    monkeypatch.setitem(PROCEDURES._items, Trial.code, Trial())
    monkeypatch.setitem(PROCEDURES._items, Signed.code, Signed())


@pytest.fixture
def example(transactional_db):
    """The example city on its own day."""
    database.build_once("example", build)


def build():
    city.build_city(today=DAY, passwords=dict.fromkeys(city.usernames(), PASSPHRASE))
