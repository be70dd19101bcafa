"""Notices to a program of one's own: signed, patient with whoever is away, and never lured into the inner network."""

import hmac
import json
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db.models.functions import Now
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel import clock
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import AuditValue, OutboxMessage
from luoshi.work import network_limits, webhooks
from luoshi.work.engine.reaching import is_public
from luoshi.work.models import Channel, Notice, Webhook, When
from luoshi.work.services import notice_choices, notices
from tests.kernel.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db
INNER = (
    "127.0.0.1 10.1.2.3 172.16.0.9 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255"
    " ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"
    " 2001:0:4136:e378:8000:63bf:80ff:fffe"
)


class _Receiver(BaseHTTPRequestHandler):
    def take(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_POST = take  # the name that Python's server looks for

    def log_message(self, *words):
        """Say nothing."""


@contextmanager
def served(handler, *, secured=None):
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if secured:
            server.socket = secured.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        server.taken, server.status = [], 200
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def receiver(settings):
    settings.LUOSHI_WEBHOOK_HOSTS = {"127.0.0.1"}
    settings.LUOSHI_SITE_URL = "https://plan.example.cn"
    with served(_Receiver) as server:
        yield server


def hooked(address, user=None):
    user = user or UserFactory()
    secret = notice_choices.set_webhook(user=user, address=address, by=user, at=NOON)
    return user, secret


def address_of(server, path="/notices?key=1"):
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def tell(user, key="cause 1"):
    notices.tell(to=[user], code="work.trial", values={}, url="/plans/", key=key, at=clock.now())
    work_until_idle()


def states():
    return list(OutboxMessage.objects.order_by("pk").values_list("state", "error_code"))


def test_a_program_is_told_at_once_and_can_tell_who_speaks(receiver):
    user, secret = hooked(address_of(receiver))
    tell(user)
    path, headers, body = receiver.taken[0]
    moment, signed = (part.partition("=")[2] for part in headers["Luoshi-Signature"].split(","))
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, "sha256").hexdigest()
    assert (path, signed) == ("/notices?key=1", expected)
    assert abs(int(moment) - time.time()) < 60


def test_the_message_holds_the_sentence_and_where_it_leads(receiver):
    user, _secret = hooked(address_of(receiver))
    tell(user)
    _path, headers, body = receiver.taken[0]
    said = json.loads(body)
    (notice,) = said["notices"]
    assert notice["sentence"] == "这是您要求试发的通知，按您选择的方式送达。"
    assert (notice["url"], notice["code"], said["more"]) == (
        "https://plan.example.cn/plans/",
        "work.trial",
        0,
    )
    assert said["id"] == headers["Luoshi-Message"]
    assert user.username not in body.decode()


def test_a_second_delivery_has_the_same_number(receiver):
    user, _secret = hooked(address_of(receiver))
    tell(user)
    OutboxMessage.objects.update(state="waiting", delivered_at=None, due_at=Now())
    work_until_idle()
    assert len({headers["Luoshi-Message"] for _path, headers, _body in receiver.taken}) == 1
    assert len(receiver.taken) == 2


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_program_that_is_broken_or_busy_is_told_later(receiver, status):
    user, _secret = hooked(address_of(receiver))
    receiver.status = status
    tell(user)
    assert states() == [("waiting", "")]
    receiver.status = 204
    OutboxMessage.objects.update(due_at=Now())
    work_until_idle()
    assert states() == [("delivered", "")]


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_a_program_that_refuses_is_not_asked_again(receiver, status):
    user, _secret = hooked(address_of(receiver))
    receiver.status = status
    tell(user)
    assert states() == [("failed", "work.webhook_refused")]


def test_a_redirection_is_not_followed(receiver):
    user, _secret = hooked(address_of(receiver))
    receiver.status = 302
    tell(user)
    assert ([path for path, _headers, _body in receiver.taken], states()) == (
        ["/notices?key=1"],
        [("failed", "work.webhook_refused")],
    )


def test_a_host_that_is_away_keeps_only_its_own_messages_waiting(receiver, settings):
    settings.LUOSHI_WEBHOOK_HOSTS = {"127.0.0.1", "localhost"}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        gone = f"http://localhost:{probe.getsockname()[1]}/"
    away, _secret = hooked(gone)
    here, _secret = hooked(address_of(receiver))
    for key in ("cause 1", "cause 2"):
        notices.tell(to=[away, here], code="work.trial", values={}, url="/plans/", key=key, at=clock.now())
    work_until_idle()
    assert len(receiver.taken) == 2
    waiting = OutboxMessage.objects.filter(state="waiting")
    assert sorted(waiting.values_list("attempt", flat=True)) == [0, 1]


def test_a_program_that_answers_letter_by_letter_is_hung_up_on(settings, monkeypatch):
    settings.LUOSHI_WEBHOOK_HOSTS = {"127.0.0.1"}
    monkeypatch.setattr(network_limits, "WHOLE", 0.5)
    with served(_Slow) as server:
        user, _secret = hooked(address_of(server))
        begun = time.monotonic()
        tell(user)
        assert time.monotonic() - begun < 4
    assert states() == [("waiting", "")]


