"""Notices to a person's own program (消息推送): signed, to addresses that nobody is lured to."""

from __future__ import annotations

import hmac
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import secrets
from luoshi.kernel.errors import Refusal
from luoshi.kernel.jobs.outbox import NotNow, deliverer
from luoshi.work import composing
from luoshi.work.engine.reaching import is_public
from luoshi.work.models import Webhook
from luoshi.work.network_limits import STEP, hung_up_after
from luoshi.work.services.messages import lane_of

LONGEST_ADDRESS = 1000
# Later may help: it is busy, or broken. Whatever else it says against the message, it will say again.
LATER = {408, 421, 423, 425, 429}
MOST_DIALLED = 2
SIGNATURE, NUMBER = "Luoshi-Signature", "Luoshi-Message"


class NoWebAddress(Refusal):
    code = "work.no_web_address"
    sentence = _(
        "This is no address for a webhook: it begins with https:// and names a host, for example %(example)s."
    )


class HostNotAllowed(Refusal):
    code = "work.webhook_host_not_allowed"
    sentence = _(
        "%(host)s is in the inner network or has no encryption: "
        "the administrator must allow it first (LUOSHI_WEBHOOK_HOSTS)."
    )


class HostUnknown(Refusal):
    code = "work.webhook_host_unknown"
    sentence = _("Nobody knows where %(host)s is: check how it is written.")


class WebhookRefused(Refusal):
    code = "work.webhook_refused"
    sentence = _("The program at the other end refused the message (%(status)s).")


@dataclass(frozen=True)
class Place:
    """A webhook's address, taken apart."""

    is_encrypted: bool
    host: str
    port: int
    path: str

    @property
    def is_allowed(self) -> bool:
        """Whether the administrator has named this host."""
        return self.host in settings.LUOSHI_WEBHOOK_HOSTS


def place_of(address: str) -> Place:
    """Take an address apart. Raises NoWebAddress, or HostNotAllowed for one without encryption."""
    refusal = NoWebAddress(example="https://example.cn/notices")
    if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        raise refusal
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise refusal from None
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username is not None
        or parts.fragment
    ):
        raise refusal
    is_encrypted = parts.scheme == "https"
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    place = Place(is_encrypted, parts.hostname, port or (443 if is_encrypted else 80), path)
    if not is_encrypted and not place.is_allowed:
        raise HostNotAllowed(host=place.host)
    return place


def addresses_of(place: Place) -> list[str]:
    """Where the host is now. Raises HostNotAllowed when any of it is no public place, HostUnknown, or NotNow."""
    addresses = [place.host] if _is_number(place.host) else _looked_up(place)
    if not place.is_allowed and not all(map(is_public, addresses)):
        raise HostNotAllowed(host=place.host)
    return addresses


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _looked_up(place: Place) -> list[str]:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        if problem.errno == socket.EAI_AGAIN:
            raise NotNow("nobody says where the host is") from problem
        raise HostUnknown(host=place.host) from problem
    except UnicodeError as problem:
        raise HostUnknown(host=place.host) from problem
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def deliver(*, key: str, payload: Mapping[str, Any]) -> None:
    """Post one message. Raises NotNow while the other end is away, a refusal where no later try would help."""
    letter = composing.letter_of(payload)
    webhook = Webhook.objects.filter(user=letter.to).first()
    if webhook is None:
        raise composing.NobodyToTell
    number = secrets.digest(key, purpose="message-id")[:40]
    with composing.spoken_to(letter.to):
        body = json.dumps({"id": number, **letter.as_data()}, ensure_ascii=False).encode()
    signature = signature_of(body, secret=secrets.unseal(webhook.sealed_secret), at=int(time.time()))
    headers = {
        "Content-Type": "application/json",
        SIGNATURE: signature,
        NUMBER: number,
        "User-Agent": "Luoshi",
    }
    place = place_of(secrets.unseal(webhook.sealed_address).decode())
    try:
        status = _post(place, body, headers)
    except NotNow as away:
        raise NotNow(str(away), lane=lane_of(key=key)) from away
    except (OSError, HTTPException) as problem:
        raise NotNow(type(problem).__name__, lane=lane_of(key=key)) from problem
    _judge(status, key)


def signature_of(body: bytes, *, secret: bytes, at: int) -> str:
    """`t=<seconds>,v1=<HMAC-SHA256 of "seconds.body">`: the receiver computes the same and looks at the time."""
    signed = hmac.new(secret, f"{at}.".encode() + body, "sha256").hexdigest()
    return f"t={at},v1={signed}"


def _judge(status: int, key: str) -> None:
    """A redirection is not followed: it would lead to an address that nobody has looked at."""
    if 200 <= status < 300:
        return
    if status >= 500 or status in LATER:
        raise NotNow(f"it answered {status}", lane=lane_of(key=key))
    raise WebhookRefused(status=status)


def _post(place: Place, body: bytes, headers: Mapping[str, str]) -> int:
    """Post to an address that was looked at: asking for the name once more could lead elsewhere."""
    line = (HTTPSConnection if place.is_encrypted else HTTPConnection)(place.host, place.port)
    line.auto_open = 0
    line.sock = _dialled(addresses_of(place), place.port)
    with hung_up_after(lambda: line.sock):
        try:
            if place.is_encrypted:
                line.sock = _encrypted(line.sock, place.host)
                line.sock.do_handshake()
            line.request("POST", place.path, body, dict(headers))
            return line.getresponse().status
        finally:
            line.close()


def _encrypted(plain: socket.socket, host: str) -> ssl.SSLSocket:
    trust = ssl.create_default_context()
    return trust.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _dialled(addresses: list[str], port: int) -> socket.socket:
    problem: OSError | None = None
    for address in addresses[:MOST_DIALLED]:
        try:
            return socket.create_connection((address, port), timeout=STEP)
        except OSError as failed:
            problem = failed
    raise problem or OSError("the host has no address")


def register() -> None:
    """Called once, by `ready()`."""
    deliverer("webhook")(deliver)
