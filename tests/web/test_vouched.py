"""Signing in through the city's identity provider: linked once by its owner, and nothing else opens an account."""

import time
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel import checks, clock
from luoshi.kernel.models import AuditEntry, FailedSignIn, Identity, Session, User
from luoshi.kernel.services import people
from luoshi.web import environment, policy, provider
from tests.browser import barriers_on
from tests.kernel.factories import NOON, member
from tests.web.test_signing_in import GOOD, code_now, signed_up, with_phone
from tests.web.test_signing_in import sign_in as enter_password

pytest.importorskip("authlib", reason="pip install luoshi[sso]")

from tests.web import identity_provider

pytestmark = pytest.mark.django_db
SUBJECT = "6205000001"
BEGIN, BACK, LINK = "/sign-in/city/", "/sign-in/city/back/", "/account/city/"


@pytest.fixture(scope="module")
def server():
    with identity_provider.running() as server:
        yield server


@pytest.fixture
def city(server, settings):
    """The city's provider, as the settings name it; each test finds it as it should be."""
    server.__init__(urlsplit(server.issuer).port)
    provider._made.cache_clear()
    settings.LUOSHI_SSO = environment.Sso(
        server.issuer, identity_provider.CLIENT, identity_provider.SECRET, "示例市统一身份认证"
    )
    return server


def linked(city, **fields):
    user = signed_up(**fields)
    Identity.objects.create(user=user, issuer=city.issuer, subject=SUBJECT, linked_at=NOON)
    return user


def sent(client, **fields):
    """Where the browser is sent to, and with what."""
    return identity_provider.asked_of(client.post(BEGIN, fields)["Location"])


def through(client, city, **fields):
    """Go to the provider, sign in there, come back."""
    return client.get(city.authorize(sent(client, **fields)))


def page_after(client, response):
    """The page to which a refusal leads."""
    return client.get(response["Location"]).content.decode()


def signed_in_as(client):
    return Session.objects.filter(user__isnull=False).values_list("user", flat=True).first()


def test_who_is_linked_signs_in_and_comes_to_the_page_that_was_asked_for(client, city):
    user = linked(city)
    assert through(client, city, next="/jobs/")["Location"] == "/jobs/"
    assert signed_in_as(client) == user.pk
    entry = AuditEntry.objects.latest("number")
    assert entry.code == "kernel.signed_in"
    assert set(entry.parts.get().fields) == {"address", "issuer"}


def test_the_browser_is_sent_with_state_nonce_and_challenge(client, city):
    asked = sent(client)
    assert asked["code_challenge_method"] == "S256"
    assert len({asked[name] for name in ("state", "nonce", "code_challenge")}) == 3
    assert asked["redirect_uri"].endswith(BACK)
    assert sent(client)["state"] != asked["state"]


def test_who_has_a_phone_is_asked_for_its_code_here_as_well(client, city):
    user = linked(city)
    with_phone(user)
    response = through(client, city)
    assert response["Location"].startswith(reverse("web:sign_in_code"))
    assert signed_in_as(client) is None
    assert client.post(response["Location"], {"code": code_now(user)}).status_code == 302
    assert signed_in_as(client) == user.pk


def test_a_one_time_password_still_asks_for_a_new_one(client, city):
    user = linked(city, must_change_password=True)
    through(client, city)
    assert signed_in_as(client) == user.pk
    assert client.get("/account/")["Location"] == reverse("kernel:password")


def test_an_unknown_identity_opens_nothing_makes_no_account_and_is_told_what_to_do(client, city):
    before = User.objects.count()
    response = through(client, city)
    assert (response["Location"], User.objects.count()) == ("/sign-in/", before)
    assert "请先用密码登录一次" in page_after(client, response)
    assert signed_in_as(client) is None
    assert FailedSignIn.objects.count() == 1


def test_a_name_that_is_the_same_opens_nothing(client, city):
    signed_up(username=SUBJECT, display_name="示例·王")
    assert through(client, city)["Location"] == "/sign-in/"
    assert signed_in_as(client) is None


def test_a_closed_account_is_refused_in_the_same_words_as_an_unknown_one(client, city):
    linked(city, is_active=False)
    assert "该身份没有绑定可用账号" in page_after(client, through(client, city))
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "audience", [{"aud": ["luoshi"]}, {"aud": ["another-site", "luoshi"], "azp": "luoshi"}]
)
def test_a_token_for_us_among_others_is_believed(client, city, audience):
    user = linked(city)
    city.changes = audience
    through(client, city)
    assert signed_in_as(client) == user.pk


def test_a_provider_that_was_put_right_is_asked_anew(client, city):
    city.metadata = {"issuer": "https://id.example.org"}
    client.post(BEGIN)
    city.metadata = {}
    assert client.post(BEGIN)["Location"].startswith(city.issuer)


