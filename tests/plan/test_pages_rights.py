"""Who may open which page of the plans: a table that a new route must enter."""

import pytest
from django.urls import reverse

from luoshi.plan.urls import urlpatterns
from tests.kernel.factories import UserFactory, member
from tests.plan.factories import read_plan

pytestmark = pytest.mark.django_db
ROLES = ("visitor", "signed_in", "officer", "lead_officer", "administrator")
READING = {"plan.read_plans", "plan.hand_in_document"}
EVERYBODY = set(ROLES)
MAY = {
    "hand_in": EVERYBODY - {"visitor"},
    "plans": EVERYBODY,
    "documents": EVERYBODY,
    "outline": EVERYBODY,
    "section": EVERYBODY,
    "document": EVERYBODY,
    "check_up": EVERYBODY,
    "ledger": EVERYBODY,
    "commitments": EVERYBODY,
    "commitments_docx": EVERYBODY,
    "commitments_pdf": EVERYBODY,
    "file": EVERYBODY,
    "responsibilities": EVERYBODY,
}
DECIDING = {"choose_heir", "withdraw_heir", "choose_lead", "withdraw_lead"}  # tests/plan/test_decisions.py


def test_every_route_has_its_row():
    assert {route.name for route in urlpatterns} == set(MAY) | DECIDING


@pytest.mark.parametrize("route", urlpatterns, ids=lambda route: route.name)
def test_every_view_states_its_act(route):
    acts = {"plan.choose_heirs", "plan.choose_leads"} if route.name in DECIDING else READING
    assert route.callback.act in acts


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [name for name in MAY if name != "file"])
def test_who_may(client, role, name):
    if role != "visitor":
        client.force_login(UserFactory() if role == "signed_in" else member(role))
    plan = read_plan()
    arguments = {"plans": [], "documents": [], "hand_in": [], "section": [plan.slug, "2.1"]}.get(
        name, [plan.slug]
    )
    response = client.get(reverse(f"plan:{name}", args=arguments))
    assert (response.status_code == 200) == (role in MAY[name])


def test_a_visitor_who_would_hand_in_a_document_is_asked_to_sign_in(client):
    assert client.get(reverse("plan:hand_in")).url.endswith("?next=%2Fdocuments%2Fnew%2F")


@pytest.mark.parametrize("name", [name for name in MAY if name != "hand_in"])
def test_a_page_that_shows_changes_nothing(client, name):
    plan = read_plan()
    arguments = {"plans": [], "documents": [], "section": [plan.slug, "2.1"]}.get(name, [plan.slug])
    assert client.post(reverse(f"plan:{name}", args=arguments)).status_code == 405
