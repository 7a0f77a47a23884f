from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "program"

    def ready(self):
        from program import tasks  # noqa: F401  registers the handlers