NOW = int(time.time())
FAULTS = {
    "a wrong nonce": ({"nonce": "another"}, set(), {}),
    "no nonce": ({}, {"nonce"}, {}),
    "an expired token": ({"exp": NOW - 3600, "iat": NOW - 7200}, set(), {}),
    "a token of tomorrow": ({"iat": NOW + 86400, "nbf": NOW + 86400, "exp": NOW + 90000}, set(), {}),
    "a wrong audience": ({"aud": "another-site"}, set(), {}),
    "a wrong audience, authorised for us": ({"aud": "another-site", "azp": "luoshi"}, set(), {}),
    "another issuer": ({"iss": "https://id.example.org"}, set(), {}),
    "no subject": ({}, {"sub"}, {}),
    "an empty subject": ({"sub": ""}, set(), {}),
    "a subject that can't be kept": ({"sub": "62\x00"}, set(), {}),
    "a subject that is no text": ({"sub": 6205000001}, set(), {}),
    "no identity at all": ({}, {"id_token"}, {}),
    "no signature": ({}, set(), {"algorithm": "none"}),
    "our own secret as signature": ({}, set(), {"algorithm": "HS256"}),
    "a foreign key": ({}, set(), {"key": identity_provider.FOREIGN_KEY}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_answer_with_a_fault_opens_nothing(client, city, fault):
    linked(city)
    city.changes, city.drop, others = FAULTS[fault]
    for name, value in others.items():
        setattr(city, name, value)
    response = through(client, city)
    assert "未被接受" in page_after(client, response)
    assert signed_in_as(client) is None
    assert FailedSignIn.objects.count() == 1


def test_an_answer_to_another_browser_opens_nothing(client, city):
    linked(city)
    back = city.authorize(sent(client))
    other = Client()
    sent(other)
    assert "mismatching_state" in page_after(other, other.get(back))
    assert signed_in_as(other) is None


def test_an_answer_counts_once(client, city):
    linked(city)
    back = city.authorize(sent(client))
    client.get(back)
    client.post("/sign-out/")
    assert "未被接受" in page_after(client, client.get(back))
    assert signed_in_as(client) is None


def test_an_answer_that_nobody_asked_for_counts_against_nobody(client, city):
    for query in ("", "?code=x&state=y", "?error=<b>access</b>"):
        page = page_after(client, client.get(f"{BACK}{query}"))
        assert "未被接受" in page
        assert "access" not in page
    assert not FailedSignIn.objects.exists()


def test_who_changes_their_mind_at_the_provider_is_told_its_reason(client, city):
    state = sent(client)["state"]
    assert "access_denied" in page_after(client, client.get(BACK, {"error": "access_denied", "state": state}))


def test_an_address_from_which_too_much_has_failed_waits_here_too(client, city):
    linked(city)
    for _attempt in range(50):
        FailedSignIn.objects.create(name_digest="x", address="127.0.0.1", at=clock.now())
    assert "之后" in page_after(client, client.post(BEGIN))


def test_guessed_passwords_lock_the_password_and_not_the_city(client, city):
    user = linked(city)
    for _attempt in range(6):
        assert enter_password(Client(), user.username, "wrong").status_code in (200, 429)
    through(client, city)
    assert signed_in_as(client) == user.pk


@pytest.mark.parametrize("how", ["broken", "another name", "away"])
def test_a_provider_that_does_not_answer_leaves_the_password(client, city, settings, how):
    if how == "broken":
        city.is_broken = True
    if how == "another name":
        city.metadata = {"issuer": "https://id.example.org"}
    if how == "away":
        settings.LUOSHI_SSO = environment.Sso("http://127.0.0.1:9/city", "x", "y", "")
    response = client.post(BEGIN)
    assert "请用密码登录" in page_after(client, response)
    assert enter_password(client, signed_up().username).status_code == 302


# Linking


def enter(client, user):
    enter_password(client, user.username)
    return client


def test_the_owner_links_once_with_the_password_and_then_signs_in_so(client, city):
    user = signed_up()
    assert through(enter(client, user), city)["Location"] == LINK
    page = client.get(LINK).content.decode()
    assert SUBJECT in page
    assert "示例·王" in page
    assert client.post(LINK, {"current": "wrong"}).status_code == 200
    assert not Identity.objects.exists()
    assert client.post(LINK, {"current": GOOD})["Location"] == "/account/"
    assert Identity.objects.get().user == user
    assert "已绑定" in client.get("/account/").content.decode()
    assert client.get(LINK).status_code == 404
    through(other := Client(), city)
    assert other.get("/account/").status_code == 200


def test_what_is_linked_to_another_account_is_refused(client, city):
    linked(city)
    user = signed_up()
    through(enter(client, user), city)
    client.post(LINK, {"current": GOOD})
    assert "已有绑定" in client.get("/account/").content.decode()
    assert not Identity.objects.filter(user=user).exists()


def test_nothing_is_linked_that_the_provider_has_not_just_said(client, city):
    enter(client, signed_up())
    assert client.get(LINK).status_code == 404
    assert client.post(LINK, {"current": GOOD}).status_code == 404


def test_the_owner_ends_the_link_with_the_password(client, city):
    user = linked(city)
    enter(client, user)
    client.post("/account/city/end/", {"current": "wrong"})
    assert Identity.objects.exists()
    client.post("/account/city/end/", {"current": GOOD})
    assert not Identity.objects.exists()
    client.post("/account/city/end/", {"current": GOOD})
    assert "没有绑定" in client.get("/account/").content.decode()


def test_an_administrator_ends_the_link_of_whom_they_look_after(client, city):
    user = linked(city)
    client.force_login(member("administrator"))
    assert "解除统一身份认证绑定" in client.get(reverse("kernel:person", args=[user.pk])).content.decode()
    client.post(reverse("kernel:end_identity_of", args=[user.pk]))
    assert not Identity.objects.exists()


def test_a_link_stays_through_a_new_password(client, city):
    user = linked(city)
    people.change_password(user=user, password="noch eine andere Losung", by=user, at=NOON)
    through(client, city)
    assert signed_in_as(client) == user.pk


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_browser_goes_there_and_back_to_link_and_to_sign_in(page, sign_in, city, settings):
    settings.CONTENT_SECURITY_POLICY = policy.for_pages(sso=settings.LUOSHI_SSO)
    user = signed_up()
    sign_in(page, user)
    page.goto("/account/")
    page.get_by_role("button", name="绑定我的账号").click()
    page.get_by_label("您的密码").fill(GOOD)
    assert barriers_on(page) == []
    page.get_by_role("button", name="是本人，绑定").click()
    expect(page.get_by_text("今后可通过统一身份认证登录本账号")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.goto("/sign-in/?next=/account/")
    page.get_by_role("button", name="通过示例市统一身份认证登录").click()
    expect(page.get_by_role("heading", name="我的账号", level=1)).to_be_visible()


# Whether it is offered


def test_the_sign_in_page_offers_it_by_its_name(client, city):
    assert "示例市统一身份认证" in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("why", ["no provider", "no packages"])
def test_without_a_provider_or_its_packages_nothing_is_offered(client, city, settings, monkeypatch, why):
    if why == "no provider":
        settings.LUOSHI_SSO = None
    monkeypatch.setattr(provider, "is_installed", lambda: why != "no packages")
    assert BEGIN not in client.get("/sign-in/").content.decode()
    assert [client.post(BEGIN).status_code, client.get(BACK).status_code] == [404, 404]


def findings():
    return list(checks.CHECKS["web.sso"].look())


def found():
    return [str(each.problem) for each in findings()]


def test_doctor_finds_nothing_where_all_is_well(city):
    assert found() == []


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"issuer": "https://id.example.org"}, "自称"),
        ({"authorization_endpoint": "https://elsewhere.example.org/authorize"}, "elsewhere"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
    ],
)
def test_doctor_says_what_does_not_fit(city, metadata, said):
    city.metadata = metadata
    (problem,) = found()
    assert said in problem


