from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "scheduling"

    def ready(self):
        from scheduling import receivers, tasks  # noqa: F401  registers receivers and handlers