class _Slow(_Receiver):
    def take(self):
        for _each in range(60):
            try:
                self.wfile.write(b"H")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    do_POST = take


@pytest.mark.parametrize("written", INNER.split())
def test_the_inner_network_is_no_public_place(written):
    assert not is_public(written)


@pytest.mark.parametrize("written", ["8.8.8.8", "223.5.5.5", "2400:3200::1", "64:ff9b::808:808"])
def test_the_open_internet_is_one(written):
    assert is_public(written)


@given(st.ip_addresses(v=4))
def test_an_address_disguised_as_another_is_judged_as_itself(address):
    number = int(address)
    disguised = (
        f"::ffff:{address}",
        f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}",
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::",
    )
    assert {is_public(each) for each in disguised} == {is_public(str(address))}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "10.0.0.8", "169.254.169.254", "localhost", "[::ffff:10.0.0.1]"]
)
def test_an_address_of_the_inner_network_is_refused(host):
    with pytest.raises(webhooks.HostNotAllowed):
        hooked(f"https://{host}/")


def named(monkeypatch, *answers):
    """A name server that says something else each time."""
    said = iter(answers)
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_asked, **_how: [(0, 0, 0, "", (each, 0)) for each in next(said)]
    )


def test_a_name_that_leads_to_the_inner_network_is_refused(monkeypatch):
    named(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(webhooks.HostNotAllowed):
        hooked("https://hooks.example.cn/")


def test_a_name_that_leads_to_the_inner_network_later_is_not_followed(monkeypatch):
    """What was public when it was set may be anything when a message leaves (DNS rebinding)."""
    named(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    user, _secret = hooked("https://hooks.example.cn/")
    tell(user)
    assert states() == [("failed", "work.webhook_host_not_allowed")]


def test_the_address_that_was_looked_at_is_the_one_that_is_dialled(monkeypatch):
    dialled = []
    named(monkeypatch, ["8.8.8.8"], ["8.8.4.4"])

    def refuse(address, timeout):
        dialled.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    user, _secret = hooked("https://hooks.example.cn/")
    tell(user)
    assert (dialled, states()) == ([("8.8.4.4", 443)], [("waiting", "")])


def test_without_encryption_only_a_named_host_is_told(monkeypatch):
    with pytest.raises(webhooks.HostNotAllowed):
        hooked("http://hooks.example.cn/")


@pytest.mark.parametrize(
    "written",
    [
        "ftp://a.cn/",
        "a.cn",
        "https://",
        "https://user:pass@a.cn/",
        "https://a.cn/#part",
        "https://a.cn:port/",
        "https://a.cn/ b",
        "https://例.cn/",
        "https://a.cn/\r\nHost: b",
        f"https://a.cn/{'x' * webhooks.LONGEST_ADDRESS}",
    ],
)
def test_what_is_no_address_is_refused(written):
    with pytest.raises(webhooks.NoWebAddress):
        hooked(written)


def test_a_name_that_nobody_knows_is_refused(monkeypatch):
    def unknown(*_asked, **_how):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(webhooks.HostUnknown):
        hooked("https://nobody.example.cn/")


def test_address_and_secret_are_kept_encrypted_and_stay_out_of_the_chain(receiver):
    _user, secret = hooked(address_of(receiver, "/hook?key=geheim"))
    row = Webhook.objects.values().get()
    kept = f"{row} {list(AuditValue.objects.values_list('old', 'new'))}"
    assert secret not in kept
    assert "geheim" not in kept
    assert row["host"] == "127.0.0.1"


def test_another_address_has_another_secret(receiver):
    user, first = hooked(address_of(receiver))
    _user, second = hooked(address_of(receiver), user)
    assert (Webhook.objects.count(), first == second) == (1, False)


def test_a_webhook_that_was_taken_away_is_told_nothing_more(receiver):
    user, _secret = hooked(address_of(receiver))
    notices.tell(to=[user], code="work.trial", values={}, url="/plans/", key="cause 1", at=clock.now())
    notice_choices.remove_webhook(user=user, by=user, at=NOON)
    work_until_idle()
    tell(user, key="cause 2")
    assert (receiver.taken, states()) == ([], [("failed", "work.nobody_to_tell")])
    with pytest.raises(notice_choices.WebhookMissing):
        notice_choices.remove_webhook(user=user, by=user, at=NOON)


def test_whoever_chose_never_is_told_nothing(receiver):
    user, _secret = hooked(address_of(receiver))
    notice_choices.choose_notices(
        user=user, channel=Channel.WEBHOOK, when=When.NEVER, hour=8, left_out=[], by=user, at=NOON
    )
    tell(user)
    assert (receiver.taken, Notice.objects.get().posted_at) == ([], None)
