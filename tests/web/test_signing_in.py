"""Signing in and out in pages: refusals, lock-out, the second step, what comes first, headers on every answer."""

import time
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from luoshi.kernel import clock, secrets
from luoshi.kernel.models import AuditEntry, FailedSignIn, SecondFactor, Session
from luoshi.kernel.services import people, second_factor
from tests.kernel.factories import BodyFactory, UserFactory, member

pytestmark = pytest.mark.django_db
GOOD = "eine lange Losung 9"
OTHER = "noch eine andere Losung"


def signed_up(**fields):
    user = UserFactory(**fields)
    user.set_password(GOOD)
    user.save()
    return user


def sign_in(client, username, password=GOOD, **options):
    return client.post("/sign-in/", {"username": username, "password": password}, **options)


def code_now(user):
    secret = secrets.unseal(SecondFactor.objects.get(user=user).sealed_secret)
    return TOTP(secret, 6, SHA1(), 30).generate(int(time.time())).decode()  # noqa: S303  what phones speak


def with_phone(user):
    second_factor.begin_second_factor(user=user, by=user, at=clock.now())
    earlier = int(time.time()) - 120
    secret = secrets.unseal(SecondFactor.objects.get(user=user).sealed_secret)
    code = TOTP(secret, 6, SHA1(), 30).generate(earlier).decode()  # noqa: S303  what phones speak
    return second_factor.confirm_second_factor(user=user, code=code, clock=earlier, by=user, at=clock.now())


def test_signing_in_leaves_one_session_with_its_address_and_browser(client):
    user = signed_up()
    sign_in(client, user.username.upper(), headers={"user-agent": "Probe/1.0"})
    row = Session.objects.of(user).get()
    assert (row.get_decoded()["address"], row.get_decoded()["browser"]) == ("127.0.0.1", "Probe/1.0")
    assert AuditEntry.objects.latest("number").code == "kernel.signed_in"


@pytest.mark.parametrize("is_known", [True, False])
def test_the_same_words_refuse_a_wrong_password_and_an_unknown_name(client, is_known):
    signed_up(username="known")
    response = sign_in(client, "known" if is_known else "stranger", "wrong")
    assert "请输入一个正确的" in response.content.decode()
    assert FailedSignIn.objects.count() == 1


def test_a_closed_account_is_refused_in_the_same_words(client):
    signed_up(username="closed", is_active=False)
    signed_up(username="known")
    closed = sign_in(client, "closed").context["form"].non_field_errors()
    assert closed == sign_in(client, "known", "wrong").context["form"].non_field_errors()


@pytest.mark.parametrize("is_known", [True, False])
def test_the_sixth_attempt_is_told_when_to_try_again_even_when_it_is_right(client, is_known):
    name = signed_up().username if is_known else "stranger"
    for _ in range(5):
        assert sign_in(client, name, "wrong").status_code == 200
    response = sign_in(client, name)
    assert response.status_code == 429
    assert "之后" in response.content.decode()
    assert Session.objects.filter(user__isnull=False).count() == 0


def test_who_has_a_phone_is_asked_for_its_code(client):
    user = signed_up()
    with_phone(user)
    response = sign_in(client, user.username)
    assert response.url.startswith(reverse("web:sign_in_code"))
    assert client.get("/account/").status_code == 302
    assert client.get(response.url).status_code == 200
    assert client.post(response.url, {"code": code_now(user)}).url == "/"
    assert client.get("/account/").status_code == 200


def test_wrong_codes_lock_as_wrong_passwords_do(client):
    user = signed_up()
    with_phone(user)
    url = sign_in(client, user.username).url
    for _ in range(5):
        assert client.post(url, {"code": "000000"}).status_code == 200
    assert client.post(url, {"code": code_now(user)}).status_code == 429
    assert client.get("/account/").status_code == 302


def test_the_second_step_alone_opens_nothing(client):
    user = signed_up()
    with_phone(user)
    assert client.post("/sign-in/code/", {"code": code_now(user)}).url == "/sign-in/"


