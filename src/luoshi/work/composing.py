"""What a mail or a message says about notices, in the language of its reader (通知的文字)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import User
from luoshi.work.models import Notice
from luoshi.work.telling import say

LONGEST_SUBJECT = 120


class NobodyToTell(Refusal):
    code = "work.nobody_to_tell"
    sentence = _("The account is closed, or it is no longer told this way.")


class NothingToTell(Refusal):
    code = "work.nothing_to_tell"
    sentence = _("The notices of this message are no longer kept.")


@dataclass(frozen=True)
class Letter:
    """Somebody's notices as they are told outside, and how many more there are."""

    to: User
    notices: list[Notice]
    more: int

    @property
    def subject(self) -> str:
        """One notice is its own subject; several are counted."""
        number = len(self.notices) + self.more
        if number == 1:
            return sentence_of(self.notices[0])[:LONGEST_SUBJECT]
        return ngettext("%(number)s notice", "%(number)s notices", number) % {"number": number}

    @property
    def text(self) -> str:
        """Each sentence with its link, and where to choose otherwise; nothing else about anybody."""
        told = "\n\n".join(f"{sentence_of(each)}\n{link_to(each.url)}" for each in self.notices)
        rest = gettext("%(number)s more: %(link)s") % {
            "number": self.more,
            "link": link_to(reverse("work:notices")),
        }
        choose = gettext("How you are told, and whether at all, you choose here: %(link)s") % {
            "link": link_to(reverse("work:notice_choices"))
        }
        return "\n\n".join([told, *([rest] if self.more else []), f"-- \n{choose}"]) + "\n"

    def as_data(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "notices": [
                {
                    "code": each.code,
                    "sentence": sentence_of(each),
                    "url": link_to(each.url),
                    "urgency": each.urgency,
                    "written_at": timezone.localtime(each.written_at).isoformat(),
                }
                for each in self.notices
            ],
            "more": self.more,
        }


def letter_of(payload: Mapping[str, Any]) -> Letter:
    """What a message of the outbox is about. Raises NobodyToTell or NothingToTell."""
    user = User.objects.active().filter(pk=payload["user"]).first()
    if user is None:
        raise NobodyToTell
    notices = list(Notice.objects.of(user).filter(pk__in=payload["notices"]).order_by("pk"))
    if not notices:
        raise NothingToTell
    return Letter(user, notices, payload["more"])


def spoken_to(user: User) -> Any:
    """While it is open, sentences are made in this person's language."""
    return translation.override(user.language)


def sentence_of(notice: Notice) -> str:
    """The sentence on one line."""
    return " ".join(say(code=notice.code, values=notice.values).split())


def link_to(url: str) -> str:
    return f"{settings.LUOSHI_SITE_URL}{url}"
