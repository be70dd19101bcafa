"""The work room's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "luoshi.work"
    label = "work"
    verbose_name = _("Work")

    def ready(self):
        """What the room brings is registered here, a line a module."""
        from luoshi.kit import navigation
        from luoshi.work import (
            acts_in_words,
            asking_registrations,
            calendar_registrations,
            chain_registrations,
            claims,
            jobs,
            lists,
            matter_notices,
            notice_registrations,
            paper_registrations,
            rights,
            waiting,
        )

        rights.register()
        acts_in_words.register()
        asking_registrations.register()
        claims.register()
        jobs.register()
        lists.register()
        notice_registrations.register()
        matter_notices.register()
        chain_registrations.register()
        paper_registrations.register()
        waiting.register()
        calendar_registrations.register()
        navigation.register(label=_("My work"), route="work:my_work", order=5, act="work.read_matters")
