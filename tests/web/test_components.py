"""`/ui/` shows every component in every state; one without a specimen fails here."""

from pathlib import Path

import pytest
from django.urls import reverse

from luoshi.kernel.models import Installation
from luoshi.kit import specimens
from luoshi.kit.navigation import Late
from luoshi.kit.templatetags import ui
from tests.browser import PHONE
from tests.kernel.factories import InstallationFactory, member
from tests.sources import SOURCE

TEMPLATES = {path.name for path in (SOURCE / "kit" / "templates" / "ui").glob("*.html")}
VIEWS = [(language, width) for language in ("zh-hans", "en") for width in ("full", "phone")]


@pytest.fixture
def demo():
    InstallationFactory(is_demo=True)


def address(language="zh-hans", width="full"):
    return f"{reverse('web:components')}?language={language}&width={width}"


def test_every_tag_of_the_kit_has_its_specimen():
    assert set(ui.register.tags) - set(specimens.by_component()) == set()


@pytest.mark.django_db
def test_every_template_of_the_kit_is_seen(client, demo):
    used = {Path(template.name or "").name for template in client.get(address()).templates}
    assert TEMPLATES - used - {"list_cells.html", "list_fields.html"} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["text", "number", "day", "moment", "yes_no", "choice", "many", "named", "between"]
)
def test_every_kind_of_cell_and_field_is_seen(demo, kind):
    listed = [each for each in specimens.by_component()["list"] if "list" in each.given()]
    pages = [each.given()["list"].page for each in listed]
    templates = {one.template for page in pages for one in (*page.columns, *page.filters)}
    assert [template for template in templates if template.endswith(f"#{kind}")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "没有符合条件的记录。"), ("en", "Nothing matches")]
)
def test_specimens_speak_the_language_that_was_chosen(client, demo, language, words):
    assert words in client.get(address(language)).content.decode()


@pytest.mark.django_db
def test_outside_a_demo_the_components_are_for_administrators(client):
    InstallationFactory()
    assert client.get(address()).status_code == 403
    client.force_login(member("officer"))
    assert client.get(address()).status_code == 403
    client.force_login(member("administrator"))
    assert client.get(address()).status_code == 200


@pytest.mark.django_db
def test_a_choice_that_does_not_exist_is_none(client, demo):
    assert 'data-width="full"' in client.get(address("tlh", "9")).content.decode()


def test_a_specimen_that_comes_too_late_is_an_error_of_the_program():
    specimens.by_component()
    with pytest.raises(Late):
        specimens.register(specimens.Specimen(component="x", state="y", source=""))


@pytest.mark.appearance
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_axe_finds_nothing_in_the_components(new_page, find_barriers, language, width):
    InstallationFactory(is_demo=True)
    assert Installation.objects.current().is_demo
    locale = "en" if language == "en" else "zh-CN"
    for options in ({"viewport": PHONE} if width == "phone" else {}, {"color_scheme": "dark"}):
        page = new_page(locale=locale, **options)
        page.goto(address(language, width))
        for menu in page.locator("details").all():
            menu.evaluate("details => { details.open = true }")
        assert find_barriers(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
