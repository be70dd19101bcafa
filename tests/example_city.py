"""The example city, for every test that walks through it."""

from datetime import date

import pytest

from luoshi.web.example import city
from tests import database

DAY = date(2025, 9, 15)
PASSPHRASE = "a-long-enough-passphrase"


@pytest.fixture
def example(transactional_db, settings, tmp_path_factory):
    """The example city on its own day; its files stay for as long as the copy of its rows."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "example"
    database.build_once("example", build)


def build():
    city.build_city(today=DAY, passwords=dict.fromkeys(city.usernames(), PASSPHRASE))
