"""The pages of notices: the list, the bell, what marks as read, how one is told."""

import pytest
from django.conf import settings as product
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel.models import OutboxMessage, User
from luoshi.work.models import Channel, Notice, NoticeChoice, Webhook, When
from luoshi.work.queries import notices as queries
from luoshi.work.queries.choices import Chosen, of_person
from luoshi.work.telling import GROUPS
from tests.kernel.factories import LATER, NOON, UserFactory
from tests.work.factories import NoticeFactory
from tests.work.post_office import mail_through

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory(email="li@example.cn", language="en")
    client.force_login(user)
    client.cookies[product.LANGUAGE_COOKIE_NAME] = "en"
    return user


def notices(client, query=""):
    return client.get(f"{reverse('work:notices')}{query}")


def choices(client):
    return client.get(reverse("work:notice_choices")).content.decode()


def choose(client, channel, **fields):
    asked = {"channel": channel, **{f"{channel}-{name}": value for name, value in fields.items()}}
    return client.post(reverse("work:notice_choices"), asked)


def test_the_unread_stand_first_then_the_newest(client, person):
    read = NoticeFactory(user=person, read_at=NOON, written_at=LATER)
    old, new = NoticeFactory(user=person), NoticeFactory(user=person, written_at=LATER)
    assert notices(client).context["list"].rows == [new, old, read]


def test_nobody_sees_what_another_was_told(client, person):
    other = NoticeFactory()
    assert notices(client).context["list"].rows == []
    for name in ("open_notice", "read_notice"):
        assert client.post(reverse(f"work:{name}", args=[other.pk])).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_the_page_opens_with_how_many_are_unread(client, person):
    assert "You have read all that you were told." in notices(client).content.decode()
    NoticeFactory(user=person)
    assert "One notice is unread" in notices(client).content.decode()


def test_looking_at_the_list_reads_nothing(client, person):
    NoticeFactory(user=person)
    notices(client)
    assert Notice.objects.unread().count() == 1


def test_going_to_the_thing_marks_the_notice_as_read(client, person):
    notice = NoticeFactory(user=person, url="/plans/?q=1")
    address = reverse("work:open_notice", args=[notice.pk])
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"] == "/plans/?q=1"
    assert not Notice.objects.unread().exists()


def test_marking_as_read_leads_back_to_the_list_as_it_was(client, person):
    notice = NoticeFactory(user=person)
    back = f"{reverse('work:notices')}?state=unread"
    answer = client.post(reverse("work:read_notice", args=[notice.pk]), {"next": back})
    assert answer["Location"] == back
    assert not Notice.objects.unread().exists()


def test_marking_all_spares_what_came_while_one_was_reading(client, person):
    NoticeFactory(user=person)
    newest = notices(client).context["newest"]
    late = NoticeFactory(user=person)
    client.post(reverse("work:read_notices"), {"until": newest})
    assert list(Notice.objects.unread()) == [late]
    assert client.post(reverse("work:read_notices"), {"until": "x"}).status_code == 404


def test_the_list_is_narrowed_by_state_group_and_urgency(client, person):
    urgent = NoticeFactory(user=person, urgency="urgent")
    read = NoticeFactory(user=person, read_at=NOON)
    unknown = NoticeFactory(user=person, code="work.gone", read_at=NOON)
    for query, rows in {
        "?state=read": {read, unknown},
        "?state=unread": {urgent},
        "?urgency=urgent": {urgent},
        "?group=work.other": {urgent, read},
    }.items():
        assert set(notices(client, query).context["list"].rows) == rows, query


def test_the_list_is_exported_in_words(client, person):
    NoticeFactory(user=person)
    text = b"".join(notices(client, "?export=csv").streaming_content).decode()
    assert "This is the trial notice" in text


def test_the_list_costs_as_much_for_many_as_for_one(client, person):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            notices(client)
        return len(captured)

    NoticeFactory(user=person)
    one = cost()
    for _each in range(28):
        NoticeFactory(user=person)
    assert cost() == one <= 16


def bell(client):
    page = client.get(reverse("kernel:account")).content.decode()
    assert f'hx-get="{reverse("work:bell")}"' in page.partition('class="bell"')[2][:900]
    return client.get(reverse("work:bell"), headers={"hx-request": "true"}).content.decode()


def test_the_bell_counts_what_is_unread_and_not_silenced(client, person):
    assert ">Notices<" in bell(client)
    NoticeFactory(user=person)
    NoticeFactory(user=person, is_quiet=True)
    NoticeFactory(user=person, read_at=NOON)
    NoticeFactory()
    assert "One unread notice" in bell(client)


