"""Notices by mail: nothing is lost while the server is down, and every mail says no more than its notice."""

import re
import socket
import time
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import translation

from luoshi.kernel import checks, clock
from luoshi.kernel.jobs import outbox, work_until_idle
from luoshi.kernel.models import OutboxMessage, User
from luoshi.work import network_limits, notice_checks
from luoshi.work.models import Notice, Urgency
from luoshi.work.services import notices
from tests.kernel.factories import UserFactory
from tests.work.post_office import SILENCE, mail_through, post_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    with post_office() as office:
        settings.LUOSHI_MAIL = mail_through(office.port)
        settings.LUOSHI_SITE_URL = "https://plan.example.cn"
        yield office


@pytest.fixture
def nobody_there(settings):
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.LUOSHI_MAIL = mail_through(probe.getsockname()[1])
    return settings.LUOSHI_MAIL.port


@pytest.fixture
def reader():
    return UserFactory(email="li@example.cn", display_name="示例·李")


def tell(*people, key="cause 1"):
    given = {
        "code": "work.trial",
        "values": {},
        "url": "/plans/",
        "urgency": Urgency.URGENT,
        "at": clock.now(),
    }
    return notices.tell(to=people, key=key, **given)


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", "error_code"))


def again():
    """As if the pause were over."""
    OutboxMessage.objects.filter(state="waiting").update(due_at=Now())
    work_until_idle()


def test_a_mail_says_the_sentence_and_where_it_leads(office, reader):
    tell(reader)
    work_until_idle()
    mail = office.mails[0]
    assert (mail["To"], mail["From"]) == ("li@example.cn", "落实 <luoshi@example.cn>")
    assert mail["Subject"] == "这是您要求试发的通知，按您选择的方式送达。"
    assert mail.get_content_type() == "text/plain"
    told, link, _blank, dashes, choose = mail.get_content().splitlines()
    assert (told, link, dashes) == (mail["Subject"], "https://plan.example.cn/plans/", "-- ")
    assert choose.endswith("https://plan.example.cn/account/notices/")


def test_a_mail_speaks_its_readers_language(office, reader):
    User.objects.update(language="en")
    tell(reader)
    work_until_idle()
    assert office.mails[0]["Subject"].strip().startswith("This is the trial notice")


def test_a_mail_tells_nothing_else_about_anybody(office, reader):
    tell(reader)
    work_until_idle()
    whole = office.mails[0].as_string() + office.texts[0]
    assert reader.username not in whole
    assert reader.display_name not in office.texts[0]


def test_the_message_id_comes_from_the_cause_and_gives_nothing_away(office, reader):
    tell(reader)
    work_until_idle()
    key = OutboxMessage.objects.get().key
    tag = office.mails[0]["Message-ID"]
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.cn>", tag)
    OutboxMessage.objects.update(state="waiting", delivered_at=None, due_at=Now())
    work_until_idle()
    assert [mail["Message-ID"] for mail in office.mails] == [tag, tag]
    assert key not in tag


def test_nothing_is_lost_while_the_server_is_down(nobody_there, reader):
    tell(reader)
    work_until_idle()
    for _try in range(2 * outbox.MOST_ATTEMPTS):
        again()
    assert states() == [("waiting", "")]
    with post_office(nobody_there) as office:
        again()
        again()
        assert len(office.mails) == 1
    assert states() == [("delivered", "")]


def test_a_thousand_mails_to_a_server_that_is_down_cost_one_attempt(nobody_there):
    tell(*(UserFactory(email="a@example.cn") for _each in range(30)))
    work_until_idle()
    assert sorted(OutboxMessage.objects.values_list("attempt", flat=True)) == [0] * 29 + [1]
    assert not OutboxMessage.objects.filter(due_at__lte=Now()).exists()


def test_a_server_that_does_not_let_us_in_keeps_the_mails_waiting(office, settings, reader):
    office.answers = {"EHLO": "250 AUTH PLAIN", "AUTH": "535 wrong password"}
    at = mail_through(office.port)
    settings.LUOSHI_MAIL = type(at)(at.host, at.port, "none", "luoshi", "wrong", at.sender)
    tell(reader)
    work_until_idle()
    assert states() == [("waiting", "")]


def test_an_address_that_the_server_never_takes_is_given_up_alone(office, reader):
    office.answers = {"RCPT": "550 nobody of that name"}
    tell(reader)
    work_until_idle()
    assert states() == [("failed", "work.mail_refused")]
    office.answers = {}
    tell(reader, key="cause 2")
    work_until_idle()
    assert len(office.mails) == 1


