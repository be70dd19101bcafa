"""What matters tell people (事项通知的文字)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.work.telling import register_group, register_notice

WAITING, DUE = "work.waiting", "work.due"


def register() -> None:
    """Called once, by `ready()`."""
    register_group(WAITING, label=_("What waits for me"))
    register_group(DUE, label=_("What is due or late"))
    register_notice(
        "work.waits_for_you",
        label=_("Something waits for me"),
        sentence=_("This waits for you: %(number)s %(title)s."),
        group=WAITING,
    )
    register_notice(
        "work.was_moved",
        label=_("Something of mine was moved on"),
        sentence=_("A step was taken: %(number)s %(title)s."),
        group=WAITING,
    )
    register_notice(
        "work.is_due",
        label=_("Something is due soon"),
        sentence=_("Due on %(due_on)s: %(number)s %(title)s."),
        group=DUE,
    )
    register_notice(
        "work.is_late",
        label=_("Something is late"),
        sentence=_("Late, it was due on %(due_on)s: %(number)s %(title)s."),
        group=DUE,
    )
    register_notice(
        "work.due_moved",
        label=_("A due day has moved"),
        sentence=_("By the new calendar it is due on %(new)s, no longer on %(old)s: %(number)s %(title)s."),
        group=DUE,
    )
