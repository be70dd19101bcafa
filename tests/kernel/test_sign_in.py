"""Sessions, lock-out, the phone's code, one-time passwords."""

import time
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.contrib.auth import authenticate

from luoshi.kernel import clock, secrets
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry, AuditValue, FailedSignIn, RecoveryCode, SecondFactor, Session
from luoshi.kernel.services import people, second_factor, sign_in
from tests.kernel.factories import NOON, BodyFactory, PostFactory, UserFactory, member

pytestmark = pytest.mark.django_db
GOOD = "eine lange Losung 9"
WHEN = 1_760_000_000


def signed_up(**fields):
    user = UserFactory(**fields)
    user.set_password(GOOD)
    user.save()
    return user


def code_of(user, *, at):
    secret = secrets.unseal(SecondFactor.objects.get(user=user).sealed_secret)
    return TOTP(secret, 6, SHA1(), 30).generate(at).decode()  # noqa: S303  what phones speak


@pytest.fixture
def phone():
    """A person whose phone is set up, with the recovery codes."""
    user = UserFactory()
    second_factor.begin_second_factor(user=user, by=user, at=NOON)
    codes = second_factor.confirm_second_factor(
        user=user, code=code_of(user, at=WHEN - 90), clock=WHEN - 90, by=user, at=NOON
    )
    return user, codes


def use(user, code, *, when=WHEN):
    return second_factor.use_code(user=user, code=code, clock=when, by=user, at=NOON)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "woaini5201314",
        "5201314520",
        "13812345678",
        "19850101",
        "1985-01-01-1985",
        "abcdefghijkl",
        "1234567890",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "1qaz2wsx3edc4rfv",
        "Admin@123456",
        "P@ssw0rd2024",
        "Tianshui@2025",
        "qwertyuiop123",
        "zhangwei1990!",
        "zw19900101!!",
        "ZhangWei@@@@2025",
        "zhangw.gxj-2020",
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password):
    user = UserFactory(username="zhangw.gxj", display_name="张伟")
    with pytest.raises(people.WeakPassword):
        people.change_password(user=user, password=password, by=user, at=NOON)


@pytest.mark.parametrize(
    "password", [GOOD, "four-horses-crossed-wei", "渭水东流到海不复回头啊", "x9K!tRq2#vLw"]
)
def test_a_good_password_is_taken(password):
    user = UserFactory(username="zhangw", display_name="张伟")
    people.change_password(user=user, password=password, by=user, at=NOON)
    assert authenticate(username="ZHANGW", password=password) == user


def fail(name, *, times=1, address=None, at=NOON):
    for _ in range(times):
        sign_in.note_failure(username=name, address=address, by=SYSTEM, at=at)


def refuse(name, *, address=None, at=NOON):
    sign_in.refuse_while_locked(username=name, address=address, at=at)


@pytest.mark.parametrize("name", ["known", "unknown"])
def test_after_five_failures_a_name_is_locked_until_a_time_that_is_said(name):
    UserFactory(username="known")
    fail(name, times=4)
    refuse(name)
    fail(name.upper())
    with pytest.raises(sign_in.SignInLocked, match="12:16"):
        refuse(name)
    refuse("somebody-else")
    refuse(name, at=NOON + timedelta(minutes=15))


def test_an_address_is_locked_later_than_a_name():
    for number in range(49):
        fail(f"name{number}", address="10.0.0.9")
    refuse("new", address="10.0.0.9")
    fail("last", address="10.0.0.9")
    with pytest.raises(sign_in.SignInLocked):
        refuse("new", address="10.0.0.9")
    refuse("new", address="10.0.0.8")


def test_signing_in_forgets_the_failures_of_that_name_only():
    user = UserFactory()
    fail(user.username, times=3)
    fail("other")
    sign_in.note_sign_in(user=user, address="10.0.0.9", by=user, at=NOON)
    assert FailedSignIn.objects.count() == 1
    assert AuditEntry.objects.latest("number").code == "kernel.signed_in"


