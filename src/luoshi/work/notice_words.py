"""What the acts about notices are called (通知操作的说法)."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.kernel.telling import Field, Thing, register_fields, register_sentences, register_things
from luoshi.work.models import Channel, When
from luoshi.work.telling import GROUPS


def register() -> None:
    """Called once, by `ready()`."""
    register_things(
        {
            "work.notice": Thing(label=_("notice"), name="code"),
            "work.noticechoice": Thing(
                label=_("choice how to be told"),
                name=Concat(F("user__display_name"), Value(" · "), F("channel")),
            ),
            "work.webhook": Thing(label=_("webhook"), name="host"),
        }
    )
    register_fields(
        {
            "channel": Field(label=_("channel"), choices=dict(Channel.choices)),
            "when": Field(label=_("when"), choices=dict(When.choices)),
            "hour": Field(label=_("hour")),
            "left_out": Field(label=_("left out"), written=_groups),
            "host": Field(label=_("host")),
        }
    )
    register_sentences(
        {
            "work.notices_chosen": _("%(who)s chose how to be told (%(what)s)."),
            "work.webhook_set": _("%(who)s set a webhook for notices (%(what)s)."),
            "work.webhook_removed": _("%(who)s took away the webhook for notices (%(what)s)."),
            "work.notice_tried": _("%(who)s sent a trial notice to %(what)s."),
        }
    )


def _groups(codes: Any) -> str:
    return pgettext("in a list", "; ").join(str(GROUPS[code]) if code in GROUPS else code for code in codes)
