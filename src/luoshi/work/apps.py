"""The work room's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    name = "luoshi.work"
    label = "work"
    verbose_name = _("Work")

    def ready(self):
        """What the room brings is registered here, a line a module."""
        from luoshi.work import asking_here

        asking_here.register()
