"""A real browser: Debian's chromium, driven without any download."""

import contextlib
import os

import pytest

from tests import machine

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
LEFT = ("htmx:sendAbort", "htmx:afterRequest")
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="session")
def browser():
    """Start chromium once for all tests of this process."""
    chromium = machine.program("chromium", package="chromium")
    machine.need_chinese_font()
    # Playwright keeps an event loop in this thread, in which Django would else refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints():
    """What the consoles of the test's pages complain about; whatever is left here at the end fails it."""
    complaints = []
    yield complaints
    assert not complaints, f"the browser's console says: {complaints}"


def complaint(message):
    """What a message of the console complains about; whoever leaves a page stops what it is still fetching."""
    if message.type == "error" and not message.text.startswith(LEFT):
        yield message.text


@pytest.fixture
def new_page(untraced, browser, live_server, complaints):
    """Return a function that opens a page at our site; what a browser asks for, other tests ask for as well."""
    with contextlib.ExitStack() as contexts:

        def new_page(*, viewport=DESKTOP, locale="zh-CN", **options):
            context = browser.new_context(
                base_url=live_server.url, viewport=viewport, locale=locale, reduced_motion="reduce", **options
            )
            contexts.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("console", lambda message: complaints.extend(complaint(message)))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield new_page


@pytest.fixture
def page(new_page):
    """A page on a desktop, in Chinese."""
    return new_page()


@pytest.fixture
def phone(new_page):
    """A page on a phone, in Chinese."""
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def sign_in(client, live_server):
    """Return a function that makes a page's browser the browser of a user who has signed in."""

    def sign_in(page, user):
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return sign_in


FIND = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


def barriers_on(page, *, impacts=None) -> list[str]:
    """What axe finds on a page: all of it, or what has one of these impacts."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):  # another size needs no second half a megabyte of script
        page.evaluate(AXE_SCRIPT)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in page.evaluate(FIND)
        if impacts is None or violation["impact"] in impacts
        for node in violation["nodes"]
    ]


@pytest.fixture
def find_barriers():
    """Return a function that lists everything that axe finds on a page."""
    return barriers_on


@pytest.fixture
def check_accessibility():
    """Return a function that fails when axe finds something serious on a page."""

    def check(page):
        serious = barriers_on(page, impacts=SERIOUS)
        assert not serious, "\n".join(serious)

    return check
