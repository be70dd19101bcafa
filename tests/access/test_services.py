"""The matrix of services: each is called by every role before everything, and either changed its object or nothing.

A service without a line in `tests/access/services.py` fails here, by name.
"""

import importlib
import inspect
import pkgutil

import pytest

import luoshi
from luoshi.kernel.access import NotAllowed
from luoshi.kernel.models import AuditEntry, Installation, Job
from luoshi.kernel.services import retention
from luoshi.kernel.services.people import AboveOneself
from tests.access.rights import ONE, ONLY_ADMINISTRATOR
from tests.access.services import INNER, SERVICES, TERM
from tests.access.world import Row, Watch, looked_at_closely, tables
from tests.kernel.factories import LATER, JobFactory, undone

# Who may is decided here, not by the database; what a list shows of it is tried on both: test_scopes.py.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def services() -> dict:
    """Every public function that an act is, or that acts for somebody, by its name."""
    found = {}
    for module in pkgutil.walk_packages(luoshi.__path__, "luoshi."):
        if module.name.endswith("__main__") or ".migrations" in module.name:
            continue
        found |= services_of(importlib.import_module(module.name))
    return found


def services_of(module) -> dict:
    is_room_of_services = "services" in module.__name__.split(".")
    return {
        f"{module.__name__.removeprefix('luoshi.')}.{name}": function
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"
        if is_act(function) or (is_room_of_services and "by" in inspect.signature(function).parameters)
    }


def is_act(function) -> bool:
    return getattr(function, "is_act", False)


FOUND = services()


def test_every_service_has_a_line_and_every_line_a_service():
    missing = sorted(set(FOUND) - set(SERVICES) - set(INNER))
    assert missing == [], f"add a line to tests/access/services.py for each of: {missing}"
    stale = sorted((set(SERVICES) | set(INNER)) - set(FOUND))
    assert stale == [], f"these lines of tests/access/services.py name no service any more: {stale}"


@pytest.mark.parametrize("name", SERVICES)
def test_who_may_call(world, name):
    faults = tried(world, FOUND[name], SERVICES[name])
    assert faults == [], "\n".join([f"{name} does not do what its line says:", *faults])


def tried(world, service, row) -> list[str]:
    """What is wrong when every role calls the service before everything."""

    def fault_of(scene, values, allowed: bool) -> str:
        return _fault(lambda: _called(service, by=scene.by, values=values), row, allowed)

    return row.faults(world, fault_of)


def _fault(attempt, row, allowed: bool) -> str:
    with undone(), Watch(*row.changes if allowed else ()) as watch:
        fault = attempt()
        if allowed:
            return fault or _done(row, watch.changed())
    if fault != "refused":
        return fault or "was allowed, and should be refused"
    touched = looked_at_closely(attempt) if watch.written else ()
    return f"was refused, and yet changed {sorted(touched)}" if touched else ""


def _called(service, *, by, values: dict) -> str:
    """Nothing when it was done; `refused`; or what it raised instead of either."""
    try:
        service(**values, by=by, at=LATER)
    except (NotAllowed, AboveOneself):
        return "refused"
    except Exception as error:  # whatever it is, the line names it and the table goes on
        return f"raised {error!r}"
    return ""


def _done(row, touched: set[str]) -> str:
    if unchanged := tables(*row.changes) - touched:
        return f"was allowed, and yet left {sorted(unchanged)} as they were"
    if row.is_act != (tables(AuditEntry) <= touched):
        return f"was allowed, and wrote {'no' if row.is_act else 'an'} entry into the chain"
    return ""


def test_every_line_names_what_it_changes():
    assert [name for name, row in SERVICES.items() if not row.changes] == []


def test_only_an_administrator_erases_what_is_due(world):
    row = Row(ONLY_ADMINISTRATOR, _finished_job, (Job,), ONE)
    assert tried(world, _erase_all, row) == []


def _finished_job(scene) -> dict:
    JobFactory(done_already=True)
    return {}


def _erase_all(*, by, at) -> None:
    list(retention.erase_due(by=by, at=at + TERM))


def test_only_an_administrator_founds_an_installation(world):
    def without_home(scene) -> dict:
        Installation.objects.all().delete()
        return {"home_area": scene.body.area, "is_demo": False}

    assert (
        tried(
            world,
            FOUND["kernel.services.installation.found"],
            Row(ONLY_ADMINISTRATOR, without_home, (Installation,), ONE),
        )
        == []
    )
