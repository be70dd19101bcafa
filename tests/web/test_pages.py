"""The site's own pages: home, sign-in, language, the demo and its tour."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.kernel import clock
from luoshi.kernel.models import Installation, Job
from luoshi.plan.models import Plan
from luoshi.web import demo
from luoshi.web.example import city
from tests.kernel.factories import InstallationFactory, UserFactory

PASSPHRASE = "a-long-enough-passphrase"


@pytest.mark.django_db
def test_an_empty_installation_says_what_to_do_first(client):
    response = client.get("/")
    assert "luoshi createadmin" in response.content.decode()


@pytest.mark.slow
def test_home_is_the_outline_of_the_one_plan_in_force(client, example):
    text = client.get("/").content.decode()
    assert "天水市贯彻" in text
    assert reverse("plan:check_up", args=[city.PLAN_SLUG]) in text


@pytest.mark.slow
def test_the_ribbon_shows_the_demos_own_day(client, example):
    assert "2025-09-15" in client.get("/tour/").content.decode()


@pytest.mark.django_db
def test_outside_a_demo_there_is_no_ribbon_and_no_way_in(client):
    InstallationFactory()
    assert "ribbon" not in client.get("/").content.decode()
    assert client.post(reverse("web:enter", args=["desk"])).status_code == 404
    assert client.post(reverse("web:turn_clock")).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("role", demo.ROLES)
def test_each_role_is_entered_with_one_click(client, example, role):
    response = client.post(reverse("web:enter", args=[role]), follow=True)
    assert response.context["user"].username == role


@pytest.mark.slow
def test_only_the_roles_of_the_ribbon_are_entered(client, example):
    assert client.post(reverse("web:enter", args=["admin"])).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(("by", "day"), [("day", date(2025, 9, 16)), ("month", date(2025, 10, 1))])
def test_the_demos_day_moves_on(client, example, by, day):
    client.post(reverse("web:turn_clock"), {"by": by})
    assert clock.today() == day


@pytest.mark.slow
def test_an_invented_plan_is_read_for_whoever_clicks_it(client, example):
    assert "云岭县" in client.get("/tour/").content.decode()
    response = client.post(reverse("web:trial", args=["yunling_2025.txt"]))
    job = Job.objects.latest("pk")
    assert job.by.username == "public"
    assert response.url == reverse("kernel:job", args=[job.pk])
    assert client.post(reverse("web:trial", args=["plan.txt"])).status_code == 404


@pytest.mark.slow
def test_every_stop_of_the_tour_is_a_real_page(client, example):
    client.post(reverse("web:enter", args=["public"]))
    ways = client.get("/tour/").context["tour"].ways
    assert len(ways) == 12
    for number, way in enumerate(ways, start=1):
        client.post(reverse("web:enter", args=[way.stop.role or "public"]))
        page = client.get(way.url)
        assert page.status_code == 200
        assert f"第{number}站（共12站）" in page.content.decode()


@pytest.mark.django_db
def test_without_a_plan_the_tour_says_so(client):
    assert reverse("plan:hand_in") in client.get("/tour/").content.decode()


@pytest.mark.django_db
def test_signing_in_speaks_the_persons_language(client):
    user = UserFactory(language="en")
    user.set_password(PASSPHRASE)
    user.save()
    response = client.post("/sign-in/", {"username": user.username, "password": PASSPHRASE})
    assert response.cookies["django_language"].value == "en"


@pytest.mark.django_db
def test_a_wrong_password_is_refused_in_words(client):
    response = client.post("/sign-in/", {"username": "nobody", "password": "wrong"})
    assert 'role="alert"' in response.content.decode()


@pytest.mark.django_db
def test_the_language_is_kept_for_whoever_is_signed_in(client):
    user = UserFactory()
    client.force_login(user)
    response = client.post("/language/", {"language": "en", "next": "/tour/"})
    user.refresh_from_db()
    assert (response.url, user.language) == ("/tour/", "en")
    assert 'lang="en"' in client.get("/tour/").content.decode()


@pytest.mark.django_db
def test_nobody_is_sent_to_another_site(client):
    assert client.post("/language/", {"language": "en", "next": "https://example.org/"}).url == "/"


@pytest.mark.django_db
def test_an_unknown_language_is_not_found(client):
    assert client.post("/language/", {"language": "xx"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_not_there_is_said_in_ones_language(client, language):
    response = client.get("/nowhere/", headers={"accept-language": language})
    assert response.status_code == 404
    assert ("没有找到" if language == "zh-hans" else "nothing at this address") in response.content.decode()


@pytest.mark.django_db
def test_the_server_says_that_it_is_well(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("day", "following"), [(date(2025, 9, 15), date(2025, 10, 1)), (date(2025, 12, 31), date(2026, 1, 1))]
)
def test_the_next_month_begins_on_its_first(day, following):
    assert demo.next_month(day) == following


@pytest.mark.slow
def test_the_demo_knows_that_it_is_one(example):
    assert Installation.objects.current().is_demo
    assert Plan.objects.get(slug=city.PLAN_SLUG).document.origin.source
