"""Telling people: once a cause, at once or later as each chose, never whoever has left."""

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import OutboxMessage, User
from luoshi.kernel.registries import Unregistered
from luoshi.kernel.services import retention as kernel_retention
from luoshi.work import telling
from luoshi.work.models import Channel, Notice, Urgency, When
from luoshi.work.services import notice_choices, notices
from tests.kernel.factories import LATER, NOON, UserFactory
from tests.work.factories import NoticeFactory
from tests.work.post_office import mail_through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_is_on(settings):
    settings.LUOSHI_MAIL = mail_through(9)


def reader(**fields):
    return UserFactory(**{"email": "li@example.cn"} | fields)


def tell(*people, key="cause 1", **fields):
    given = {"code": "work.trial", "values": {}, "url": "/plans/", "at": NOON} | fields
    return notices.tell(to=people, key=key, **given)


def choose(user, channel, when, *, hour=8, left_out=()):
    notice_choices.choose_notices(
        user=user, channel=channel, when=when, hour=hour, left_out=left_out, by=user, at=NOON
    )


def messages(kind="mail"):
    return OutboxMessage.objects.filter(kind=kind)


def test_whoever_is_told_finds_it_unread():
    user = reader()
    assert tell(user) == 1
    notice = Notice.objects.get()
    assert (notice.user, notice.written_at, notice.read_at, notice.urgency) == (user, NOON, None, "routine")


def test_the_same_cause_tells_nobody_twice():
    user, other = reader(), reader()
    tell(user)
    assert tell(user, other, at=LATER) == 1
    assert sorted(Notice.objects.values_list("user", "written_at")) == [(user.pk, NOON), (other.pk, LATER)]


def test_the_same_cause_sends_no_second_mail():
    user = reader()
    choose(user, Channel.MAIL, When.AT_ONCE)
    tell(user)
    tell(user)
    assert messages().count() == 1


def test_a_person_named_twice_is_told_once():
    user = reader()
    assert tell(user, user) == 1


def test_two_causes_are_two_notices():
    user = reader()
    tell(user)
    tell(user, key="cause 2")
    assert Notice.objects.count() == 2


def test_the_database_itself_holds_one_notice_a_cause():
    notice = NoticeFactory()
    with pytest.raises(IntegrityError):
        NoticeFactory(user=notice.user, key=notice.key)


def test_a_closed_account_is_told_nothing():
    choose(left := reader(), Channel.MAIL, When.AT_ONCE)
    User.objects.update(is_active=False)
    assert tell(left) == 0  # although the object at hand still says that it is open
    assert not messages().exists()


def test_a_mail_is_gathered_unless_somebody_wants_it_at_once():
    hasty, usual = reader(), reader()
    choose(hasty, Channel.MAIL, When.AT_ONCE)
    tell(hasty, usual)
    assert messages().get().payload["user"] == hasty.pk
    assert dict(Notice.objects.values_list("user", "mailed_at")) == {hasty.pk: NOON, usual.pk: None}


def test_what_is_urgent_is_gathered_for_nobody():
    tell(reader(), urgency=Urgency.URGENT)
    assert messages().count() == 1


def test_never_means_never_also_when_it_is_urgent():
    choose(user := reader(), Channel.MAIL, When.NEVER)
    tell(user, urgency=Urgency.URGENT)
    assert not messages().exists()


def test_a_group_that_was_left_out_does_not_come():
    choose(user := reader(), Channel.MAIL, When.AT_ONCE, left_out=[telling.OTHER])
    tell(user)
    assert not messages().exists()


def test_without_an_address_no_mail_is_written():
    choose(user := reader(email=""), Channel.MAIL, When.AT_ONCE)
    assert tell(user) == 1
    assert not messages().exists()


def test_where_mail_is_off_the_notice_stands_in_the_app_alone(settings):
    settings.LUOSHI_MAIL = None
    choose(user := reader(), Channel.MAIL, When.AT_ONCE)
    assert tell(user) == 1
    assert not messages().exists()


