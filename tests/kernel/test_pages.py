"""The pages of long work: what one has asked for, how far it is, how to stop it."""

import pytest
from django.urls import reverse

from luoshi.kernel.models import JobState
from luoshi.kernel.urls import urlpatterns
from tests.kernel.factories import LATER, NOON, JobFactory, UserFactory, member
from tests.kernel.test_acts_told import ACTS
from tests.kernel.test_import_pages import MAY as IMPORTS
from tests.kernel.test_pages_bodies import BODIES

pytestmark = pytest.mark.django_db
STOP_POLLING = 286
HTMX = {"HX-Request": "true"}
MAY = {
    "jobs": {"signed_in", "administrator"},
    "job": {"signed_in", "administrator"},
    "cancel_job": {"signed_in", "administrator"},
    "resume_job": {"signed_in", "administrator"},
    "keep_view": {"signed_in", "administrator"},
    "act_on_rows": {"signed_in", "administrator"},
    "rows_acted_on": {"signed_in", "administrator"},
    "search": {"visitor", "signed_in", "administrator"},
    "suggest": {"visitor", "signed_in", "administrator"},
    "remember_search": {"signed_in", "administrator"},
    "forget_searches": {"signed_in", "administrator"},
}

WITHOUT_KEY = {
    "jobs",
    "keep_view",
    "act_on_rows",
    "search",
    "suggest",
    "remember_search",
    "forget_searches",
}
SENT = ("_job", "act_on_rows", "remember_search", "forget_searches")
ACTED_ON = {"job": 1, "done": 2, "refused": 1, "named": [["x", "kernel.job_finished", {}]]}
FIELDS = {
    "resume_job": {"state": JobState.CANCELLED, "ended_at": NOON},
    "rows_acted_on": {
        "kind": "kernel.act_on_rows",
        "done_already": True,
        "arguments": {"list_key": "kernel.jobs", "act_key": "cancel"},
        "result": ACTED_ON,
    },
}
PEOPLE = {
    "people",
    "answers",
    "slips",
    "person",
    "give_slip",
    "leave",
    "hand_over",
    "open_account",
    "end_code_of",
    "end_identity_of",
    "lend_post",
    "take_back_post",
}
RETENTION = {"retention", "retention_term", "take_back_term"}
FORMULAS = {
    "standard_sheet",
    *("formulas", "formula", "write_formula", "write_version", "examine_formula", "rename_formula"),
    *(
        "try_formula",
        "formula_results",
        "standards",
        "standard",
        "set_standard",
        "set_version",
        "rename_standard",
    ),
}
ACCOUNT = {
    "account",
    "act_as",
    "rename",
    "change_email",
    "password",
    "begin_code",
    "set_up_code",
    "end_code",
    "recovery_codes",
    "end_session",
}


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page_of(client, job, **options):
    return client.get(reverse("kernel:job", args=[job.pk]), **options)


def test_every_route_has_its_row():
    assert {route.name for route in urlpatterns} == set(MAY) | set(
        IMPORTS
    ) | ACCOUNT | BODIES | PEOPLE | ACTS | RETENTION | FORMULAS


@pytest.mark.parametrize("role", ["visitor", "signed_in", "administrator"])
@pytest.mark.parametrize("name", MAY)
def test_who_may(client, role, name):
    user = member("administrator") if role == "administrator" else UserFactory()
    if role != "visitor":
        client.force_login(user)
    job = JobFactory(by=user, **FIELDS.get(name, {}))
    url = reverse(f"kernel:{name}", args=[] if name in WITHOUT_KEY else [job.pk])
    asked = {"list": "kernel.jobs", "act": "cancel", "row": job.pk, "next": "/jobs/", "q": "局"}
    response = client.post(url, asked) if name.endswith(SENT) else client.get(url, asked)
    may = "sign-in" not in response.get("Location", "") and response.status_code in (200, 204, 302)
    assert may == (role in MAY[name])


@pytest.mark.parametrize("name", sorted(ACCOUNT))
def test_a_visitor_has_no_account(client, name):
    url = reverse(f"kernel:{name}", args=["x"] if name == "end_session" else [])
    for response in (client.get(url), client.post(url)):
        assert "sign-in" in response["Location"]


def test_jobs_are_listed_newest_first(client, person):
    first, last = JobFactory(by=person), JobFactory(by=person, asked_at=LATER)
    JobFactory(by=UserFactory())
    assert client.get(reverse("kernel:jobs")).context["list"].rows == [last, first]


def test_without_jobs_the_list_says_what_would_be_there(client, person):
    assert 'class="empty"' in client.get(reverse("kernel:jobs")).content.decode()


def test_somebody_elses_job_is_not_found(client, person):
    job = JobFactory(by=UserFactory())
    assert page_of(client, job).status_code == 404
    assert client.post(reverse("kernel:cancel_job", args=[job.pk])).status_code == 404


def test_a_job_under_way_asks_again_and_can_be_refreshed_by_hand(client, person):
    job = JobFactory(by=person, state=JobState.RUNNING, lease_until=LATER, done=3, total=8)
    text = page_of(client, job).content.decode()
    assert 'hx-trigger="every 1s"' in text
    assert 'value="38"' in text
    assert f'href="{reverse("kernel:job", args=[job.pk])}">刷新' in text
    assert page_of(client, job, headers=HTMX).status_code == 200


def test_a_job_that_was_asked_to_stop_says_so(client, person):
    job = JobFactory(
        by=person, state=JobState.RUNNING, lease_until=LATER, cancel_asked_at=NOON, cancel_asked_by=person
    )
    text = page_of(client, job).content.decode()
    assert reverse("kernel:cancel_job", args=[job.pk]) not in text


def test_a_finished_job_stops_the_asking(client, person):
    job = JobFactory(by=person, done_already=True)
    response = page_of(client, job, headers=HTMX)
    assert response.status_code == STOP_POLLING
    assert "<h1" not in response.content.decode()


def test_a_finished_reading_leads_to_its_plan(client, person):
    job = JobFactory(by=person, kind="plan.read_document", done_already=True, result={"plan": "some-plan"})
    assert 'href="/plans/some-plan/"' in page_of(client, job).content.decode()


def test_a_failed_job_says_why_and_can_be_tried_again(client, person):
    job = JobFactory(by=person, failed=True, error_code="kernel.job_finished")
    text = page_of(client, job).content.decode()
    assert "every 1s" not in text
    assert reverse("kernel:resume_job", args=[job.pk]) in text
    client.post(reverse("kernel:resume_job", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_a_waiting_job_is_cancelled(client, person):
    job = JobFactory(by=person)
    response = client.post(reverse("kernel:cancel_job", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, response.url) == (JobState.CANCELLED, reverse("kernel:job", args=[job.pk]))


def test_cancelling_a_job_that_has_ended_is_refused_in_words(client, person):
    job = JobFactory(by=person, done_already=True)
    response = client.post(reverse("kernel:cancel_job", args=[job.pk]), follow=True)
    assert 'data-tone="red" role="alert"' in response.content.decode()


def test_a_page_that_shows_changes_nothing(client, person):
    job = JobFactory(by=person)
    assert client.post(reverse("kernel:job", args=[job.pk])).status_code == 405
    assert client.get(reverse("kernel:cancel_job", args=[job.pk])).status_code == 405
