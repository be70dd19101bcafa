"""The systems that a plan asks for: each is named, each that works has a page that opens and a test that proves it."""

from pathlib import Path

import pytest
from django.urls import reverse

from luoshi.web.queries import systems_shown
from luoshi.web.systems import STATES, counted, systems
from tests.plan.factories import read_plan

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def test_all_systems_are_there_once_in_their_order():
    assert [each.number for each in systems()] == list(range(1, 59))
    assert len({each.name for each in systems()} | {each.name_en for each in systems()}) == 2 * 58
    assert {each.state for each in systems()} <= set(STATES)


@pytest.mark.parametrize("system", systems(), ids=lambda system: system.name_en)
def test_what_works_has_a_page_and_a_proof_and_what_does_not_claims_none(system):
    if system.state == "later":
        assert (system.pages, system.proof) == ((), "")
    else:
        assert system.pages
        assert (ROOT / system.proof).is_file()


def test_every_page_that_is_named_opens(client):
    plan = read_plan()
    addresses = {url for each in systems_shown(plan=plan, on=plan.valid_from) for _name, url in each.links}
    assert len(addresses) >= 5
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_the_page_says_how_many_work(client):
    read_plan(valid_from=None)
    page = client.get(reverse("web:systems")).content.decode()
    assert page.count('id="system-') == 58
    assert f"{counted()['works']}项可用" in page


def test_the_readme_says_how_many_work():
    said = f"{counted()['works']} of 58"
    assert said in (ROOT / "README.md").read_text(encoding="utf-8")
