"""The web room's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "luoshi.web"
    label = "web"

    def ready(self):
        from luoshi.kernel.services import retention
        from luoshi.kit import navigation
        from luoshi.web import machine, rights

        rights.register()
        machine.register()
        retention.register_last_rules()
        navigation.register(label=_("Tour"), route="web:tour", order=80, act="web.see_demo")
