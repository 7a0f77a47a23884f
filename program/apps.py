from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "program"

    def ready(self):
        from program import receivers, tasks  # noqa: F401  registers the handlers