def test_what_was_typed_as_a_name_is_nowhere_in_clear():
    fail("my-Password-by-mistake")
    kept = str([*FailedSignIn.objects.values(), *AuditValue.objects.values()])
    assert "mistake" not in kept.casefold()


def test_failures_are_forgotten_after_a_day():
    fail("a", times=2)
    fail("b", at=NOON + timedelta(days=1, seconds=1))
    assert FailedSignIn.objects.count() == 1


def test_nobody_notes_failures_for_others():
    with pytest.raises(NotAllowed):
        sign_in.note_failure(username="a", address=None, by=UserFactory(), at=NOON)


def test_a_code_is_taken_once(phone):
    user, _codes = phone
    code = code_of(user, at=WHEN)
    use(user, code)
    with pytest.raises(second_factor.WrongCode):
        use(user, code)


@pytest.mark.parametrize(
    ("late", "is_taken"), [(-30, True), (0, True), (30, True), (90, False), (-90, False)]
)
def test_a_phone_may_be_half_a_minute_off(phone, late, is_taken):
    user, _codes = phone
    code = code_of(user, at=WHEN + 300 + late)
    if is_taken:
        assert use(user, code, when=WHEN + 300) == user
    else:
        with pytest.raises(second_factor.WrongCode):
            use(user, code, when=WHEN + 300)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000 000000"])
def test_what_is_no_code_is_refused(phone, code):
    with pytest.raises(second_factor.WrongCode):
        use(phone[0], code)


def test_a_recovery_code_takes_the_phones_place_once(phone):
    user, codes = phone
    assert len(set(codes)) == 10
    use(user, codes[0].upper().replace("-", " "))
    with pytest.raises(second_factor.WrongCode):
        use(user, codes[0])
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 9


def test_another_persons_recovery_code_opens_nothing(phone):
    other = UserFactory()
    second_factor.begin_second_factor(user=other, by=other, at=NOON)
    second_factor.confirm_second_factor(
        user=other, code=code_of(other, at=WHEN), clock=WHEN, by=other, at=NOON
    )
    with pytest.raises(second_factor.WrongCode):
        use(other, phone[1][0])


def test_new_recovery_codes_end_the_old(phone):
    user, codes = phone
    fresh = second_factor.renew_recovery_codes(user=user, by=user, at=NOON)
    with pytest.raises(second_factor.WrongCode):
        use(user, codes[0])
    assert use(user, fresh[0]) == user


def test_secrets_are_not_kept_in_clear(phone):
    user, codes = phone
    factor = SecondFactor.objects.get(user=user)
    kept = str([*SecondFactor.objects.values(), *RecoveryCode.objects.values(), *AuditValue.objects.values()])
    assert second_factor.shown_secret(factor=factor).replace(" ", "") not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_a_phone_is_not_replaced_unasked(phone):
    with pytest.raises(second_factor.SecondFactorOn):
        second_factor.begin_second_factor(user=phone[0], by=phone[0], at=NOON)


def test_only_oneself_or_an_administrator_turns_the_code_off(phone):
    with pytest.raises(NotAllowed):
        second_factor.remove_second_factor(user=phone[0], by=UserFactory(), at=NOON)
    second_factor.remove_second_factor(user=phone[0], by=member("administrator"), at=NOON)
    assert not second_factor.is_on(user=phone[0])
    with pytest.raises(second_factor.NoSecondFactor):
        second_factor.remove_second_factor(user=phone[0], by=phone[0], at=NOON)


def slip(user, by):
    return people.issue_slip(user=user, by=by, at=NOON)


def test_the_bodys_own_administrator_gives_a_slip_that_must_be_changed():
    body = BodyFactory()
    user, administrator = member("officer", body=body), member("body_administrator", body=body)
    password = slip(user, administrator)
    user.refresh_from_db()
    assert authenticate(username=user.username, password=password) == user
    assert (user.must_change_password, user.password_expires_at) == (True, NOON + timedelta(days=7))
    assert password not in str([*AuditValue.objects.values(), user.password])
    sign_in.refuse_expired(user=user, at=NOON + timedelta(days=7))
    with pytest.raises(sign_in.SlipExpired):
        sign_in.refuse_expired(user=user, at=NOON + timedelta(days=7, seconds=1))


