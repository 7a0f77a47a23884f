from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self):
        from jobs.ticking import every_tick
        from proposals import (  # noqa: F401  letters, signals and who is asked to disclose are known
            disclosing,
            faculty_letters,
            letter_kinds,
            receivers,
            revision_letters,
        )
        from proposals.actions.inviting import remind_due
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
        from proposals.keeping import Kept
        from workshops import held

        held.provide(Kept())
        every_tick(remind)
        every_tick(remind_due)
