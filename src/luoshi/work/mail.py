"""Notices by mail (邮件通知): plain text, in the reader's language, with the same Message-ID however often sent."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import secrets
from luoshi.kernel.errors import Refusal
from luoshi.kernel.jobs.outbox import NotNow, deliverer
from luoshi.work import composing
from luoshi.work.models import Urgency
from luoshi.work.network_limits import STEP, hung_up_after
from luoshi.work.services.messages import lane_of

PERMANENT = 500


class MailRefused(Refusal):
    code = "work.mail_refused"
    sentence = _("The mail server does not take mail to this address.")


def deliver(*, key: str, payload: Mapping[str, Any]) -> None:
    """Send one mail. Raises NotNow while the server is away, a refusal where no later try would help."""
    letter = composing.letter_of(payload)
    if not letter.to.email:
        raise composing.NobodyToTell
    if _settings() is None:
        raise NotNow("mail is off", lane=lane_of(key=key))
    with composing.spoken_to(letter.to):
        mail = _composed(letter, key=key)
    with _reachable(key), connected() as server, _taking_it():
        server.send_message(mail)


def _settings() -> Any:
    """The mail server as the environment names it, if it does."""
    return settings.LUOSHI_MAIL


def _composed(letter: composing.Letter, *, key: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    sender = _settings().sender
    mail["Subject"] = letter.subject
    mail["From"] = Address(display_name=gettext("Luoshi"), addr_spec=sender)
    try:
        validate_email(letter.to.email)
    except ValidationError as error:
        raise MailRefused from error
    mail["To"] = Address(addr_spec=letter.to.email)
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{secrets.digest(key, purpose='message-id')[:40]}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    if any(each.urgency == Urgency.URGENT for each in letter.notices):
        mail["Importance"] = "high"
    mail.set_content(letter.text, cte="base64")
    return mail


@contextmanager
def connected() -> Iterator[smtplib.SMTP]:
    """A line to the mail server of the settings, encrypted and signed in as they say."""
    at = _settings()
    trust = ssl.create_default_context()
    name = at.sender.rpartition("@")[
        2
    ]  # else this machine's own would be looked up, for as long as that takes
    if at.tls == "implicit":
        server: smtplib.SMTP = smtplib.SMTP_SSL(at.host, at.port, name, timeout=STEP, context=trust)
    else:
        server = smtplib.SMTP(at.host, at.port, name, timeout=STEP)
    with hung_up_after(lambda: server.sock), _closing(server):
        if at.tls == "starttls":
            server.starttls(context=trust)
        if at.user:
            server.login(at.user, at.password)
        yield server


@contextmanager
def _closing(server: smtplib.SMTP) -> Iterator[None]:
    """Say goodbye; a mail that was taken stays taken when nobody answers that."""
    try:
        yield
    finally:
        with suppress(OSError):
            server.quit()
        server.close()


@contextmanager
def _reachable(key: str) -> Iterator[None]:
    """A server that is away, or does not let us in, keeps all mails waiting."""
    try:
        yield
    except (OSError, smtplib.SMTPException) as problem:
        raise NotNow(_said(problem), lane=lane_of(key=key)) from problem


@contextmanager
def _taking_it() -> Iterator[None]:
    """What the server says of this one mail: never, or not now."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as problem:
        code, _words = next(iter(problem.recipients.values()))
        raise (MailRefused() if code >= PERMANENT else NotNow(_said(problem))) from problem
    except smtplib.SMTPDataError as problem:
        raise (MailRefused() if problem.smtp_code >= PERMANENT else NotNow(_said(problem))) from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise MailRefused from problem


def _said(problem: Exception) -> str:
    """What went wrong, without the address of anybody."""
    return f"{type(problem).__name__} {getattr(problem, 'smtp_code', '')}".strip()


def register() -> None:
    """Called once, by `ready()`."""
    deliverer("mail")(deliver)
