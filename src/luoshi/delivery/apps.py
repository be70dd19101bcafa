"""The delivery room's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "luoshi.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self):
        """What the room brings is registered here, a line a module."""
        from luoshi.delivery import (
            acts_in_words,
            briefs,
            claims,
            instruments,
            ledger_registrations,
            lists,
            procedures,
            returned_jobs,
            returned_words,
            rights,
        )
        from luoshi.kit import navigation

        rights.register()
        acts_in_words.register()
        briefs.register()
        claims.register()
        procedures.register()
        instruments.register()
        ledger_registrations.register()
        lists.register()
        returned_jobs.register()
        returned_words.register()
        navigation.register(
            label=_("Assignments"), route="delivery:assignments", order=15, act="delivery.read_assignments"
        )
        navigation.register(
            label=_("Leader's page"), route="delivery:leading", order=14, act="delivery.see_leading_page"
        )
