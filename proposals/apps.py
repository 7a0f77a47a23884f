from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self):
        from jobs.ticking import every_tick
        from proposals import (  # noqa: F401  letters, signals, jobs and who is asked to disclose are known
            candidate_letters,
            disclosing,
            faculty_letters,
            file_letters,
            letter_kinds,
            merge_letters,
            message_letters,
            receivers,
            revision_letters,
            tasks,
        )
        from proposals.actions.inviting import remind_due
        from proposals.actions.messaging import tell_messages
        from proposals.actions.reminding import remind
        from proposals.actions.reminding_later import remind_of_later_parts
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
        from proposals.retention import remove_old_files
        from proposals.scanning import ask_to_scan
        from workshops import held

        held.provide(Kept())
        every_tick(remind)
        every_tick(remind_of_later_parts)
        every_tick(remind_due)
        every_tick(ask_to_scan)
        every_tick(tell_messages)
        every_tick(remove_old_files)