@pytest.mark.parametrize("answers", [{"RCPT": "450 greylisted"}, {"DATA": "452 full"}, {"MAIL": "451 busy"}])
def test_not_now_is_tried_again(office, reader, answers):
    office.answers = answers
    tell(reader)
    work_until_idle()
    assert states() == [("waiting", "")]
    office.answers = {}
    again()
    assert (states(), len(office.mails)) == ([("delivered", "")], 1)


def test_a_mail_that_was_taken_is_not_sent_again_when_nobody_says_goodbye(office, reader):
    office.answers = {"QUIT": "421 gone"}
    tell(reader)
    work_until_idle()
    again()
    assert (states(), len(office.mails)) == ([("delivered", "")], 1)


def test_a_mail_that_nobody_takes_for_a_month_is_given_up(nobody_there, reader):
    tell(reader)
    past = clock.now() - outbox.PATIENCE - timedelta(minutes=1)
    OutboxMessage.objects.update(written_at=past)
    work_until_idle()
    assert states() == [("failed", "kernel.message_outdated")]


def test_whoever_has_left_meanwhile_gets_no_mail(office, reader):
    tell(reader)
    User.objects.update(is_active=False)
    work_until_idle()
    assert (states(), office.mails) == ([("failed", "work.nobody_to_tell")], [])


def test_whoever_has_taken_the_address_away_gets_no_mail(office, reader):
    tell(reader)
    User.objects.update(email="")
    work_until_idle()
    assert states() == [("failed", "work.nobody_to_tell")]


def test_a_notice_that_is_no_longer_kept_is_not_sent(office, reader):
    tell(reader)
    Notice.objects.all().delete()
    work_until_idle()
    assert states() == [("failed", "work.nothing_to_tell")]


def test_an_address_that_is_none_is_refused_for_good(office, reader):
    User.objects.update(email="示例@")
    tell(reader)
    work_until_idle()
    assert states() == [("failed", "work.mail_refused")]


def test_mail_that_was_turned_off_keeps_what_was_written(office, settings, reader):
    tell(reader)
    settings.LUOSHI_MAIL = None
    work_until_idle()
    assert states() == [("waiting", "")]


def test_a_server_that_falls_silent_is_hung_up_on(office, reader, monkeypatch):
    monkeypatch.setattr(network_limits, "WHOLE", 0.2)
    office.answers = {"MAIL": SILENCE}
    tell(reader)
    begun = time.monotonic()
    work_until_idle()
    assert states() == [("waiting", "")]
    assert time.monotonic() - begun < network_limits.STEP


def findings(code):
    examined = checks.look_at(checks.CHECKS[code])
    return str(examined.check.label), [str(each.problem) for each in examined.findings]


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_the_doctor_says_that_mail_is_off(english, settings):
    assert findings("work.mail") == ("Notices leave by mail: off, LUOSHI_MAIL_URL is not set", [])


def test_the_doctor_says_what_is_set_and_that_it_answers(english, office):
    label, problems = findings("work.mail")
    assert f"127.0.0.1:{office.port}, from luoshi@example.cn, encryption: none" in label
    assert (problems, office.visits) == ([], 1)


def test_the_doctor_says_that_the_server_does_not_answer(english, nobody_there, settings):
    settings.LUOSHI_SITE_URL = "https://plan.example.cn"
    (problem,) = findings("work.mail")[1]
    assert "does not answer: ConnectionRefusedError" in problem


def test_the_doctor_says_that_links_lead_nowhere(english, office, settings):
    settings.LUOSHI_SITE_URL = "http://localhost"
    (problem,) = findings("work.mail")[1]
    assert "http://localhost" in problem


def test_the_doctor_counts_what_waits_and_what_was_refused(english, office, reader):
    tell(reader)
    tell(reader, key="cause 2")
    first, second = OutboxMessage.objects.order_by("pk")
    long_ago = clock.now() - 2 * notice_checks.PATIENT
    OutboxMessage.objects.filter(pk=first.pk).update(written_at=long_ago)
    OutboxMessage.objects.filter(pk=second.pk).update(state="failed", error_code="work.mail_refused")
    assert [problem[:10] for problem in findings("work.messages")[1]] == ["1 messages", "1 messages"]
