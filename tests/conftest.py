"""The world in which every test runs: hostile on purpose."""

import contextlib
import os
import sys

import coverage
import pytest
from catalogs import compile_catalogs
from django.utils import translation
from hypothesis import HealthCheck, settings

from luoshi.kernel import kept
from tests import database, machine
from tests.strict import StrictClient

pytest_plugins = ["tests.browser", "tests.example_city"]
COUNTING = {"COVERAGE_PROCESS_CONFIG"}
LONG = 60

settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", max_examples=50_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("LUOSHI_TEST_PROFILE", "ci"))

sys.addaudithook(machine.refuse_the_network)


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="run only the tests that use the database")


def pytest_make_parametrize_id(config, val, argname):
    """Name long bytes by their argument: an archive holds the hour it was made, and every process must agree."""
    return argname if isinstance(val, bytes) and len(val) > LONG else None


@pytest.hookimpl(tryfirst=True)  # before what sends groups to processes reads them
def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.get_closest_marker("browser"):
            # Each module of them in one process: the processes share the longest part of a run.
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    if config.getoption("--database-only"):
        others = [item for item in items if not database.is_used_by(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if database.is_used_by(item)]


def pytest_sessionstart(session):
    if hasattr(session.config, "workerinput"):
        # A process that runs tests counts lines; of the hundreds of programs that tests start, few need to.
        machine.COUNTED.update({name: os.environ.pop(name) for name in COUNTING & os.environ.keys()})
    else:
        compile_catalogs()  # a test sees the translations as they are now


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Hundreds of examples of a law, and whatever takes long, walk the lines that the plain tests beside them count."""
    is_plain = not (item.get_closest_marker("hypothesis") or item.get_closest_marker("slow"))
    with contextlib.nullcontext() if is_plain else uncounted():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return machine.fail_when_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return machine.fail_when_skipped((yield))


@pytest.fixture
def client():
    """Open pages as a browser would, and read each of them as a validator would."""
    return StrictClient()


@pytest.fixture(autouse=True)
def nothing_left():
    """The language of the last page's reader is no longer spoken; no page of another database is given."""
    kept.forget()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def migrating():
    """While it is open, nothing is counted: every process migrates a database, which a few tests look at."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(uncounted())
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(migrating, django_db_setup, django_db_blocker):
    """Once the database is migrated, tests that commit restore a copy of it (DESIGN.md)."""
    migrating.close()
    with django_db_blocker.unblock(), database.restored_after_commits():
        yield


@pytest.fixture(scope="module")
def untraced():
    """Count no lines during the tests of a module: that would double their time."""
    with uncounted():
        yield


@contextlib.contextmanager
def uncounted():
    tracing = coverage.Coverage.current()
    if tracing is None:
        yield
        return
    tracing.stop()
    try:
        yield
    finally:
        tracing.start()
