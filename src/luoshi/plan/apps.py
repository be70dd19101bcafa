"""The plan room's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "luoshi.plan"
    label = "plan"
    verbose_name = _("Plans")

    def ready(self):
        from luoshi.plan import jobs, rights

        rights.register()
        jobs.register()
