"""The kernel as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "luoshi.kernel"
    label = "kernel"

    def ready(self) -> None:
        from luoshi.kernel import acts, acts_in_words, checks, lists, opposites, registrations, seeding
        from luoshi.kernel.formulas import found, holding
        from luoshi.kernel.lists.acts import ACTS, ACTS_ABOUT
        from luoshi.kernel.lists.answers import ANSWERS
        from luoshi.kernel.lists.bodies import BODIES
        from luoshi.kernel.lists.doubles import DOUBLES, MERGINGS
        from luoshi.kernel.lists.formulas import FORMULAS, RESULTS, STANDARDS
        from luoshi.kernel.lists.imports import IMPORTS
        from luoshi.kernel.lists.jobs import JOBS
        from luoshi.kernel.lists.people import PEOPLE
        from luoshi.kernel.lists.successions import DECISIONS, SUCCESSIONS
        from luoshi.kernel.search import found_here
        from luoshi.kernel.services import retention, search
        from luoshi.kit import navigation

        registrations.register()
        acts_in_words.register()
        opposites.register()
        for page in (ACTS, ACTS_ABOUT, ANSWERS, BODIES, DECISIONS, DOUBLES, IMPORTS, JOBS, MERGINGS):
            lists.register_list(page)
        for page in (FORMULAS, PEOPLE, RESULTS, STANDARDS, SUCCESSIONS):
            lists.register_list(page)
        navigation.register(label=_("Bodies"), route="kernel:bodies", order=30, act="kernel.read_bodies")
        navigation.register(label=_("Formulas"), route="kernel:formulas", order=40, act="kernel.try_formulas")
        navigation.register(label=_("Lists"), route="kernel:imports", order=80, act="kernel.import_lists")
        navigation.register(label=_("My jobs"), route="kernel:jobs", order=90, act="kernel.read_jobs")
        navigation.register(label=_("People"), route="kernel:people", order=85, act="kernel.edit_people")
        navigation.register(label=_("What was done"), route="kernel:acts", order=95, act="kernel.read_audit")
        checks.register()
        holding.register()
        found_here.register()
        found.register()
        acts.follow_with(search.follow)
        retention.register_rules()
        post_migrate.connect(seeding.after_migrate, dispatch_uid="luoshi.kernel.after_migrate")
