"""One world for all lines of a module; what an example does in it is taken back before the next."""

import pytest

from luoshi.work.procedure import PROCEDURES
from tests.access.world import World
from tests.kernel.factories import undone
from tests.work.signed import Signed
from tests.work.trial import Trial


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def trial(monkeypatch):
    """Procedures whose matters the matrix tries, whatever the rooms bring."""
    monkeypatch.setitem(PROCEDURES._items, Trial.code, Trial())
    monkeypatch.setitem(PROCEDURES._items, Signed.code, Signed())


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield


@pytest.fixture
def _django_db_helper(database):
    """Instead of a transaction for each test, which would close the connection on which the world stands."""


@pytest.fixture(scope="module")
def world(database):
    return World()


@pytest.fixture(autouse=True, scope="module")
def not_counted(untraced):
    """The matrix sends thousands of requests through code that other tests look at line by line."""