@pytest.mark.parametrize("what", ["too late", "changed"])
def test_a_first_step_does_not_hold_for_long(client, monkeypatch, what):
    user = signed_up()
    with_phone(user)
    url = sign_in(client, user.username).url
    if what == "changed":
        people.change_password(user=user, password=OTHER, by=user, at=clock.now())
    else:
        later = time.time() + 301
        monkeypatch.setattr("luoshi.web.signing_in.time.time", lambda: later)
    assert client.get(url).url == "/sign-in/"


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_signing_in_leads_to_no_other_site(client, to):
    user = signed_up()
    posted = {"username": user.username, "password": GOOD, "next": to}
    assert client.post("/sign-in/", posted).url == "/"
    with_phone(user)
    client.post("/sign-in/", posted)
    assert client.post(reverse("web:sign_in_code", query={"next": to}), {"code": code_now(user)}).url == "/"


def test_a_visitors_session_does_not_become_the_persons(client):
    user = signed_up()
    client.get("/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, user.username)
    assert client.cookies["sessionid"].value != before
    assert "planted" not in client.session


def test_a_form_from_elsewhere_is_refused():
    user = signed_up()
    assert sign_in(Client(enforce_csrf_checks=True), user.username).status_code == 403


def test_a_slip_opens_only_the_way_to_a_password_of_ones_own(client):
    body = BodyFactory()
    user = member("officer", body=body)
    at = clock.now()
    slip = people.issue_slip(user=user, by=member("body_administrator", body=body), at=at)
    sign_in(client, user.username, slip)
    for url in ("/", "/jobs/", "/account/"):
        assert client.get(url).url == "/account/password/"
    chosen = {"current": slip, "password": OTHER, "again": OTHER}
    assert client.post("/account/password/", chosen).url == "/account/"
    assert client.get("/account/").status_code == 200
    assert sign_in(Client(), user.username, slip).status_code == 200


def test_a_slip_after_its_days_opens_nothing(client):
    user = member("officer")
    slip = people.issue_slip(
        user=user, by=member("administrator"), at=clock.now() - timedelta(days=7, minutes=1)
    )
    assert "一次性密码" in sign_in(client, user.username, slip).content.decode()
    assert client.get("/account/").status_code == 302


def test_administrators_set_up_a_phone_first_where_that_is_asked(client, settings):
    settings.LUOSHI_ADMINISTRATORS_NEED_CODE = True
    client.force_login(member("administrator"))
    assert client.get("/jobs/").url == "/account/"
    client.post(reverse("kernel:begin_code"))
    assert client.get(reverse("kernel:set_up_code")).status_code == 200
    client.force_login(member("officer"))
    assert client.get("/jobs/").status_code == 200


def test_an_administrator_with_a_phone_goes_where_they_want(client, settings):
    settings.LUOSHI_ADMINISTRATORS_NEED_CODE = True
    user = member("administrator")
    with_phone(user)
    client.force_login(user)
    assert client.get("/jobs/").status_code == 200


def test_a_phone_is_set_up_and_turned_off_on_ones_own_page(client):
    user = signed_up()
    client.force_login(user)
    client.post(reverse("kernel:begin_code"))
    assert "<svg" in client.get(reverse("kernel:set_up_code")).content.decode()
    wrong = client.post(reverse("kernel:set_up_code"), {"code": "000000"})
    assert 'role="alert"' in wrong.content.decode()
    page = client.post(reverse("kernel:set_up_code"), {"code": code_now(user)})
    assert len(page.context["codes"]) == 10
    assert "10" in client.get("/account/").content.decode()
    client.post(reverse("kernel:end_code"), {"current": "wrong"})
    assert second_factor.is_on(user=user)
    page = client.post(reverse("kernel:recovery_codes"), {"current": GOOD})
    assert len(page.context["codes"]) == 10
    client.post(reverse("kernel:end_code"), {"current": GOOD})
    assert not second_factor.is_on(user=user)


def test_ones_other_session_is_ended_from_here(client):
    user = signed_up()
    other = Client()
    sign_in(other, user.username)
    sign_in(client, user.username)
    rows = client.get("/account/").context["sessions"]
    assert [row.is_this for row in rows].count(True) == 1
    mark = next(row.mark for row in rows if not row.is_this)
    client.post(reverse("kernel:end_session", args=[mark]))
    assert other.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_nobody_ends_anothers_session(client):
    other = Client()
    other.force_login(UserFactory())
    client.force_login(UserFactory())
    client.post(reverse("kernel:end_session", args=[Session.objects.order_by("expire_date").first().mark]))
    assert other.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"current": "wrong", "password": OTHER, "again": OTHER}, "current"),
        ({"current": GOOD, "password": OTHER, "again": GOOD}, "again"),
        ({"current": GOOD, "password": "woaini1314", "again": "woaini1314"}, "password"),
    ],
)
def test_a_new_password_is_refused_at_its_field(client, posted, field):
    user = signed_up()
    client.force_login(user)
    response = client.post("/account/password/", posted)
    assert list(response.context["form"].errors) == [field]
    user.refresh_from_db()
    assert user.check_password(GOOD)


