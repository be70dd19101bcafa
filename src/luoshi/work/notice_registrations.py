"""What the room registers about notices: rights, words, jobs, deliverers, the list, retention, the check (通知)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, EVERYONE, OWN, SIGNED_IN, register_act
from luoshi.kernel.lists import register_list
from luoshi.work import mail, notice_checks, notice_jobs, notice_words, telling, webhooks
from luoshi.work.lists.notices import NOTICES
from luoshi.work.services import retention


def register() -> None:
    """Called once, by `ready()`."""
    register_act("work.read_notices", label=_("see one's own notices"), to={SIGNED_IN: OWN})
    register_act("work.hear_bell", label=_("hear the bell of unread notices"), to={EVERYONE: ANY})
    register_act("work.choose_notices", label=_("choose how one is told"), to={SIGNED_IN: OWN})
    telling.register()
    notice_words.register()
    notice_jobs.register()
    mail.register()
    webhooks.register()
    notice_checks.register()
    retention.register_rules()
    register_list(NOTICES)
