"""One's last searches: kept for oneself when they led to something, suggested, and forgotten at a word."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import AuditEntry, RecentSearch
from luoshi.kernel.retention import TERMS, Retention
from luoshi.kernel.services import people, retention, search, searches
from tests.kernel.factories import NOON, BodyFactory, UserFactory, member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def remember(person, *words):
    for minute, each in enumerate(words):
        searches.remember_search(words=each, by=person, at=NOON + timedelta(minutes=minute))


def words_of(person):
    return [each.words for each in RecentSearch.objects.visible_to(person).newest()]


def suggested(client, typed=""):
    return client.get(reverse("kernel:suggest"), {"q": typed}, headers=HTMX).content.decode()


def test_what_is_searched_again_is_the_newest_and_stands_once(person):
    remember(person, "锻压", "工信局", "锻压 ")
    assert words_of(person) == ["锻压", "工信局"]


def test_blanks_make_no_other_search(person):
    remember(person, "工信局  5G", " 工信局 5G")
    assert words_of(person) == ["工信局 5G"]


def test_the_twenty_newest_are_kept(person):
    remember(person, *map(str, range(23)))
    assert words_of(person) == [str(number) for number in range(22, 2, -1)]


def test_each_sees_and_forgets_their_own(person):
    other = UserFactory()
    remember(person, "锻压")
    remember(other, "锻压", "电缆")
    assert searches.forget_searches(by=other, at=NOON) == 2
    assert (words_of(person), words_of(other)) == (["锻压"], [])


@pytest.mark.parametrize("words", ["", "  ", "?!", "《》"])
def test_what_asks_for_nothing_is_not_kept(person, words):
    with pytest.raises(searches.NothingAsked):
        remember(person, words)
    assert words_of(person) == []


def test_who_has_not_signed_in_keeps_nothing(db):
    with pytest.raises(NotAllowed):
        remember(AnonymousUser(), "锻压")
    assert not RecentSearch.objects.exists()


def test_searching_leaves_no_entry_in_the_chain(person):
    remember(person, "锻压")
    searches.forget_searches(by=person, at=NOON)
    assert not AuditEntry.objects.exists()


def test_an_account_that_is_closed_leaves_no_searches(person):
    remember(person, "锻压")
    people.deactivate_user(user=person, by=SYSTEM, at=NOON)
    assert not RecentSearch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_searches_of_long_ago_are_erased(person):
    remember(person, "锻压")
    after = NOON + TERMS[Retention.WORKING]
    assert sum(done.number for done in retention.erase_due(by=SYSTEM, at=after)) == 0
    assert [done.number for done in retention.erase_due(by=SYSTEM, at=after + timedelta(seconds=1))] == [1]
    assert words_of(person) == []


def test_the_box_opens_with_the_last_searches_and_a_way_to_forget_them(client, person):
    remember(person, "锻压", "工信 & 局")
    page = suggested(client)
    assert page.index("?q=%E5%B7%A5%E4%BF%A1%20%26%20%E5%B1%80") < page.index("?q=%E9%94%BB%E5%8E%8B")
    assert reverse("kernel:forget_searches") in page


def test_the_box_of_who_has_searched_for_nothing_opens_empty(client, person):
    assert suggested(client).strip() == ""


def test_while_one_types_the_searches_that_begin_so_stand_first(client, person):
    remember(person, "工信局", "工业园区", "锻压")
    page = suggested(client, "工")
    assert [each in page for each in ("工信局", "工业园区", "锻压")] == [True, True, False]
    assert "?q=" not in suggested(client, "工信局")


def test_opening_what_was_found_keeps_the_words_and_searching_alone_does_not(client, person):
    client.get(reverse("kernel:search"), {"q": "锻压"})
    suggested(client, "锻压")
    assert words_of(person) == []
    answer = client.post(reverse("kernel:remember_search"), {"q": "锻压"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert words_of(person) == ["锻压"]


def test_words_that_ask_for_nothing_are_refused_with_a_reason(client, person):
    answer = client.post(reverse("kernel:remember_search"), {"q": "\x00?"})
    assert answer.status_code == 400
    assert "检索词" in answer.content.decode()


def test_words_are_kept_only_for_who_sends_them_from_our_own_page(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.post(reverse("kernel:remember_search"), {"q": "锻压"}).status_code == 403
    assert words_of(person) == []


def test_forgetting_leads_back_to_the_page_and_never_elsewhere(client, person):
    for asked, to in (("/jobs/", "/jobs/"), ("https://example.org/", "/search/")):
        remember(person, "锻压")
        assert client.post(reverse("kernel:forget_searches"), {"next": asked})["Location"] == to
        assert words_of(person) == []


def test_the_search_page_shows_them_until_something_is_asked(client, person):
    remember(person, "锻压")
    url = reverse("kernel:search")
    assert "最近检索" in client.get(url).content.decode()
    assert "最近检索" not in client.get(url, {"q": "电缆"}).content.decode()


def test_the_box_of_a_visitor_asks_for_nothing_before_something_is_typed(client):
    page = client.get(reverse("kernel:search")).content.decode()
    assert "opened" not in page
    assert "data-remember" not in page


@pytest.mark.parametrize(
    ("role", "leads"), [("administrator", True), ("body_administrator", True), ("auditor", False)]
)
def test_a_person_found_leads_to_their_page_where_the_reader_may_open_it(client, role, leads):
    body = BodyFactory()
    reader, colleague = member(role, body=body), member("officer", body=body)
    search.rebuild()
    client.force_login(reader)
    page = client.get(reverse("kernel:search"), {"q": colleague.username}).content.decode()
    assert f"<mark>{colleague.username}</mark>" in page
    url = reverse("kernel:person", args=[colleague.pk])
    assert (f'href="{url}"' in page) == leads
    if leads:
        assert client.get(url).status_code == 200


def test_one_finds_oneself_and_is_led_to_ones_account(client, person):
    search.rebuild()
    page = client.get(reverse("kernel:search"), {"q": person.username}).content.decode()
    assert f'<a href="{reverse("kernel:account")}">' in page.partition('class="answers"')[2]