def test_the_bell_counts_to_a_hundred_by_one_query_of_an_index(person, django_assert_num_queries):
    Notice.objects.bulk_create(
        Notice(user=person, code="work.trial", url="/", key=str(at), written_at=NOON) for at in range(150)
    )
    with django_assert_num_queries(1), CaptureQueriesContext(connection) as captured:
        assert queries.unread(person) == queries.MOST_COUNTED
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
            assert "USING INDEX notice_unread (user_id=?" in str(cursor.fetchall())


def test_who_has_not_signed_in_hears_no_bell(client):
    assert 'class="bell"' not in client.get("/").content.decode()


def test_a_choice_is_kept_and_shown(client, person):
    choose(client, "mail", when="weekly", hour="17", groups=list(GROUPS))
    assert of_person(person)[Channel.MAIL] == Chosen(When.WEEKLY, 17, ())
    text = choices(client)
    assert '<option value="weekly" selected>' in text
    assert '<option value="17" selected>' in text


def test_a_group_that_is_not_ticked_is_left_out(client, person):
    choose(client, "mail", when="daily", hour="8")
    assert set(of_person(person)[Channel.MAIL].left_out) == set(GROUPS)


def test_the_bell_is_silent_for_whoever_has_signed_out_since_the_page_was_opened(client):
    answer = client.get(reverse("work:bell"), headers={"hx-request": "true"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_the_bell_may_be_silenced(client, person):
    choose(client, "app", when="never")
    assert of_person(person)[Channel.APP].when == When.NEVER


@pytest.mark.parametrize("wrong", [{"when": "hourly", "hour": "8"}, {"when": "daily", "hour": "24"}, {}])
def test_a_choice_that_is_none_is_refused_at_its_field(client, person, wrong):
    answer = choose(client, "mail", **wrong)
    assert 'class="refusal"' in answer.content.decode()
    assert not NoticeChoice.objects.exists()


def test_a_channel_that_is_none_is_not_found(client, person):
    assert choose(client, "pigeon", when="daily").status_code == 404


def test_the_page_says_when_the_site_sends_no_mail(client, person, settings):
    assert "This site sends no mail" in choices(client)
    settings.LUOSHI_MAIL = mail_through(9)
    text = choices(client)
    assert "This site sends no mail" not in text
    assert "Mails go to li@example.cn." in text


def test_the_page_says_when_one_has_no_address(client, person):
    User.objects.update(email="")
    assert "You have given no mail address yet" in choices(client)


def test_the_secret_of_a_webhook_is_shown_once(client, person, settings):
    settings.LUOSHI_WEBHOOK_HOSTS = {"127.0.0.1"}
    shown = client.post(reverse("work:set_webhook"), {"address": "http://127.0.0.1:9/hook"})
    secret = shown.context["secret"]
    assert secret in shown.content.decode()
    assert shown["Cache-Control"].startswith("max-age=0")
    text = choices(client)
    assert "127.0.0.1 is told" in text
    assert secret not in text
    client.post(reverse("work:remove_webhook"))
    assert not Webhook.objects.exists()


def test_an_address_that_is_refused_says_why_at_the_field(client, person):
    answer = client.post(reverse("work:set_webhook"), {"address": "https://10.0.0.1/"})
    text = answer.content.decode()
    assert "10.0.0.1 is in the inner network" in text
    assert 'role="alert"' in text
    assert not Webhook.objects.exists()


def test_a_trial_goes_by_every_channel_that_is_on(client, person, settings):
    settings.LUOSHI_MAIL = mail_through(9)
    client.post(reverse("work:try_notices"))
    assert Notice.objects.get().user == person
    assert OutboxMessage.objects.get().kind == "mail"
    again = client.post(reverse("work:try_notices"), follow=True)
    assert "wait for the next one" in again.content.decode()


def test_the_account_leads_to_how_one_is_told(client, person):
    text = client.get(reverse("kernel:account")).content.decode()
    assert f'href="{reverse("work:notice_choices")}"' in text


def test_one_says_in_the_account_where_mails_go(client, person):
    client.post(reverse("kernel:change_email"), {"email": " new@example.cn "})
    person.refresh_from_db()
    assert person.email == "new@example.cn"
    refused = client.post(reverse("kernel:change_email"), {"email": "nowhere"}, follow=True)
    assert "nowhere is no mail address" in refused.content.decode()
    client.post(reverse("kernel:change_email"), {"email": ""})
    person.refresh_from_db()
    assert person.email == ""
