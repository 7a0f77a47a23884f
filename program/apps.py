from django.apps import AppConfig


class ProgramConfig(AppConfig):
    name = "program"

    def ready(self):
        from jobs.ticking import every_tick
        from program import receivers, tasks  # noqa: F401  registers the handlers
        from program.actions.delivering import tell_webhooks  # which registers its letter
        from program.actions.following import ask_to_tell
        from program.actions.giving_feedback import close_feedback
        from program.actions.signing_up import keep_lists
        from program.attending import letter_kinds as attendees_letters  # noqa: F401  registers the letters
        from program.current import mend
        from program.following import letter_kinds as following_kinds  # noqa: F401
        from program.inviting import letter_kinds  # noqa: F401  registers the letters
        from program.inviting.answers import attendance_of
        from proposals.faculty.attending import tells_attendance

        every_tick(mend)
        every_tick(keep_lists)
        every_tick(close_feedback)
        every_tick(ask_to_tell)
        every_tick(tell_webhooks)
        tells_attendance(attendance_of)
