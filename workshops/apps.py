from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"

    def ready(self):
        from letters import letterhead
        from workshops import roles  # noqa: F401  registers what seats make of people
        from workshops.letterhead import of_the_society

        letterhead.provide(of_the_society)