def test_a_new_password_ends_what_the_slip_said():
    user = UserFactory(must_change_password=True, password_expires_at=NOON)
    people.change_password(user=user, password=GOOD, by=user, at=NOON)
    user.refresh_from_db()
    assert (user.must_change_password, user.password_expires_at) == (False, None)


def test_a_neighbour_gives_no_slip():
    with pytest.raises(NotAllowed):
        slip(member("officer"), member("body_administrator"))


def test_who_serves_elsewhere_too_gets_no_slip_from_one_of_the_bodies():
    body = BodyFactory()
    user = member("officer", body=body)
    PostFactory(user=user)
    with pytest.raises(people.AboveOneself):
        slip(user, member("body_administrator", body=body))
    assert slip(user, member("administrator"))


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_nobody_enters_an_account_that_may_more(role):
    body = BodyFactory()
    user, administrator = member(role, body=body), member("body_administrator", body=body)
    for enter in (
        lambda: slip(user, administrator),
        lambda: people.change_password(user=user, password=GOOD, by=administrator, at=NOON),
        lambda: people.deactivate_user(user=user, by=administrator, at=NOON),
        lambda: second_factor.remove_second_factor(user=user, by=administrator, at=NOON),
    ):
        with pytest.raises(people.AboveOneself):
            enter()


def test_a_bodys_administrator_makes_no_system_administrator():
    from luoshi.kernel.models import Role

    body = BodyFactory()
    administrator = member("body_administrator", body=body)
    role = Role.objects.get(code="administrator")
    with pytest.raises(people.AboveOneself):
        people.give_post(user=member("officer", body=body), body=body, role=role, by=administrator, at=NOON)


@pytest.mark.parametrize("ending", ["deactivate", "slip", "password"])
def test_sessions_end_at_once(client, ending):
    user, administrator = signed_up(), member("administrator")
    client.force_login(user)
    assert Session.objects.of(user).count() == 1
    if ending == "deactivate":
        people.deactivate_user(user=user, by=administrator, at=NOON)
        people.reactivate_user(user=user, by=administrator, at=NOON)
    elif ending == "slip":
        slip(user, administrator)
    else:
        people.change_password(user=user, password="another long Losung", by=administrator, at=NOON)
    assert client.get("/account/").status_code == 302
    assert Session.objects.of(user).count() == 0


def test_a_session_ends_when_it_is_not_used(client, monkeypatch, settings):
    client.force_login(UserFactory())
    start = time.time()
    for minutes in (20, 40, 60):  # used every twenty minutes it goes on
        monkeypatch.setattr("luoshi.kernel.sessions.time.time", lambda m=minutes: start + m * 60)
        assert client.get("/account/").status_code == 200
    monkeypatch.setattr("luoshi.kernel.sessions.time.time", lambda: start + 91 * 60)
    assert client.get("/account/").status_code == 302
    monkeypatch.undo()
    assert client.get("/account/").status_code == 302


def test_the_cookie_of_another_session_keeps_none_alive(client, monkeypatch):
    from django.test import Client

    other = Client()
    other.force_login(UserFactory())
    client.force_login(UserFactory())
    start = time.time()
    monkeypatch.setattr("luoshi.kernel.sessions.time.time", lambda: start + 25 * 60)
    other.get("/account/")
    client.cookies["luoshi_seen"] = other.cookies["luoshi_seen"].value
    monkeypatch.setattr("luoshi.kernel.sessions.time.time", lambda: start + 31 * 60)
    assert client.get("/account/").status_code == 302


def test_a_session_ends_in_any_case(client):
    user = UserFactory()
    client.force_login(user)
    row = Session.objects.get(user=user)
    assert timedelta(hours=11) < row.expire_date - clock.now() <= timedelta(hours=12)


def test_reading_a_page_writes_no_session(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(UserFactory())
    with CaptureQueriesContext(connection) as queries:
        client.get("/account/")
    assert not [query for query in queries if not query["sql"].lstrip("(").startswith("SELECT")]