def test_a_group_that_is_silenced_is_listed_and_not_counted():
    choose(user := reader(), Channel.APP, When.AT_ONCE, left_out=[telling.OTHER])
    tell(user)
    assert Notice.objects.of(user).unread().count() == 1
    assert not Notice.objects.of(user).counted().exists()


def test_a_notice_leads_to_no_other_site():
    for url in ("https://example.cn/", "//example.cn/", "javascript:alert(1)", ""):
        with pytest.raises(notices.LeadsAway):
            tell(reader(), url=url)


def test_a_kind_that_nobody_registered_tells_nothing():
    with pytest.raises(Unregistered, match=r"work\.nothing"):
        tell(reader(), code="work.nothing")


def cost(number):
    people = User.objects.bulk_create(
        User(username=f"p{number}-{at}", display_name="示例", email="a@example.cn", created_at=NOON)
        for at in range(number)
    )
    with CaptureQueriesContext(connection) as captured:
        notices.tell(
            to=people,
            code="work.trial",
            values={},
            url="/plans/",
            key=f"of {number}",
            at=NOON,
            urgency=Urgency.URGENT,
        )
    return len(captured)


def test_a_thousand_people_are_told_by_a_bounded_number_of_statements():
    few, many = cost(1), cost(1000)
    # SQLite takes some hundred rows in one INSERT; nothing is asked or written for each person.
    assert (few, many <= few + 22) == (8, True)
    assert Notice.objects.count() == messages().count() == 1001


def test_the_sentence_is_made_when_it_is_read():
    with translation.override("en"):
        assert telling.say(code="work.trial", values={}).startswith("This is the trial notice")
    with translation.override("zh-hans"):
        assert "试发" in telling.say(code="work.trial", values={})


def test_a_kind_of_long_ago_still_has_a_sentence():
    with translation.override("en"):
        assert "work.gone" in telling.say(code="work.gone", values={})
    assert (telling.label_of("work.gone"), telling.group_of("work.gone")) == ("work.gone", telling.OTHER)


def test_reading_is_marked_once():
    notice = NoticeFactory()
    notices.read_notice(notice=notice, by=notice.user, at=NOON)
    assert notices.read_notice(notice=notice, by=notice.user, at=LATER).read_at == NOON


def test_nobody_reads_for_another():
    notice = NoticeFactory()
    with pytest.raises(NotAllowed):
        notices.read_notice(notice=notice, by=reader(), at=NOON)


def test_reading_all_leaves_what_came_since_and_what_is_others():
    user = reader()
    seen, since, others = NoticeFactory(user=user), NoticeFactory(user=user), NoticeFactory()
    assert notices.read_all(until=seen.pk, by=user, at=LATER) == 1
    unread = Notice.objects.unread().order_by("pk").values_list("pk", flat=True)
    assert list(unread) == [since.pk, others.pk]


def test_in_the_app_nothing_is_gathered():
    with pytest.raises(notice_choices.NothingGathered):
        choose(reader(), Channel.APP, When.DAILY)


def test_a_group_that_is_not_there_is_not_left_out():
    with pytest.raises(notice_choices.UnknownGroup):
        choose(reader(), Channel.MAIL, When.DAILY, left_out=["work.nothing"])


def test_a_second_trial_waits_for_the_next_minute():
    user = reader()
    notice_choices.try_notices(user=user, by=user, at=NOON)
    with pytest.raises(notice_choices.TrialJustAsked):
        notice_choices.try_notices(user=user, by=user, at=NOON)
    notice_choices.try_notices(user=user, by=user, at=LATER)
    assert messages().count() == 2


@pytest.mark.django_db(transaction=True)
def test_notices_go_when_their_term_is_over():
    NoticeFactory()
    kept = NoticeFactory(written_at=NOON.replace(year=2026))
    in_spring = NOON.replace(year=2026, month=4)
    erased = list(kernel_retention.erase_due(by=SYSTEM, at=in_spring))
    assert [each.kept.code for each in erased] == ["work.notices"]
    assert list(Notice.objects.all()) == [kept]
