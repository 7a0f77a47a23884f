from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "scheduling"

    def ready(self):
        from scheduling import disclosing, receivers, tasks  # noqa: F401  registers who is asked, receivers, handlers
