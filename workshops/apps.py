from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"

    def ready(self):
        from letters import letterhead
        from workshops import letter_kinds, roles, seat_letters  # noqa: F401  letters, and what seats make of people, are known
        from workshops.letterhead import of_the_society

        letterhead.provide(of_the_society)
