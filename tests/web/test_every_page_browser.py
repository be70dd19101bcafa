"""Every page of the site, wide and narrow: axe finds nothing on it, and nothing sticks out (每个页面)."""

import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from luoshi.kernel.models import User
from luoshi.web.signing_in import AWAITED
from luoshi.web.views import bare
from tests import database
from tests.browser import DESKTOP, PHONE, barriers_on
from tests.web import addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),  # a hundred pages, each at two widths
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("untraced"),
]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def administrator(example) -> User:
    database.build_once("addresses", addresses.build)
    return User.objects.get(username="admin")


def faults_on(page) -> list[str]:
    """What is wrong with the page that is open, on a desktop and then on a phone."""
    found = []
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        found += [f"{viewport['width']} px: {each}" for each in barriers_on(page)]
        if (wider := page.evaluate(WIDER)) > 0:
            found.append(f"{viewport['width']} px: {wider} pixels too wide")
    return found


def faults_at(page, paths) -> list[str]:
    found = []
    for path in paths:
        if (status := page.goto(path).status) != 200:
            found.append(f"{path} answers {status}")
        found += [f"{path} {each}" for each in faults_on(page)]
    return found


def test_every_page_has_an_address(client, administrator):
    """A route without one is a form that is only sent, never opened."""
    client.force_login(administrator)
    routes = addresses.routes()
    paths = {
        name: reverse(name, kwargs=dict.fromkeys(kinds, 1))
        for name, kinds in routes.items()
        if name not in addresses.ARGUMENTS
    }
    opened = [name for name, path in paths.items() if client.get(path).status_code != 405]
    assert opened == [], f"give each of these an address in tests/web/addresses.py: {opened}"
    assert addresses.ARGUMENTS.keys() - routes.keys() == set()


@pytest.mark.appearance
def test_axe_finds_nothing_on_any_page_of_an_administrator(page, sign_in, administrator):
    sign_in(page, administrator)
    faults = faults_at(page, addresses.of_members())
    assert faults == [], "\n".join(faults)


@pytest.mark.appearance
def test_axe_finds_nothing_on_other_states_of_pages_nor_on_a_sample_in_english(
    new_page, sign_in, administrator
):
    page, english = new_page(), new_page(locale="en-GB")
    for each in (page, english):
        sign_in(each, administrator)
    faults = faults_at(page, addresses.states())
    User.objects.filter(pk=administrator.pk).update(language="en")
    faults += faults_at(english, addresses.in_english())
    assert english.locator("html").get_attribute("lang") == "en"
    assert faults == [], "\n".join(faults)


@pytest.mark.appearance
def test_axe_finds_nothing_on_the_pages_of_strangers_nor_where_something_is_wrong(
    page, client, live_server, administrator, complaints
):
    await_code(page, client, live_server, administrator)
    faults = faults_at(page, addresses.of_strangers())
    for status, content in problems(administrator).items():
        page.route(f"**/wrong/{status}", answering(content))
        page.goto(f"/wrong/{status}")
        faults += [f"{status}: {each}" for each in faults_on(page)]
    assert faults == [], "\n".join(faults)


def await_code(page, client, live_server, user) -> None:
    """Be where the right password has been given and the code of the phone is asked for."""
    session = client.session
    session[AWAITED] = [user.pk, int(time.time()), user.get_session_auth_hash()]
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
    page.context.add_cookies([cookie])


def answering(content: bytes):
    """What takes the server's place for one address."""
    return lambda route: route.fulfill(body=content, content_type="text/html; charset=utf-8")


def problems(administrator: User) -> dict[str, bytes]:
    """What the site answers when something is wrong, by its status."""
    clerk, strict = Client(), Client(enforce_csrf_checks=True)
    clerk.force_login(User.objects.get(username="clerk"))
    answers = {
        "403": clerk.get("/people/"),
        "403-form": strict.post("/language/"),
        "404": clerk.get("/nowhere/"),
        **{str(status): bare(status) for status in (400, 413, 500)},
    }
    assert [answer.status_code for answer in answers.values()] == [403, 403, 404, 400, 413, 500]
    return {name: answer.content for name, answer in answers.items()}
