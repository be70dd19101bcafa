"""The kit's application: components and theme, no models."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "luoshi.kit"
    label = "kit"

    def ready(self) -> None:
        from luoshi.kit import specimens

        specimens.register_all()
