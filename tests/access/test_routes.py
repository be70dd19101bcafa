"""The matrix of routes: every role opens every page and sends every form; what is refused leaves every table alone.

A route without a line in `tests/access/routes.py` fails here, by name; so does a method that has none.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from luoshi.kernel.access.acts import ACTS
from luoshi.kernel.models import AuditEntry
from tests.access.routes import ROUTES
from tests.access.world import ROLES, SESSIONS, Scene, Watch, looked_at_closely, tables
from tests.kernel.factories import undone

# Who may is decided here, not by the database; what a list shows of it is tried on both: test_scopes.py.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
REFUSED = (400, 403, 404)


def routes(resolver=None, space: str = "") -> dict:
    """Every view of the site by the name of its route."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= routes(pattern, ":".join(filter(None, (space, pattern.namespace))))
        else:
            found[f"{space}:{pattern.name}"] = pattern.callback
    return found


FOUND = routes()


def test_every_route_has_a_line_and_every_line_a_route():
    named = {key.split()[0] for key in ROUTES}
    missing = sorted(set(FOUND) - named)
    assert missing == [], f"add a line to tests/access/routes.py for each of: {missing}"
    stale = sorted(named - set(FOUND))
    assert stale == [], f"these lines of tests/access/routes.py name no route any more: {stale}"


def unguarded(found: dict) -> list[str]:
    return [name for name, view in found.items() if act_of(view) not in ACTS]


def act_of(view) -> str:
    return getattr(view, "act", "") or getattr(getattr(view, "view_class", None), "act", "")


def test_every_view_states_its_act():
    assert unguarded(FOUND) == []


@pytest.mark.parametrize("name", FOUND)
def test_a_method_without_a_line_is_not_answered(world, name):
    known = {key.split()[1] for key in ROUTES if key.split()[0] == name}
    row = next(row for key, row in ROUTES.items() if key.split()[0] == name)
    scene = Scene(world, "administrator" if "administrator" in row.roles else ROLES[0], row.places[0])
    with undone():
        asked, client = row.make(scene), scene.client()
        with Watch(without=SESSIONS) as watch:
            for method in {"GET", "POST"} - known:
                response = _send(client, name, method, asked)
                assert response.status_code in (302, 403, 404, 405), method
        assert watch.written == set()


@pytest.mark.parametrize("key", ROUTES)
def test_who_may_open(world, key):
    name, method = key.split()[:2]
    faults = tried(world, name, method, ROUTES[key])
    assert faults == [], "\n".join([f"{key} does not do what its line says:", *faults])


def tried(world, name: str, method: str, row) -> list[str]:
    """What is wrong when every role comes to the page of everything."""

    def fault_of(scene, asked, allowed: bool) -> str:
        return _fault(scene.client, lambda client: _send(client, name, method, asked), row, allowed)

    return row.faults(world, fault_of, by_address=True)


def _fault(browser, send, row, allowed: bool) -> str:
    with undone():
        client = browser()
        with Watch(*row.changes if allowed else (), without=SESSIONS) as watch:
            response = send(client)
        if allowed and row.changes:
            return _answered(response) or _done(row, watch.changed())
    fault = _answered(response) if allowed else _not_refused(response)
    if fault or not watch.written:
        return fault
    client = browser()
    touched = looked_at_closely(lambda: send(client), without=SESSIONS)
    said = "only shows something" if allowed else "was refused"
    return f"{said}, and yet changed {sorted(touched)}" if touched else ""


def _answered(response) -> str:
    is_answer = response.status_code in (200, 204, 302) and not _leads_to_sign_in(response)
    return "" if is_answer else f"was allowed, and yet answered {response.status_code}"


def _not_refused(response) -> str:
    is_refused = response.status_code in REFUSED or _leads_to_sign_in(response)
    if is_refused or (response.request["REQUEST_METHOD"] == "POST" and response.status_code == 302):
        return ""
    return f"should be refused, and yet answered {response.status_code}"


def _done(row, touched: set[str]) -> str:
    if unchanged := tables(*row.changes) - touched:
        return f"was allowed, and yet left {sorted(unchanged)} as they were"
    is_told = not row.is_act or tables(AuditEntry) <= touched
    return "" if is_told else "was allowed, and wrote no entry into the chain"


def _leads_to_sign_in(response) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("web:sign_in"))


def _send(client, name: str, method: str, asked: dict):
    response = _sent(client, reverse(name, args=asked["args"]), method, asked)
    for close in response._resource_closers:
        close()  # the file of a download; `response.close()` would close the test's database too
    return response


def _sent(client, address: str, method: str, asked: dict):
    if method == "GET":
        return client.get(address, asked["data"])
    if "json" in asked:
        return client.post(address, asked["json"], content_type="application/json")
    files = {
        field: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for field, value in asked["data"].items()
    }
    return client.post(address, files)
