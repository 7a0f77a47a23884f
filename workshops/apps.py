from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"

    def ready(self):
        from workshops import roles  # noqa: F401  registers what seats make of people
