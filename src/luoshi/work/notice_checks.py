"""What `luoshi doctor` says of mail and webhooks (邮件与推送检查)."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.kernel.checks import register_check
from luoshi.kernel.findings import Finding
from luoshi.kernel.models import MessageState, OutboxMessage
from luoshi.work import mail

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PATIENT = timedelta(hours=1)


def register() -> None:
    """Called once, by `ready()`."""
    register_check("work.mail", label=lazystr(_MailLabel()), look=mail_that_stays)
    register_check(
        "work.messages", label=lazystr(_WebhookLabel()), look=messages_that_stay, after="kernel.database"
    )


class _MailLabel:
    """What is set, said when the check is printed."""

    def __str__(self) -> str:
        at = settings.LUOSHI_MAIL
        if at is None:
            return _("Notices leave by mail: off, LUOSHI_MAIL_URL is not set")
        return _("Notices leave by mail: %(host)s:%(port)s, from %(sender)s, encryption: %(tls)s") % {
            "host": at.host,
            "port": at.port,
            "sender": at.sender,
            "tls": at.tls,
        }


class _WebhookLabel:
    def __str__(self) -> str:
        hosts = ", ".join(sorted(settings.LUOSHI_WEBHOOK_HOSTS)) or "—"
        return _("Messages reach who is told; hosts allowed for webhooks in the inner network: %(hosts)s") % {
            "hosts": hosts
        }


def mail_that_stays() -> Iterator[Finding]:
    """What keeps mails from leaving."""
    if settings.LUOSHI_MAIL is None:
        return
    if urlsplit(settings.LUOSHI_SITE_URL).hostname in LOOPBACK:
        yield Finding(
            _("Links in mails lead to %(site)s, which opens on this machine only.")
            % {"site": settings.LUOSHI_SITE_URL},
            _("Write the address at which people open the site into LUOSHI_SITE_URL."),
        )
    try:
        with mail.connected() as server:
            server.noop()
    except smtplib.SMTPAuthenticationError:
        yield Finding(
            _("The mail server does not let %(user)s in.") % {"user": settings.LUOSHI_MAIL.user},
            _("Write the right user and password into LUOSHI_MAIL_URL. The mails wait until then."),
        )
    except (OSError, smtplib.SMTPException) as problem:
        yield Finding(
            _("The mail server %(host)s:%(port)s does not answer: %(problem)s")
            % {
                "host": settings.LUOSHI_MAIL.host,
                "port": settings.LUOSHI_MAIL.port,
                "problem": f"{type(problem).__name__}: {problem}"[:200],
            },
            _("Start it, or write the right address into LUOSHI_MAIL_URL. The mails wait until then."),
        )


def messages_that_stay() -> Iterator[Finding]:
    """Mails and messages that wait for long, or were refused."""
    messages = OutboxMessage.objects.filter(kind__in=["mail", "webhook"])
    waiting = messages.filter(state=MessageState.WAITING, written_at__lt=clock.now() - PATIENT).count()
    if waiting:
        yield Finding(
            _("%(number)s messages have waited for more than an hour.") % {"number": waiting},
            _("They leave as soon as their server answers; is `luoshi serve` or `luoshi worker` running?"),
        )
    refused = messages.filter(
        state=MessageState.FAILED, error_code__in=["work.mail_refused", "kernel.message_outdated"]
    ).count()
    if refused:
        yield Finding(
            _("%(number)s messages were refused for good, or nobody took them for a month.")
            % {"number": refused},
            _("Have the people concerned look at their mail address; the notices stand in Luoshi."),
        )
