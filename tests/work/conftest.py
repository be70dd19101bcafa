"""The procedure of the tests, registered for the time of a test."""

import pytest

from luoshi.work.procedure import PROCEDURES
from tests.work.signed import Signed
from tests.work.trial import Trial


@pytest.fixture(autouse=True)
def trial(monkeypatch):
    """A procedure that is declared in a test file alone."""
    made = Trial()
    monkeypatch.setitem(PROCEDURES._items, made.code, made)
    monkeypatch.setattr(Trial, "effects", [])
    return made


@pytest.fixture
def signed(monkeypatch):
    """A procedure with steps that a body signs inside."""
    made = Signed()
    monkeypatch.setitem(PROCEDURES._items, made.code, made)
    return made
