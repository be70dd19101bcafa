"""The plan room's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "luoshi.plan"
    label = "plan"
    verbose_name = _("Plans")

    def ready(self):
        from luoshi.kit import navigation
        from luoshi.plan import (
            acts_in_words,
            arriving,
            claims,
            finding,
            handing_in,
            handing_in_words,
            hanging,
            jobs,
            linking,
            lists,
            parents_in_words,
            rights,
            sheets,
            travel_words,
        )
        from luoshi.plan.services import retention, waiting

        rights.register()
        acts_in_words.register()
        handing_in_words.register()
        parents_in_words.register()
        retention.register_rules()
        claims.register()
        waiting.register()
        jobs.register()
        handing_in.register()
        linking.register()
        lists.register()
        finding.register()
        hanging.register()
        sheets.register()
        arriving.register()
        travel_words.register()
        navigation.register(label=_("Plans"), route="plan:plans", order=10, act="plan.read_plans")
        navigation.register(
            label=_("Read a document"), route="plan:hand_in", order=20, act="plan.hand_in_document"
        )
