from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self):
        from jobs.ticking import every_tick
        from proposals import letter_kinds, receivers, revision_letters  # noqa: F401  letters and signals are known
        from proposals.actions.reminding import remind
        from proposals.catalogue import (  # noqa: F401  so is every kind of rule
            answered,
            membership,
            order,
            others,
            past,
            people,
            texts,
        )

        every_tick(remind)
