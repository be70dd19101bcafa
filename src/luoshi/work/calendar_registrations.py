"""What the calendar brings to the house: rights, words, its list, its page in the navigation (工作日历)."""

from __future__ import annotations

from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, by `ready()`."""
    from luoshi.kernel.lists import register_list
    from luoshi.kit import navigation
    from luoshi.work import calendar_in_words, calendar_rights, seeding
    from luoshi.work.lists.year_notices import YEAR_NOTICES

    calendar_rights.register()
    calendar_in_words.register()
    register_list(YEAR_NOTICES)
    navigation.register(label=_("Calendar"), route="work:calendar", order=70, act="work.read_calendar")
    post_migrate.connect(seeding.after_migrate, dispatch_uid="luoshi.work.after_migrate")