def test_ones_own_new_password_keeps_this_session_and_ends_the_others(client):
    user = signed_up()
    other = Client()
    sign_in(other, user.username)
    sign_in(client, user.username)
    client.post("/account/password/", {"current": GOOD, "password": OTHER, "again": OTHER})
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


SAMPLES = {"int": "1", "slug": "x", "str": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def addresses(patterns=None, before="/"):
    """Every address of the site, with something in the place of each part."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(pattern.pattern)
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").casefold().replace("string", "str")
            text = text.replace(f"<{kind}:{name}>", SAMPLES[kind])
        yield from [text] if isinstance(pattern, URLPattern) else addresses(pattern.url_patterns, text)


def check_headers(response):
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    for cookie in filter(lambda cookie: cookie.value, response.cookies.values()):
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_the_walk_meets_every_address():
    found = list(addresses())
    assert len(found) > 40
    assert not [address for address in found if "<" in address]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["visitor", "administrator"])
def test_every_answer_says_what_a_browser_may_do(method, role):
    client = Client(raise_request_exception=False)
    if role == "administrator":
        client.force_login(member(role))
    for address in [*addresses(), "/nowhere/", "/static/kit/site.css"]:
        response = getattr(client, method)(address)
        check_headers(response)
        response.close()


@pytest.mark.parametrize("announced", ["99999999999", "-1", "many"])
def test_a_body_that_is_too_large_is_refused_unread(announced):
    def unreadable(*arguments):
        raise AssertionError("it was read")

    body = type("Body", (), {"read": unreadable, "readline": unreadable, "close": lambda self: None})()
    environ = {"wsgi.input": body, "CONTENT_LENGTH": announced, "CONTENT_TYPE": "text/plain"}
    response = Client().generic("POST", "/sign-in/", **environ)
    assert response.status_code == 413
    check_headers(response)


def test_too_many_fields_are_refused(client):
    response = Client(raise_request_exception=False).post("/language/", {f"f{n}": "" for n in range(5001)})
    assert response.status_code == 400


def test_a_session_cookie_is_for_https_only_where_there_is_https():
    from luoshi.web import environment, settings

    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == environment.is_https()
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY


def test_behind_a_gateway_the_caller_is_whom_the_gateway_names(rf, monkeypatch):
    from luoshi.web.signing_in import address_of

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")
    assert address_of(request) == "10.0.0.1"
    monkeypatch.setenv("LUOSHI_HTTPS", "1")
    monkeypatch.setattr("luoshi.web.environment.is_https", lambda: True)
    assert address_of(request) == "192.0.2.7"
    assert address_of(rf.get("/", REMOTE_ADDR="10.0.0.1")) is None
