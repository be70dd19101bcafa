"""What every test of this room may ask for."""

import pytest

from tests.delivery.collecting import Collecting


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made():
    return Collecting()
