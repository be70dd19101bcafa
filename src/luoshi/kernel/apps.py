"""The kernel as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "luoshi.kernel"
    label = "kernel"

    def ready(self) -> None:
        from luoshi.kernel import checks, registrations, seeding

        registrations.register()
        checks.register()
        post_migrate.connect(seeding.after_migrate, dispatch_uid="luoshi.kernel.after_migrate")
