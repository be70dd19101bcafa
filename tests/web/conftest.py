"""What every test of the site may ask for."""

import pytest

from luoshi.work.procedure import PROCEDURES
from tests.work.signed import Signed
from tests.work.trial import Trial


@pytest.fixture(autouse=True)
def trial(monkeypatch):
    """A procedure of which every page has a matter to show."""
    monkeypatch.setitem(PROCEDURES._items, Trial.code, Trial())
    monkeypatch.setitem(PROCEDURES._items, Signed.code, Signed())