def test_doctor_says_that_the_provider_does_not_answer(city):
    city.is_broken = True
    assert "没有应答" in found()[0]


def test_doctor_says_which_packages_are_missing(city, monkeypatch):
    monkeypatch.setattr(provider, "is_installed", lambda: False)
    (finding,) = findings()
    assert "luoshi[sso]" in finding.remedy


# Settings

GIVEN = {
    "LUOSHI_SSO_ISSUER": "https://id.example.cn/realms/city",
    "LUOSHI_SSO_CLIENT_ID": "luoshi",
    "LUOSHI_SSO_CLIENT_SECRET": "secret",
}


def test_the_provider_comes_from_the_environment():
    assert environment.sso({}) is None
    assert environment.sso(GIVEN).origin == "https://id.example.cn"


@pytest.mark.parametrize(
    "wrong",
    [
        {"LUOSHI_SSO_ISSUER": "http://id.example.cn"},
        {"LUOSHI_SSO_ISSUER": "id.example.cn"},
        {"LUOSHI_SSO_ISSUER": "https://id.example.cn/?x=1"},
        {"LUOSHI_SSO_CLIENT_ID": ""},
        {"LUOSHI_SSO_CLIENT_SECRET": " "},
    ],
)
def test_half_a_provider_or_an_unsafe_one_is_refused_by_its_variable(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        environment.sso(GIVEN | wrong)
