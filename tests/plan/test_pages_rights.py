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
    **dict.fromkeys(("ledger_docx", "ledger_pdf", "ledger_xlsx", "division_xlsx", "travel"), EVERYBODY),
    "file": EVERYBODY,
    "responsibilities": EVERYBODY,
    "adoption": EVERYBODY,
    "changes": EVERYBODY,
    "corrections": EVERYBODY,
    "undecided": EVERYBODY,
    "commitment": EVERYBODY,
    "hand_ins": EVERYBODY,
    "turns": EVERYBODY,
    **dict.fromkeys(("parents", "compared", "gaps", "descent", "side_by_side", "proposals"), EVERYBODY),
}
DECIDING = {
    **dict.fromkeys(("choose_heir", "withdraw_heir"), "plan.choose_heirs"),  # tests/plan/test_decisions.py
    **dict.fromkeys(("choose_lead", "withdraw_lead"), "plan.choose_leads"),
    # What follows is tried in tests/access/ and tests/plan/test_review_pages.py.
    **dict.fromkeys(("adopt", "withdraw_adoption", "state_amended"), "plan.adopt_plans"),
    **dict.fromkeys(("interpret", "withdraw_interpretation"), "plan.interpret_commitments"),
    "name_owner": "plan.open_plan",
    **dict.fromkeys(("correct_commitment", "remove_commitment", "merge_commitment"), "plan.correct_readings"),
    **dict.fromkeys(("add_fact", "correct_duty", "remove_duty", "bind_section"), "plan.correct_readings"),
    "withdraw_correction": "plan.correct_readings",
    # What follows is tried in tests/access/ and tests/plan/test_pages_parents.py.
    **dict.fromkeys(("state_parent", "withdraw_parent", "propose_links"), "plan.link_parents"),
    **dict.fromkeys(("decide_link", "withdraw_link", "link_by_hand"), "plan.link_parents"),
    **dict.fromkeys(("decide_binding", "withdraw_binding"), "plan.link_parents"),
    # What follows is tried in tests/access/ and tests/plan/test_travelling.py.
    **dict.fromkeys(("arrivals", "take_in", "arrival", "make_draft"), "plan.take_plans_in"),
    "travel_file": "plan.read_plans",
}


def address(name, plan):
    own = {
        **{page: [] for page in ("plans", "documents", "hand_in")},
        "section": [plan.slug, "2.1"],
        "commitment": [plan.slug, plan.commitments.first().pk],
    }
    return reverse(f"plan:{name}", args=own.get(name, [plan.slug]))


# tests/plan/test_standing_pages.py
HANDING_IN = {
    "instrument": "plan.read_plans",
    "due_list": "plan.keep_due_lists",
    "duty": "plan.read_plans",
    "receive": "plan.receive_plans",
    "withdraw_duty": "plan.keep_due_lists",
    "withdraw_receipt": "plan.receive_plans",
}


def test_every_route_has_its_row():
    assert {route.name for route in urlpatterns} == set(MAY) | set(DECIDING) | set(HANDING_IN)


@pytest.mark.parametrize("route", urlpatterns, ids=lambda route: route.name)
def test_every_view_states_its_act(route):
    acts = {DECIDING[route.name]} if route.name in DECIDING else READING
    assert route.callback.act in acts | {HANDING_IN.get(route.name)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [name for name in MAY if name != "file"])
def test_who_may(client, role, name):
    if role != "visitor":
        client.force_login(UserFactory() if role == "signed_in" else member(role))
    plan = read_plan()
    response = client.get(address(name, plan))
    assert (response.status_code == 200) == (role in MAY[name])


def test_a_visitor_who_would_hand_in_a_document_is_asked_to_sign_in(client):
    assert client.get(reverse("plan:hand_in")).url.endswith("?next=%2Fdocuments%2Fnew%2F")


@pytest.mark.parametrize("name", [name for name in MAY if name != "hand_in"])
def test_a_page_that_shows_changes_nothing(client, name):
    plan = read_plan()
    assert client.post(address(name, plan)).status_code == 405
