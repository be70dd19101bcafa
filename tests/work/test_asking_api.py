"""The interface of a form: its schema, answering it, and the faults of the page with what would be right (接口)."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.work.models import Answer
from luoshi.work.services.asking import About, Given, answer_form
from tests.kernel.factories import NOON, BodyFactory, UploadFactory, member
from tests.work.asking import FIELDS, RIGHT, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return stored()


@pytest.fixture
def officer(client):
    user = member("officer")
    client.force_login(user)
    return user


@pytest.fixture
def body(officer):
    return officer.posts.get().body


def post(client, form, body, raw=None, **more):
    sent = {"body": body.pk, "period": "2025-09", "values": RIGHT if raw is None else raw, **more}
    url = reverse("work:send_answer", args=[form.code])
    return client.post(url, json.dumps(sent), content_type="application/json")


def test_the_schema_tells_all_that_the_form_asks(client, form, officer):
    found = client.get(reverse("work:form_schema", args=[form.code])).json()
    assert list(found["properties"]) == [field["code"] for field in FIELDS]
    assert found["required"] == ["done", "state", "spent"]
    assert found["properties"]["spent"]["x-unit"] == "万元"
    assert [each["const"] for each in found["properties"]["state"]["oneOf"]] == [
        "on_track",
        "late",
        "finished",
    ]
    assert found["x-rules"][1]["says"] == "状态不为“滞后”，或滞后原因已报"
    assert (found["x-form"]["version"], found["x-minutes"]) == (1, 5)


def test_a_right_answer_is_sent(client, form, body):
    response = post(client, form, body)
    answer = Answer.objects.get()
    assert response.json() == {"answer": answer.pk, "revision": 1, "seen": "1.1", "sent": True}


def test_numbers_and_truths_are_taken_as_json_has_them_exactly(client, form, body):
    raw = RIGHT | {"spent": 0.1, "people": 8, "needs_help": True, "budget": 123456789012345.67}
    post(client, form, body, raw)
    values = Answer.objects.get().values
    assert Decimal(values["spent"]) == Decimal("0.1")
    assert (values["people"], values["needs_help"], values["budget"]) == ("8", True, "123456789012345.67")


def test_what_is_wrong_comes_back_with_what_would_be_right(client, form, body):
    response = post(client, form, body, RIGHT | {"spent": "301", "begun": "昨天"})
    found = response.json()
    assert (response.status_code, found["code"]) == (422, "work.answer_faulty")
    by_field = {fault["field"]: fault for fault in found["faults"]}
    assert by_field["begun"]["code"] == "not_a_date"
    assert by_field["spent"]["rule"] == "within"
    assert by_field["spent"]["right"][0] == {
        "field": "spent", "name": "累计支出", "now": "301万元", "need": "<= 300万元",
    }  # fmt: skip
    assert not Answer.objects.exists()


def test_the_faults_are_those_of_the_page(client, form, body):
    raw = RIGHT | {"spent": "301", "state": "late"}
    typed = {f"ask-{code}": value for code, value in raw.items()}
    page = client.post(
        reverse("work:answer_form", args=[form.code]),
        typed | {"body": body.pk, "period": "2025-09", "subject": "", "seen": "0.0", "send": "1"},
    )
    said = [fault["sentence"] for fault in post(client, form, body, raw).json()["faults"]]
    assert [each.text for each in page.context["asked"].faults] == said
    assert len(said) == 2


def test_a_doubt_is_sent_with_its_reason(client, form, body):
    about = About(form=form, body=body, period="2025-08")
    answer_form(about=about, given=Given(raw=RIGHT | {"spent": "200"}), by=SYSTEM, at=NOON)
    found = post(client, form, body).json()
    assert [doubt["rule"] for doubt in found["doubts"]] == ["grows"]
    assert post(client, form, body, reasons={"grows": "退回预付款"}).json()["sent"] is True


def test_a_draft_is_saved_and_whoever_has_not_seen_it_is_told(client, form, body):
    assert post(client, form, body, {"spent": "x"}, draft=True).json()["sent"] is False
    response = post(client, form, body)
    assert (response.status_code, response.json()["code"]) == (409, "work.answer_saved_meanwhile")
    assert post(client, form, body, seen="1.1").json()["sent"] is True


def test_files_are_named_by_their_uploads(client, form, body, officer):
    upload = UploadFactory(by=officer)
    post(client, form, body, RIGHT | {"photo": [upload.pk]})
    assert Answer.objects.get().values["photo"] == [upload.pk]
    other = post(client, form, body, RIGHT | {"photo": [UploadFactory().pk]}, seen="1.1")
    assert other.json()["code"] == "work.files_not_yours"


@pytest.mark.parametrize(
    "sent", ["{", "[]", '{"values": {}}', '{"body": "1", "values": {}}', '{"body": 1, "values": []}',
             '{"body": 1, "values": {}, "reasons": ["x"]}']
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_words(client, form, officer, sent):
    url = reverse("work:send_answer", args=[form.code])
    response = client.post(url, sent, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (422, "work.request_unreadable")


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_a_value_that_is_none_is_told_at_its_field(client, form, body, value):
    found = post(client, form, body, RIGHT | {"done": value}).json()
    assert (found["field"], found["code"]) == ("done", "work.value_unfit")


def test_another_body_is_not_found(client, form, officer):
    assert post(client, form, BodyFactory()).status_code == 404


def test_without_the_token_of_the_session_nothing_is_taken(form, officer, body):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert post(strict, form, body).status_code == 403
    assert not Answer.objects.exists()
