"""The lines to mail servers and webhooks: encrypted, and only with whom the certificate says."""

import base64

import pytest

from luoshi.kernel import clock
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import OutboxMessage
from luoshi.web.environment import Mail
from luoshi.work.models import Urgency
from luoshi.work.services import notice_choices, notices
from tests.kernel.factories import NOON, UserFactory
from tests.work.certificates import certificate_in, server_side
from tests.work.post_office import post_office
from tests.work.test_webhooks import _Receiver, served

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """Trusted by this process, as one of a city's own authority would be."""
    path = certificate_in(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def tell(user):
    said = {"code": "work.trial", "values": {}, "url": "/", "key": "cause", "urgency": Urgency.URGENT}
    notices.tell(to=[user], at=clock.now(), **said)
    work_until_idle()


def states():
    return list(OutboxMessage.objects.values_list("state", flat=True))


def server_at(office, tls, host="localhost"):
    return Mail(host, office.port, tls, "luoshi", "geheim", "luoshi@example.cn")


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mail_and_password_travel_encrypted(settings, certificate, tls):
    with post_office(secured=server_side(certificate), is_wrapped=tls == "implicit") as office:
        settings.LUOSHI_MAIL = server_at(office, tls)
        tell(UserFactory(email="li@example.cn"))
        assert (states(), len(office.mails)) == (["delivered"], 1)
    assert office.plain == ([] if tls == "implicit" else ["EHLO", "STARTTLS"])
    assert [base64.b64decode(word) for word in office.passwords] == [b"\0luoshi\0geheim"]


def test_a_mail_server_that_offers_no_encryption_gets_no_password(settings):
    with post_office() as office:
        settings.LUOSHI_MAIL = server_at(office, "starttls")
        tell(UserFactory(email="li@example.cn"))
        assert (states(), office.mails, office.passwords) == (["waiting"], [], [])


def test_a_mail_server_that_is_another_gets_neither(settings, tmp_path):
    with post_office(secured=server_side(certificate_in(tmp_path))) as office:  # which nobody trusts
        settings.LUOSHI_MAIL = server_at(office, "starttls")
        tell(UserFactory(email="li@example.cn"))
        assert (states(), office.mails, office.passwords) == (["waiting"], [], [])


def hooked(server):
    user = UserFactory()
    address = f"https://localhost:{server.server_address[1]}/"
    notice_choices.set_webhook(user=user, address=address, by=user, at=NOON)
    return user


def test_a_webhook_is_told_over_an_encrypted_line(settings, certificate):
    settings.LUOSHI_WEBHOOK_HOSTS = {"localhost"}
    with served(_Receiver, secured=server_side(certificate)) as server:
        tell(hooked(server))
        assert (states(), len(server.taken)) == (["delivered"], 1)


def test_a_webhook_whose_certificate_nobody_trusts_is_told_nothing(settings, tmp_path):
    settings.LUOSHI_WEBHOOK_HOSTS = {"localhost"}
    with served(_Receiver, secured=server_side(certificate_in(tmp_path))) as server:
        tell(hooked(server))
        assert (states(), server.taken) == (["waiting"], [])
