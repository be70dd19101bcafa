"""Notices gathered into one mail a person: every day or on Mondays, at the hour that each chose, once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.jobs import daily, work_until_idle
from luoshi.kernel.models import Installation, Job, OutboxMessage, User
from luoshi.kernel.services.jobs import enqueue
from luoshi.work import notice_jobs
from luoshi.work.engine.digests import moment_of, monday_of
from luoshi.work.models import Channel, Notice, NoticeChoice, When
from luoshi.work.services import digests, notice_choices
from tests.kernel.factories import NOON, InstallationFactory, UserFactory
from tests.work.factories import NoticeFactory
from tests.work.post_office import mail_through, post_office

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 9, 15)
TUESDAY = date(2025, 9, 16)
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo")


@pytest.fixture(autouse=True)
def office(settings):
    with post_office() as office:
        settings.LUOSHI_MAIL = mail_through(office.port)
        yield office


def reader(**fields):
    return UserFactory(**{"email": "li@example.cn"} | fields)


def choose(user, when, *, channel=Channel.MAIL, hour=8, left_out=()):
    notice_choices.choose_notices(
        user=user, channel=channel, when=when, hour=hour, left_out=left_out, by=user, at=NOON
    )


def digest(day=MONDAY, hour=8):
    """What the job of that hour does, and then the mail."""
    enqueue(kind=digests.MAKE, arguments={"day": day.isoformat(), "hour": hour}, by=SYSTEM, at=NOON)
    work_until_idle()


def test_what_is_unread_comes_in_one_mail(office):
    user = reader()
    for url in ("/plans/a/", "/plans/b/"):
        NoticeFactory(user=user, url=url)
    digest()
    (mail,) = office.mails
    assert mail["Subject"] == "2条通知"
    assert mail.get_content().index("/plans/a/") < mail.get_content().index("/plans/b/")
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_what_was_mailed_is_not_mailed_again(office):
    NoticeFactory(user=(user := reader()))
    digest()
    digest(TUESDAY)
    assert len(office.mails) == 1
    NoticeFactory(user=user)
    digest(TUESDAY)
    assert len(office.mails) == 2


def test_what_was_read_is_not_mailed(office):
    NoticeFactory(user=reader(), read_at=NOON)
    digest()
    assert office.mails == []


def test_two_people_get_two_mails(office):
    for address in ("a@example.cn", "b@example.cn"):
        NoticeFactory(user=reader(email=address))
    digest()
    assert sorted(mail["To"] for mail in office.mails) == ["a@example.cn", "b@example.cn"]


def test_each_is_told_at_the_hour_that_was_chosen(office):
    choose(late := reader(email="late@example.cn"), When.DAILY, hour=17)
    for user in (late, reader(email="early@example.cn")):
        NoticeFactory(user=user)
    digest(hour=8)
    assert [mail["To"] for mail in office.mails] == ["early@example.cn"]
    digest(hour=17)
    assert [mail["To"] for mail in office.mails] == ["early@example.cn", "late@example.cn"]


@pytest.mark.parametrize("when", [When.NEVER, When.AT_ONCE])
def test_whoever_wants_no_digest_gets_none(office, when):
    choose(user := reader(), when)
    NoticeFactory(user=user)
    digest()
    assert office.mails == []


def test_a_group_that_was_left_out_is_not_gathered(office):
    choose(user := reader(), When.DAILY, left_out=["work.other"])
    NoticeFactory(user=user)
    digest()
    assert (office.mails, Notice.objects.get().mailed_at) == ([], None)


def test_whoever_has_left_or_has_no_address_gets_none(office):
    for fields in ({"is_active": False}, {"email": ""}):
        NoticeFactory(user=reader(**fields))
    digest()
    assert office.mails == []
    assert Notice.objects.filter(mailed_at=None).count() == 2


def test_a_weekly_digest_comes_on_mondays(office):
    choose(user := reader(), When.WEEKLY)
    NoticeFactory(user=user)
    for days in range(1, 7):
        digest(MONDAY + timedelta(days=days))
    assert office.mails == []
    digest(MONDAY + timedelta(days=7))
    assert len(office.mails) == 1


def test_a_monday_on_which_nobody_worked_is_made_up_for(office):
    choose(user := reader(), When.WEEKLY)
    NoticeFactory(user=user)
    digest(MONDAY + timedelta(days=9))
    NoticeFactory(user=user)
    digest(MONDAY + timedelta(days=10))
    assert len(office.mails) == 1


def test_a_week_without_notices_is_over_as_well(office):
    choose(user := reader(), When.WEEKLY)
    digest(MONDAY + timedelta(days=7))
    NoticeFactory(user=user)
    digest(MONDAY + timedelta(days=8))
    assert office.mails == []


def test_many_notices_are_named_in_part_and_counted_whole(office, monkeypatch):
    monkeypatch.setattr(digests, "MOST_NAMED", 2)
    user = reader()
    for number in range(5):
        NoticeFactory(user=user, url=f"/plans/{number}/")
    digest()
    (mail,) = office.mails
    assert (mail["Subject"], mail.get_content().count("/plans/")) == ("5条通知", 2)
    assert "另有3条" in mail.get_content()


def test_a_job_that_broke_off_goes_on_with_the_next_people(office, monkeypatch):
    monkeypatch.setattr(digests, "BATCH", 1)
    people = [reader(email=f"{number}@example.cn") for number in range(3)]
    for user in people:
        NoticeFactory(user=user)
    gather, broken = digests.gather, []

    def break_once(*, people, **of):
        if not broken and len(OutboxMessage.objects.all()) == 1:
            broken.append(people)
            raise ZeroDivisionError
        gather(people=people, **of)

    monkeypatch.setattr(digests, "gather", break_once)
    digest()
    Job.objects.update(not_before=None)
    work_until_idle()
    assert sorted(mail["To"] for mail in office.mails) == [user.email for user in people]
    assert (len(broken), Job.objects.get().state) == (1, "done")


def test_webhooks_are_gathered_for_whoever_wants_that(settings):
    settings.LUOSHI_WEBHOOK_HOSTS = {"127.0.0.1"}
    user = reader(email="")
    notice_choices.set_webhook(user=user, address="http://127.0.0.1:9/", by=user, at=NOON)
    choose(user, When.DAILY, channel=Channel.WEBHOOK)
    notices = [NoticeFactory(user=user) for _each in range(2)]
    digest()
    message = OutboxMessage.objects.get()
    assert (message.kind, message.payload["notices"]) == ("webhook", [each.pk for each in notices])


def cost(number):
    people = User.objects.bulk_create(
        User(username=f"q{number}-{at}", display_name="示例", email="a@example.cn", created_at=NOON)
        for at in range(number)
    )
    Notice.objects.bulk_create(
        Notice(user=user, code="work.trial", url="/", key=f"{number} {at}", written_at=NOON)
        for user in people
        for at in range(3)
    )
    due = digests.people_due(channel=Channel.MAIL, day=MONDAY, hour=8, after=0)
    with CaptureQueriesContext(connection) as captured:
        digests.gather(channel=Channel.MAIL, people=due, at=NOON)
    assert len(due) == number
    return len(captured)


def test_two_hundred_people_cost_as_many_queries_as_one():
    assert (cost(1), cost(digests.BATCH) <= 8) == (6, True)


# the hours of a day


@pytest.fixture
def founded():
    return InstallationFactory()


def hours_asked():
    jobs = Job.objects.filter(kind=digests.MAKE).order_by("key")
    return {job.key: job.not_before for job in jobs}


def test_a_day_asks_for_the_hours_that_somebody_chose(founded):
    choose(reader(), When.DAILY, hour=17)
    choose(reader(), When.WEEKLY, hour=23)
    choose(reader(), When.NEVER, hour=3)
    today = clock.today()
    daily.begin(today)
    plan = Job.objects.get(kind=notice_jobs.PLAN)
    assert plan.key == today.isoformat()
    before = timezone.now()
    digests.plan_digests(day=today, at=clock.now())
    asked = hours_asked()
    assert list(asked) == [f"{today.isoformat()}T{hour:02}" for hour in (8, 17, 23)]
    eight = moment_of(day=today, hour=8, zone=ZoneInfo("Asia/Shanghai"))
    assert abs(asked[f"{today.isoformat()}T08"] - eight) < timezone.now() - before + timedelta(seconds=1)


def test_planning_is_a_job_of_every_day(founded):
    assert notice_jobs.PLAN in daily.DAILY
    enqueue(kind=notice_jobs.PLAN, arguments={"day": MONDAY.isoformat()}, by=SYSTEM, at=NOON)
    work_until_idle()
    assert list(hours_asked()) == ["2025-09-15T08"]
    assert Job.objects.get(kind=digests.MAKE).state == "done"  # eight o'clock of that day is over


def test_in_a_demo_the_hours_are_those_of_its_own_day(founded):
    Installation.objects.update(is_demo=True, demo_offset=timedelta(days=-400))
    midnight = timezone.make_aware(datetime.combine(clock.today(), datetime.min.time()))
    digests.plan_digests(day=clock.today(), at=midnight)
    (until,) = (moment - timezone.now() for moment in hours_asked().values())
    assert timedelta(hours=7, minutes=59) < until <= timedelta(hours=8)


def test_days_that_were_jumped_over_are_gathered_in_one_mail(office):
    user = reader()
    for day in range(3):
        NoticeFactory(user=user, written_at=NOON + timedelta(days=day))
    digest(MONDAY + timedelta(days=30))
    assert [mail["Subject"] for mail in office.mails] == ["3条通知"]


def test_a_day_that_comes_again_sends_nothing_twice(office):
    NoticeFactory(user=reader())
    digest()
    digest()
    assert len(office.mails) == 1


DAYS = st.dates(date(2000, 1, 1), date(2037, 12, 31))


@given(day=DAYS, hour=st.integers(0, 23), zone=st.sampled_from(ZONES).map(ZoneInfo))
def test_every_hour_of_every_day_is_one_moment_of_that_day(day, hour, zone):
    moment = moment_of(day=day, hour=hour, zone=zone)
    seen = moment.astimezone(UTC).astimezone(zone)
    assert seen.date() == day
    assert seen.hour in (hour, hour + 1)


@given(day=DAYS, hour=st.integers(0, 22), zone=st.sampled_from(ZONES).map(ZoneInfo))
def test_a_later_hour_is_never_an_earlier_moment(day, hour, zone):
    earlier, later = (moment_of(day=day, hour=each, zone=zone).astimezone(UTC) for each in (hour, hour + 1))
    assert earlier <= later


def test_an_hour_that_is_left_out_is_the_one_in_its_place():
    moment = moment_of(day=date(2026, 3, 8), hour=2, zone=ZoneInfo("America/New_York"))
    assert moment.astimezone(UTC) == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_the_first_counts():
    moment = moment_of(day=date(2026, 11, 1), hour=1, zone=ZoneInfo("America/New_York"))
    assert moment.astimezone(UTC) == datetime(2026, 11, 1, 5, tzinfo=UTC)


@given(DAYS)
def test_a_week_begins_on_its_monday(day):
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)


def test_a_choice_of_an_hour_that_no_day_has_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        NoticeChoice.objects.create(user=reader(), channel="mail", when="daily", hour=24, digested_on=MONDAY)
