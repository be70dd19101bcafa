from django.apps import AppConfig


class ProbeConfig(AppConfig):
    name = "tests.kernel.probe"
    label = "probe"

    def ready(self):
        from tests.kernel.probe import kinds  # noqa: F401 (registers)
