"""What a visitor reads when something is wrong: in both languages, with a way on."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from luoshi.kernel.models import Grant
from luoshi.kernel.services.rights import withdraw_grant
from luoshi.plan.services import documents
from luoshi.web import views
from tests.kernel.factories import NOON, JobFactory, UserFactory, member
from tests.strict import check_html

LANGUAGES = ["zh-hans", "en"]


def read(response: HttpResponse) -> str:
    html = response.content.decode()
    check_html(html, fragment=False)
    assert 'href="/"' in html, "every such page leads home"
    return html


def says(response, language, *, zh, en):
    text = read(response)
    return (
        zh if language == "zh-hans" else en
    ) in text and f'lang="{"en" if language == "en" else "zh-Hans"}"' in text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_400_for_a_name_that_the_site_does_not_answer_to(language):
    response = Client().get("/", headers={"host": "elsewhere.example", "accept-language": language})
    assert response.status_code == 400
    assert says(response, language, zh="无法识别", en="sent something that can")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_403_for_a_form_that_does_not_prove_where_it_comes_from(language):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/language/", {"language": "en"}, headers={"accept-language": language})
    assert response.status_code == 403
    assert says(response, language, zh="重新提交", en="The form was not sent")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_403_names_the_act_that_is_not_allowed(client, language):
    administrator = member("administrator")
    for grant in Grant.objects.filter(act="kernel.read_jobs"):
        withdraw_grant(grant=grant, by=administrator, at=NOON)
    client.force_login(UserFactory())
    response = client.get(reverse("kernel:jobs"), headers={"accept-language": language})
    assert response.status_code == 403
    assert says(
        response, language, zh="您无权进行此操作：查看后台任务。", en="You may not do this: see jobs."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_404_for_what_is_not_there(client, language):
    response = client.get("/nowhere/", headers={"accept-language": language})
    assert response.status_code == 404
    assert says(response, language, zh="没有找到", en="nothing at this address")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_429_for_too_many_documents_at_once(client, example, language):
    entering = client.post(
        reverse("web:enter", args=["public"]), follow=True, headers={"accept-language": language}
    )
    for _each in range(documents.MOST_UNREAD):
        JobFactory(kind=documents.READ_DOCUMENT, by=entering.context["user"])
    response = client.post(
        reverse("web:trial", args=["yunling_2025.txt"]), headers={"accept-language": language}
    )
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert says(
        response, language, zh="您还有20份文件等待阅读", en="20 documents of yours are still to be read"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_500_says_that_it_is_our_fault_and_asks_no_database(language, django_assert_num_queries):
    with translation.override(language), django_assert_num_queries(0):
        response = views.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert says(response, language, zh="系统出错了", en="Something broke on our side")


@pytest.mark.django_db
def test_500_is_what_a_visitor_sees_when_a_page_breaks(monkeypatch):
    def breaks(**arguments):
        raise ZeroDivisionError

    monkeypatch.setattr("luoshi.web.queries.plans_in_force", breaks)
    response = Client(raise_request_exception=False).get("/", headers={"accept-language": "en"})
    assert response.status_code == 500
    assert says(response, "en", zh="", en="Something broke on our side")


def test_500_stands_without_its_style_sheet(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = tmp_path
    assert "stylesheet" not in read(views.broken(RequestFactory().get("/")))
