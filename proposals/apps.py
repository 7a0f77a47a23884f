from importlib import import_module

from django.apps import AppConfig

REGISTERING = (
    "proposals.letter_kinds",
    "proposals.receivers",
    "proposals.candidates.letters",
    "proposals.faculty.disclosing",
    "proposals.faculty.letter_kinds",
    "proposals.files.letters",
    "proposals.files.tasks",
    "proposals.joining.letters",
    "proposals.revising.letters",
    "proposals.thread.letters",
    "proposals.catalogue.answered",
    "proposals.catalogue.membership",
    "proposals.catalogue.order",
    "proposals.catalogue.others",
    "proposals.catalogue.past",
    "proposals.catalogue.people",
    "proposals.catalogue.texts",
)
"""Imported at start, so that letters, signals, jobs, who is asked to disclose and every kind of rule are known."""


class ProposalsConfig(AppConfig):
    name = "proposals"

    def ready(self):
        from jobs.ticking import every_tick
        from proposals.actions.inviting import remind_due
        from proposals.actions.messaging import tell_messages
        from proposals.actions.reminding import remind
        from proposals.actions.reminding_later import remind_of_later_parts
        from proposals.files.retention import remove_old_files
        from proposals.files.scanning import ask_to_scan
        from proposals.prompts.keeping import Kept
        from workshops import held

        for name in REGISTERING:
            import_module(name)
        held.provide(Kept())
        every_tick(remind)
        every_tick(remind_of_later_parts)
        every_tick(remind_due)
        every_tick(ask_to_scan)
        every_tick(tell_messages)
        every_tick(remove_old_files)
