"""Posts lent for days, and the pages with which an administrator looks after accounts."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from luoshi.kernel import clock
from luoshi.kernel.access import NotAllowed, is_allowed, rights_of
from luoshi.kernel.models import Post, User
from luoshi.kernel.services import loans, people
from tests.kernel.factories import DAY, NOON, BodyFactory, PostFactory, UserFactory, member

pytestmark = pytest.mark.django_db
FIRST, LAST = DAY + timedelta(days=2), DAY + timedelta(days=9)


@pytest.fixture
def office():
    """A body with a holder who may change accounts there, a colleague, and a stranger."""
    body = BodyFactory()
    holder, colleague = member("body_administrator", body=body), member("officer", body=body)
    return holder.posts.get(), colleague, member("officer")


def lend(office, *, by=None, to=None, first=FIRST, last=LAST):
    post, colleague, _stranger = office
    return loans.lend_post(
        post=post, to=to or colleague, valid_from=first, valid_until=last, by=by or post.user, at=NOON
    )


def may(user, *, on):
    return "kernel.edit_people" in {right.act for right in rights_of(User.objects.get(pk=user.pk), on=on)}


def test_a_deputy_may_what_the_post_may_on_its_days_only(office):
    loan = lend(office)
    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    assert [may(office[1], on=day) for day in days] == [False, True, True, False]
    assert (loan.user, loan.stands_in_for.user, loan.role) == (office[1], office[0].user, office[0].role)


def test_the_holder_keeps_the_post(office):
    lend(office)
    assert may(office[0].user, on=FIRST)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (DAY - timedelta(days=1), LAST),
        (LAST, FIRST),
        (FIRST, FIRST + timedelta(days=367)),
    ],
)
def test_days_that_make_no_sense_are_refused(office, first, last):
    with pytest.raises(loans.NoSuchDays):
        lend(office, first=first, last=last)


def test_nothing_is_lent_for_longer_than_it_lasts(office):
    Post.objects.filter(pk=office[0].pk).update(valid_until=LAST - timedelta(days=1))
    with pytest.raises(loans.NoSuchDays):
        lend(office)


def test_a_stranger_oneself_or_a_closed_account_stands_in_for_nobody(office):
    post, colleague, stranger = office
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    colleague.refresh_from_db()
    for deputy in (stranger, post.user, colleague):
        with pytest.raises(loans.NotTheirDeputy):
            lend(office, to=deputy)
    assert Post.objects.lent().count() == 0


def test_the_same_days_are_not_lent_twice(office):
    lend(office)
    other = member("officer", body=office[0].body)
    with pytest.raises(loans.AlreadyLent):
        lend(office, to=other, first=LAST, last=LAST + timedelta(days=3))
    assert lend(office, to=other, first=LAST + timedelta(days=1), last=LAST + timedelta(days=3))


def test_what_is_lent_is_not_lent_on(office):
    loan = lend(office, first=DAY)
    with pytest.raises(loans.LentOn):
        loans.lend_post(
            post=loan, to=office[0].user, valid_from=FIRST, valid_until=LAST, by=office[1], at=NOON
        )


def test_neither_a_neighbour_nor_a_colleague_lends_it(office):
    for other in (office[2], office[1], member("body_administrator")):
        with pytest.raises(NotAllowed):
            lend(office, by=other)


def test_the_bodys_administrator_lends_for_somebody_who_is_ill(office):
    post, colleague, _stranger = office
    of_officer = colleague.posts.get()
    deputy = member("clerk", body=post.body)
    loan = loans.lend_post(
        post=of_officer, to=deputy, valid_from=FIRST, valid_until=LAST, by=post.user, at=NOON
    )
    assert loan.stands_in_for == of_officer


def test_nobody_lends_himself_a_post_that_may_more(office):
    administrator = member("administrator", body=office[0].body)
    with pytest.raises(people.AboveOneself):
        loans.lend_post(
            post=administrator.posts.get(),
            to=office[0].user,
            valid_from=FIRST,
            valid_until=LAST,
            by=office[0].user,
            at=NOON,
        )


@pytest.mark.parametrize("first", [DAY, FIRST], ids=["begun today", "not begun"])
def test_a_loan_is_taken_back_at_once(office, first):
    loan = lend(office, first=first)
    loans.take_back_post(loan=loan, by=office[0].user, at=NOON)
    assert not may(office[1], on=first)
    with pytest.raises(loans.LoanOver):
        loans.take_back_post(loan=loan, by=office[0].user, at=NOON)


def test_what_a_deputy_did_before_stays_in_the_history(office):
    loan = lend(office)
    loans.take_back_post(loan=loan, by=office[0].user, at=NOON + timedelta(days=4))
    assert may(office[1], on=FIRST + timedelta(days=1))
    assert not may(office[1], on=FIRST + timedelta(days=2))


def test_a_deputy_does_not_take_it_back_nor_a_stranger(office):
    loan = lend(office)
    for other in (office[2], member("body_administrator")):
        with pytest.raises(NotAllowed):
            loans.take_back_post(loan=loan, by=other, at=NOON)


def test_a_post_that_ends_takes_its_loans_along(office):
    lend(office)
    people.end_post(post=office[0], on=FIRST, by=member("administrator"), at=NOON)
    assert may(office[1], on=FIRST)
    assert not may(office[1], on=FIRST + timedelta(days=1))


def test_an_end_before_a_loan_begins_withdraws_it(office):
    lend(office)
    people.end_post(post=office[0], on=DAY, by=member("administrator"), at=NOON)
    assert not may(office[1], on=FIRST)


MAY = {
    "people": {"administrator", "body_administrator"},
    "person": {"administrator", "body_administrator"},
    "give_slip": {"administrator", "body_administrator"},
    "leave": {"administrator", "body_administrator"},
    "open_account": {"administrator", "body_administrator"},
    "end_code_of": {"administrator", "body_administrator"},
    "end_identity_of": {"administrator", "body_administrator"},
    "lend_post": {"administrator", "body_administrator"},
    "take_back_post": {"administrator", "body_administrator"},
}


@pytest.mark.parametrize("role", ["visitor", "officer", "neighbour", "body_administrator", "administrator"])
@pytest.mark.parametrize("name", MAY)
def test_who_may(client, office, role, name):
    post, colleague, _stranger = office
    theirs = colleague.posts.get()
    deputy, today = member("clerk", body=post.body), clock.today()
    loan = PostFactory(user=deputy, body=post.body, stands_in_for=theirs, valid_from=today, valid_until=today)
    users = {"officer": member("officer", body=post.body), "neighbour": member("body_administrator")}
    users |= {"body_administrator": post.user, "administrator": member("administrator")}
    if role != "visitor":
        client.force_login(users[role])
    number = {"people": [], "lend_post": [theirs.pk], "take_back_post": [loan.pk]}.get(name, [colleague.pk])
    url = reverse(f"kernel:{name}", args=number)
    reads = name in {"people", "person", "leave", "lend_post"}
    response = client.get(url) if reads else client.post(url)
    may = response.status_code in (200, 302) and "sign-in" not in response.get("Location", "")
    expected = MAY[name] | ({"neighbour"} if name == "people" else set())
    assert may == (role in expected)


def test_the_list_holds_only_whom_one_looks_after(client, office):
    post, colleague, stranger = office
    client.force_login(post.user)
    assert set(client.get(reverse("kernel:people")).context["list"].rows) == {post.user, colleague}
    assert client.get(reverse("kernel:person", args=[stranger.pk])).status_code == 404


def test_the_page_of_a_slip_shows_it_once(client, office):
    post, colleague, _stranger = office
    client.force_login(post.user)
    page = client.post(reverse("kernel:give_slip", args=[colleague.pk]))
    password = page.context["password"]
    assert password in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert authenticate(username=colleague.username, password=password) == colleague
    assert password not in client.get(reverse("kernel:person", args=[colleague.pk])).content.decode()


def test_an_account_is_closed_and_opened_on_its_page(client, office):
    post, colleague, _stranger = office
    client.force_login(post.user)
    for name, is_active in (("leave", False), ("open_account", True)):
        client.post(reverse(f"kernel:{name}", args=[colleague.pk]), {"post": "account"})
        colleague.refresh_from_db()
        assert colleague.is_active == is_active


def test_a_post_is_lent_and_taken_back_in_pages(client, office):
    post, colleague, _stranger = office
    client.force_login(post.user)
    url, today = reverse("kernel:lend_post", args=[post.pk]), clock.today()
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"to": colleague.pk, "valid_from": today, "valid_until": date(2000, 1, 1)})
    assert 'role="alert"' in wrong.content.decode()
    client.post(url, {"to": colleague.pk, "valid_from": today, "valid_until": today})
    loan = Post.objects.lent().get()
    assert colleague.display_name in client.get("/account/").content.decode()
    assert is_allowed(User.objects.get(pk=colleague.pk), "kernel.edit_people")
    assert client.get(reverse("kernel:person", args=[colleague.pk])).status_code == 200
    client.post(reverse("kernel:take_back_post", args=[loan.pk]))
    assert not is_allowed(User.objects.get(pk=colleague.pk), "kernel.edit_people")


def test_the_list_costs_the_same_for_many(client, office, django_assert_max_num_queries):
    for _ in range(29):
        PostFactory(user=UserFactory(), body=office[0].body)
    client.force_login(office[0].user)
    with django_assert_max_num_queries(12):
        client.get(reverse("kernel:people"))
